"""Everything that stands in the content folder, as far as it can be read, with its lines."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from question_bank.blueprint import Blueprint
from question_bank.codebook import is_category
from question_bank.items import Item
from question_bank.kinds import kind_of
from question_bank.kinds.flaw import Flaw, Severity
from question_bank.kinds.flaw import Path as Place
from question_bank.located_yaml import LocatedYaml, UnreadableYaml
from question_bank.report import Finding


class FamilyFile(Struct, forbid_unknown_fields=True):
    """One file: a scenario family and its items, before they are known to be items."""

    family: str
    exam: str
    items: list[dict[str, Any]]


class Shelf:
    """The readable items and blueprints of a folder, and the problems of what could not be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.items: list[Item] = []
        self.blueprints: list[Blueprint] = []
        self.findings: list[Finding] = []
        self._places: dict[str, tuple[LocatedYaml, int]] = {}
        self._blueprint_files: dict[str, LocatedYaml] = {}
        for file in sorted(folder.glob("*/*.yaml")):
            if file.parent.name != "codebook":
                self._read(file)

    @property
    def problems(self) -> list[Finding]:
        """List what keeps a file or item off the shelf."""
        return [finding for finding in self.findings if finding.severity == "problem"]

    def finding(self, item: Item, flaw: Flaw) -> Finding:
        """Turn a flaw of an item into a finding with file and line."""
        document, number = self._places[item.id]
        return self._finding(document, ("items", number, *flaw.path), flaw.sentence, item.id, flaw.severity)

    def blueprint_finding(self, blueprint: Blueprint, sentence: str, severity: Severity = "problem") -> Finding:
        """Report something about an exam as a whole at the cells of its blueprint."""
        return self._finding(self._blueprint_files[blueprint.exam], ("cells",), sentence, None, severity)

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
        try:
            blueprint = msgspec.convert(document.data, Blueprint)
        except msgspec.ValidationError as error:
            self._add(document, *_explained(error))
            return
        if blueprint.exam != document.file.stem:
            self._add(document, ("exam",), f"Noem dit bestand {blueprint.exam}.yaml, naar de toets.")
        self.blueprints.append(blueprint)
        self._blueprint_files[blueprint.exam] = document

    def _read_family(self, document: LocatedYaml) -> None:
        try:
            family = msgspec.convert(document.data, FamilyFile)
        except msgspec.ValidationError as error:
            self._add(document, *_explained(error))
            return
        if family.family != document.file.stem:
            self._add(document, ("family",), f"Noem dit bestand {family.family}.yaml, naar de familie.")
        if family.exam.replace("-", "_") != document.file.parent.name:
            self._add(document, ("exam",), f"De map {document.file.parent.name} hoort bij een andere toets.")
        for number, plain in enumerate(family.items):
            self._read_item(document, number, {**plain, "family": family.family, "exam": family.exam})

    def _read_item(self, document: LocatedYaml, number: int, plain: dict[str, Any]) -> None:
        place = ("items", number)
        name = plain.get("id") if isinstance(plain.get("id"), str) else None
        try:
            item = msgspec.convert(plain, Item)
        except msgspec.ValidationError as error:
            path, sentence = _explained(error)
            self._add(document, (*place, *path), sentence, name)
            return
        if item.id in self._places:
            self._add(document, (*place, "id"), "Dit kenmerk bestaat al; geef elke vraag een eigen kenmerk.", name)
            return
        flaws = list(_unusable(item))
        for flaw in flaws:
            self._add(document, (*place, *flaw.path), flaw.sentence, item.id, flaw.severity)
        if not any(flaw.severity == "problem" for flaw in flaws):
            self._places[item.id] = (document, number)
            self.items.append(item)

    def _add(
        self,
        document: LocatedYaml,
        place: Place,
        sentence: str,
        item: str | None = None,
        severity: Severity = "problem",
    ) -> None:
        self.findings.append(self._finding(document, place, sentence, item, severity))

    def _finding(
        self,
        document: LocatedYaml,
        place: Place,
        sentence: str,
        item: str | None = None,
        severity: Severity = "problem",
    ) -> Finding:
        return Finding(self._name(document.file), document.line_of(place), item, sentence, severity)

    def _name(self, file: Path) -> str:
        return file.relative_to(self.folder).as_posix()


def _unusable(item: Item) -> Iterator[Flaw]:
    """Find what would break presenting or scoring: unknown categories, double reply ids, a wrong key."""
    named: list[tuple[Place, str]] = [(("category",), item.category)]
    for number, reply in enumerate(item.replies):
        named.append((("replies", number, "category"), reply.category))
        named.extend((("replies", number, "also"), code) for code in reply.also)
    unknown = [(path, code) for path, code in named if not is_category(code)]
    for path, code in unknown:
        yield Flaw(path, f"{code} staat niet in het codeboek. Kies een code uit het codeboek.")
    ids = [reply.id for reply in item.replies]
    if len(set(ids)) != len(ids):
        yield Flaw(("replies",), "Twee reacties hebben dezelfde letter; geef elke reactie een eigen letter.")
    elif not unknown:
        yield from kind_of(item).flaws(item)


def _explained(error: msgspec.ValidationError) -> tuple[Place, str]:
    """Split msgspec's message into the place it speaks of and a sentence."""
    message, _, at = str(error).partition(" - at ")
    steps = re.findall(r"\.([A-Za-z_]+)|\[(\d+|\.\.\.)\]", at)
    place = tuple(name or (int(index) if index.isdigit() else index) for name, index in steps)
    return place, f"Dit veld klopt niet: {message}."
