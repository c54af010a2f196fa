"""The cells of a blueprint as fields of a form: each field is named by what its cell selects."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, get_args

from question_bank.attribute_words import CHANNELS, DOMAINS, FORMATS, LEVELS, SITUATIONS, cell_in_words
from question_bank.blueprint import Attribute, Cell
from question_bank.codebook import all_categories, is_category
from question_bank.items import Item

ATTRIBUTES: Mapping[Attribute, str] = {
    "kind": "Vraagvorm",
    "domain": "Onderwerp",
    "category": "Categorie",
    "channel": "Kanaal",
    "difficulty": "Moeilijkheid",
    "situation": "Situatie",
}
VALUES: Mapping[Attribute, Mapping[str, str]] = {
    "kind": {kind: words for kind, words in FORMATS.items() if kind != "written_reply"},
    "domain": DOMAINS,
    "category": {category.code: category.name for category in all_categories() if category.may_be_keyed},
    "channel": CHANNELS,
    "difficulty": LEVELS,
    "situation": SITUATIONS,
}
"""What a cell may select, by attribute; open questions are not marked yet, so no exam asks them."""
MIN, MAX = "min:", "max:"
_PART = re.compile(r"([a-z]+)=([A-Za-z0-9_|-]+)")

Where = Mapping[Attribute, tuple[str | int, ...]]


class GridCell(NamedTuple):
    """One crossing of the grid: its key in the form, what it selects in words, and how many families are live."""

    key: str
    words: str
    live: int


class GridRow(NamedTuple):
    """One row of the grid: its name, its crossings, and the row as a whole."""

    name: str
    cells: list[GridCell]
    whole: GridCell


class Grid(NamedTuple):
    """Two attributes crossed; the last row has the columns as a whole."""

    rows: str
    columns: str
    heads: list[str]
    body: list[GridRow]
    wholes: list[GridCell]

    @property
    def keys(self) -> set[str]:
        """Return the keys of all cells in the grid."""
        return {cell.key for cell in (*(cell for row in self.body for cell in (*row.cells, row.whole)), *self.wholes)}


def key_of(where: Where) -> str:
    """Return the name of a cell in a form: "category=FEIT|ROLBESEF,channel=balie"."""
    return ",".join(f"{name}={'|'.join(map(str, where[name]))}" for name in ATTRIBUTES if name in where)


def where_of(key: str) -> Where | None:
    """Return what a cell of this name selects, or None for a name that no page of ours has."""
    found: dict[Attribute, tuple[str | int, ...]] = {}
    for part in key.split(","):
        fits = _PART.fullmatch(part)
        name = next((each for each in get_args(Attribute) if fits and each == fits[1]), None)
        if fits is None or name is None:
            return None
        codes = tuple(fits[2].split("|"))
        if not all(_is_known(name, code) for code in codes):
            return None
        found[name] = tuple(map(int, codes)) if name == "difficulty" else codes
    return found


def _is_known(name: Attribute, code: str) -> bool:
    """Say whether an item may have this value, for a blueprint may hold cells that are not offered here."""
    return code in VALUES[name] or (name == "category" and is_category(code)) or (name == "kind" and code in FORMATS)


def words_of(key: str) -> str:
    """Return what a cell of this name selects in words, beginning with a capital."""
    words = cell_in_words(Cell(dict(where_of(key) or {}), 0, 0))
    return words[:1].upper() + words[1:]


def fields_of_cells(cells: Iterable[Cell]) -> dict[str, str]:
    """Return what stands in the fields of these cells."""
    fields: dict[str, str] = {}
    for cell in cells:
        key = key_of(cell.where)
        fields |= {f"{MIN}{key}": str(cell.min), f"{MAX}{key}": str(cell.max)}
    return fields


def typed_keys(typed: Mapping[str, str]) -> list[str]:
    """List the cells that are in a form and not left empty, in its order."""
    keys = dict.fromkeys(name[len(MIN) :] for name in typed if name.startswith((MIN, MAX)))
    return [key for key in keys if (typed.get(MIN + key) or typed.get(MAX + key)) and where_of(key)]


def grid_of(rows: str, columns: str, live: Sequence[Item]) -> Grid | None:
    """Cross two different attributes; None when no two were chosen."""
    names = {str(name): name for name in ATTRIBUTES}
    if rows not in names or columns not in names or rows == columns:
        return None
    down, across = names[rows], names[columns]

    def cell(where: dict[Attribute, str]) -> GridCell:
        key = key_of({name: (code,) for name, code in where.items()})
        return GridCell(key, words_of(key), families_in(key, live))

    body = [
        GridRow(words, [cell({down: code, across: other}) for other in VALUES[across]], cell({down: code}))
        for code, words in VALUES[down].items()
    ]
    return Grid(rows, columns, list(VALUES[across].values()), body, [cell({across: code}) for code in VALUES[across]])


def families_in(key: str, items: Iterable[Item]) -> int:
    """Count the scenario families of which a cell may take an item, for a form holds one of each."""
    selects = Cell(dict(where_of(key) or {}), 0, 0)
    return len({item.family for item in items if selects.holds(item)})


def grouped(keys: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Put cells under what they are about: "Vraagvorm", "Onderwerp × Kanaal"."""
    groups: dict[str, list[str]] = {}
    for key in keys:
        title = " × ".join(ATTRIBUTES[name] for name in where_of(key) or {})
        groups.setdefault(title, []).append(key)
    return list(groups.items())
