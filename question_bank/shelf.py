"""Everything that stands in the content folder, as far as it can be read, with its lines."""

from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from question_bank.blueprint import Blueprint
from question_bank.flaw import Flaw, Place
from question_bank.items import Item
from question_bank.located_yaml import LocatedYaml, UnreadableYaml
from question_bank.report import Finding
from question_bank.usability import explained, unusable

T = TypeVar("T")


class FamilyFile(Struct, forbid_unknown_fields=True):
    """One file: a scenario family and its items, before they are known to be items."""

    family: str
    exam: str
    items: list[dict[str, Any]]


class Shelf:
    """The readable items and blueprints of a folder, and what is wrong with the rest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.items: list[Item] = []
        self.blueprints: list[Blueprint] = []
        self.findings: list[Finding] = []
        self._items_at: dict[str, tuple[LocatedYaml, Place]] = {}
        self._blueprints_at: dict[str, LocatedYaml] = {}
        for file in sorted(folder.glob("*/*.yaml")):
            if file.parent.name != "codebook":
                self._read(file)

    @property
    def problems(self) -> list[Finding]:
        """List what keeps a file or item off the shelf."""
        return [finding for finding in self.findings if finding.severity == "problem"]

    def item_finding(self, item: Item, flaw: Flaw) -> Finding:
        """Say in which file and on which line a flaw of an item stands."""
        document, place = self._items_at[item.id]
        return self._finding(document, Flaw((*place, *flaw.place), flaw.sentence, flaw.severity), item.id)

    def blueprint_finding(self, blueprint: Blueprint, flaw: Flaw) -> Finding:
        """Say in which file and on which line a flaw of a blueprint stands."""
        return self._finding(self._blueprints_at[blueprint.exam], flaw)

    def _read(self, file: Path) -> None:
        try:
            document = LocatedYaml(file)
        except UnreadableYaml as error:
            self.findings.append(Finding(self._name(file), error.line, None, error.sentence))
            return
        if file.parent.name == "blueprints":
            self._read_blueprint(document)
        else:
            self._read_family(document)

    def _read_blueprint(self, document: LocatedYaml) -> None:
        blueprint = self._converted(document, document.data, Blueprint)
        if blueprint is None:
            return
        if blueprint.exam != document.file.stem:
            self._note(document, Flaw(("exam",), f"Noem dit bestand {blueprint.exam}.yaml, naar de toets."))
        self.blueprints.append(blueprint)
        self._blueprints_at[blueprint.exam] = document

    def _read_family(self, document: LocatedYaml) -> None:
        family = self._converted(document, document.data, FamilyFile)
        if family is None:
            return
        if family.family != document.file.stem:
            self._note(document, Flaw(("family",), f"Noem dit bestand {family.family}.yaml, naar de familie."))
        if family.exam.replace("-", "_") != document.file.parent.name:
            self._note(document, Flaw(("exam",), f"De map {document.file.parent.name} hoort bij een andere toets."))
        for number, plain in enumerate(family.items):
            whole = {**plain, "family": family.family, "exam": family.exam}
            item = self._converted(document, whole, Item, ("items", number))
            if item is not None:
                self._add(document, ("items", number), item)

    def _add(self, document: LocatedYaml, place: Place, item: Item) -> None:
        flaws = list(unusable(item))
        if item.id in self._items_at:
            flaws.append(Flaw(("id",), "Dit kenmerk bestaat al; geef elke vraag een eigen kenmerk."))
        for flaw in flaws:
            self._note(document, Flaw((*place, *flaw.place), flaw.sentence, flaw.severity), item.id)
        if not any(flaw.severity == "problem" for flaw in flaws):
            self._items_at[item.id] = (document, place)
            self.items.append(item)

    def _converted(self, document: LocatedYaml, plain: dict[str, Any], wanted: type[T], place: Place = ()) -> T | None:
        try:
            return msgspec.convert(plain, wanted)
        except msgspec.ValidationError as error:
            inner, sentence = explained(error)
            self._note(document, Flaw((*place, *inner), sentence), str(plain["id"]) if "id" in plain else None)
            return None

    def _note(self, document: LocatedYaml, flaw: Flaw, item_id: str | None = None) -> None:
        self.findings.append(self._finding(document, flaw, item_id))

    def _finding(self, document: LocatedYaml, flaw: Flaw, item_id: str | None = None) -> Finding:
        line = document.line_of(flaw.place)
        return Finding(self._name(document.file), line, item_id, flaw.sentence, flaw.severity)

    def _name(self, file: Path) -> str:
        return file.relative_to(self.folder).as_posix()
