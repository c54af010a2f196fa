"""The formats in which questions are taken along, each with what it is good for."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from proeve.reporting.spreadsheets import XLSX_TYPE
from question_bank.blueprint import Blueprint
from question_bank.exchange.carried import Exported
from question_bank.exchange.moodle.exporting import export_moodle
from question_bank.exchange.qti.exporting import export_package
from question_bank.exchange.spreadsheet.exporting import export_spreadsheet
from question_bank.exchange.yaml_files import bank_files
from question_bank.items import Item

BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)
"""No moment in the file, so that the same questions give the same bytes."""
ZIP_TYPE = "application/zip"

Blueprints = Mapping[str, Blueprint]


class FileForm(NamedTuple):
    """One format: its name, what it is good for, the name and type of its file, and how it is written."""

    words: str
    good_for: str
    file_name: str
    media_type: str
    write: Callable[[Sequence[Item], Blueprints], Exported]


def _qti(items: Sequence[Item], blueprints: Blueprints) -> Exported:
    exams = {item.exam for item in items}
    # The weights of an exam are in the package only when all questions are of that exam.
    blueprint = blueprints.get(exams.pop()) if len(exams) == 1 else None
    return export_package(items, title="Vragen uit Proeve", blueprint=blueprint)


def _yaml(items: Sequence[Item], blueprints: Blueprints) -> Exported:
    """Write the files as they stand in the repository; they carry everything."""
    exams = {item.exam for item in items}
    files = bank_files(items, [blueprint for exam, blueprint in blueprints.items() if exam in exams])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in sorted(files.items()):
            entry = zipfile.ZipInfo(name, BEGINNING_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, text)
    return Exported(archive.getvalue())


FILE_FORMS: Mapping[str, FileForm] = {
    "qti": FileForm("QTI 3.0 (.zip)", "Voor andere toetssystemen.", "vragen-qti.zip", ZIP_TYPE, _qti),
    "xlsx": FileForm(
        "Excel (.xlsx)",
        "Om in te schrijven en terug te sturen.",
        "vragen.xlsx",
        XLSX_TYPE,
        lambda items, _: export_spreadsheet(items),
    ),
    "moodle": FileForm(
        "Moodle XML (.xml)",
        "Voor Moodle.",
        "vragen-moodle.xml",
        "application/xml",
        lambda items, _: export_moodle(items),
    ),
    "yaml": FileForm("YAML (.zip)", "Om te bewaren; dit formaat laat niets weg.", "vragen-yaml.zip", ZIP_TYPE, _yaml),
}
