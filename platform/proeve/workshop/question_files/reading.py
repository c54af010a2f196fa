"""Read an uploaded file with questions, whatever its format: the name says which, the content must agree."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from proeve.core.errors import Invalid
from question_bank.exchange.carried import Imported
from question_bank.exchange.moodle.importing import import_moodle
from question_bank.exchange.packages import parse_xml
from question_bank.exchange.qti.importing import import_item, import_package
from question_bank.exchange.refused import RefusedPackage
from question_bank.exchange.spreadsheet.importing import import_spreadsheet
from question_bank.exchange.xml_documents import local_name

MOST_BYTES = 5_000_000
MOST_QUESTIONS = 500

TOO_LARGE = "Dit bestand is groter dan 5 MB. Verdeel de vragen over meer bestanden."
TOO_MANY = f"In dit bestand staan meer dan {MOST_QUESTIONS} vragen. Verdeel ze over meer bestanden."
EMPTY = "Dit bestand is leeg. Kies een ander bestand."
NOTHING = "In dit bestand staan geen vragen die wij kunnen lezen. Daarom is er niets klaargezet."
UNKNOWN = "Dit soort bestand kunnen wij niet lezen. Kies een bestand dat eindigt op {endings}."


def _read_xml(content: bytes, name: str) -> Imported:
    """Read Moodle XML, or one QTI question that stands in a file by itself."""
    is_item = "assessment" in local_name(parse_xml(content, name)).lower()
    return import_item(content, name) if is_item else import_moodle(content, name)


READERS: Mapping[str, Callable[[bytes, str], Imported]] = {
    ".zip": lambda content, _name: import_package(content),
    ".xlsx": lambda content, _name: import_spreadsheet(content),
    ".ods": lambda content, _name: import_spreadsheet(content),
    ".csv": lambda content, _name: import_spreadsheet(content),
    ".xml": _read_xml,
}


def read_questions(content: bytes, file_name: str) -> Imported:
    """Return the questions of a file and all that was lost; raise Invalid with the reason for one we cannot use."""
    reader = READERS.get(PurePath(file_name.lower()).suffix)
    if reader is None:
        raise Invalid(UNKNOWN.format(endings=", ".join(READERS)), code="file_unknown")
    if not content:
        raise Invalid(EMPTY, code="file_empty")
    if len(content) > MOST_BYTES:
        raise Invalid(TOO_LARGE, code="file_too_large")
    try:
        imported = reader(content, file_name)
    except RefusedPackage as refused:
        raise Invalid(str(refused), code="file_refused") from refused
    if len(imported.drafts) > MOST_QUESTIONS:
        raise Invalid(TOO_MANY, code="too_many_questions")
    if not imported.drafts:
        said = " ".join(dict.fromkeys(loss.sentence for loss in imported.losses[:3]))
        raise Invalid(f"{NOTHING} {said}".strip(), code="no_questions")
    return imported
