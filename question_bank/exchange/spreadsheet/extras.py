"""What a workbook holds besides the values of its cells: formulas without an outcome, pictures, remarks."""

from collections.abc import Iterator
from posixpath import join, normpath
from xml.parsers import expat

from question_bank.exchange.packages import Package, parse_xml
from question_bank.exchange.refused import RefusedPackage
from question_bank.exchange.xml_documents import local_name

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
DAMAGED = "Dit blad is beschadigd. Kopieer de vragen naar een nieuw bestand en stuur dat."

LEFT_BEHIND = {
    "xl/media/": "Plaatjes in het bestand gaan niet mee.",
    "Pictures/": "Plaatjes in het bestand gaan niet mee.",
    "xl/comments": "Opmerkingen bij cellen gaan niet mee.",
    "xl/threadedComments/": "Opmerkingen bij cellen gaan niet mee.",
    "xl/vbaProject": "Macro's gaan niet mee.",
}


def left_behind(package: Package) -> Iterator[str]:
    """Say once for each sort of thing in a workbook that is no cell that it is not carried along."""
    found = (
        sentence for start, sentence in LEFT_BEHIND.items() if any(name.startswith(start) for name in package.names)
    )
    yield from dict.fromkeys(found)


def broken_cells(package: Package) -> dict[str, tuple[str, ...]]:
    """Return by sheet the cells of an .xlsx whose formula has an error or no outcome, for those read as empty."""
    if WORKBOOK not in package.names or RELATIONS not in package.names:
        return {}
    relations = parse_xml(package.read(RELATIONS), RELATIONS)
    targets = {relation.get("Id", ""): relation.get("Target", "") for relation in relations}
    broken: dict[str, tuple[str, ...]] = {}
    for sheet in parse_xml(package.read(WORKBOOK), WORKBOOK).iter():
        if local_name(sheet) == "sheet":
            relation = next((value for key, value in sheet.items() if key.endswith("}id")), "")
            file = normpath(join("/xl", targets.get(relation, ""))).lstrip("/")
            if file in package.names:
                broken[sheet.get("name", "")] = _Cells(file).read(package.read(file))
    return broken


class _Cells:
    """Reads a sheet cell by cell; a sheet has far too many of them for a tree."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._cell, self._sort, self._formula, self._value, self._inside = "", "", False, "", False
        self._broken: list[str] = []

    def read(self, content: bytes) -> tuple[str, ...]:
        """Return the broken cells of a sheet, or raise RefusedPackage."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(content, True)
        except expat.ExpatError as error:
            raise RefusedPackage(DAMAGED, self._file) from error
        return tuple(self._broken)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "c":
            self._cell, self._sort = attributes.get("r", "?"), attributes.get("t", "n")
            self._formula, self._value = False, ""
        self._formula = self._formula or name == "f"
        self._inside = name == "v"

    def _end(self, tag: str) -> None:
        self._inside = False
        if tag.rpartition("}")[2] == "c":
            has_no_outcome = self._formula and not self._value and self._sort != "str"
            if self._sort == "e" or has_no_outcome:
                self._broken.append(self._cell)

    def _data(self, text: str) -> None:
        if self._inside:
            self._value += text

    def _refuse(self, *_: object) -> None:
        raise RefusedPackage(DAMAGED, self._file)
