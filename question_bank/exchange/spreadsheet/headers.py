"""Find the row with the names of the columns on a sheet, and say which are missing, unknown or double."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from question_bank.exchange.spreadsheet.cells import as_text
from question_bank.exchange.spreadsheet.columns import SHAPES, Column, Shape, find_column
from question_bank.exchange.spreadsheet.tables import Row, Table, column_letters

ROWS_ABOVE = 20
"""How many rows with a title or a date may stand above the names of the columns."""
FEWEST_KNOWN = 3

MISSING = "Deze kolom ontbreekt. Zonder deze kolom zijn de vragen niet af."
UNKNOWN = "De kolom '{heading}' kennen we niet. Wat erin staat, is niet meegenomen."
DOUBLE = "De kolom '{heading}' staat er twee keer. Alleen de eerste telt; haal er één weg."


class Header(Struct, frozen=True):
    """The columns of a sheet by their place from 0, the places that are not used, and what is wrong with them."""

    row: int
    columns: Mapping[int, Column]
    unused: frozenset[int]
    problems: tuple[tuple[str, str], ...]


def find_header(table: Table) -> Header | None:
    """Return the header of a sheet with questions, or None for a sheet that has none."""
    rows = [row for row in table.rows[:ROWS_ABOVE] if len(_known(row)) >= FEWEST_KNOWN]
    if not rows:
        return None
    row = max(rows, key=lambda candidate: len(_known(candidate)))
    columns = _known(row)
    unused = frozenset(place for place, cell in enumerate(row.cells) if as_text(cell) and place not in columns)
    return Header(row.number, columns, unused, tuple(_problems(row, columns, unused)))


def _known(row: Row) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for place, cell in enumerate(row.cells):
        column = find_column(as_text(cell))
        if column is not None and column not in columns.values():
            columns[place] = column
    return columns


def _problems(row: Row, columns: Mapping[int, Column], unused: frozenset[int]) -> Iterator[tuple[str, str]]:
    for place in sorted(unused):
        heading = as_text(row.cells[place])
        sentence = UNKNOWN if find_column(heading) is None else DOUBLE
        yield f"kolom {column_letters(place)}", sentence.format(heading=heading)
    for column in _shape(columns).columns:
        if column.is_needed and column not in columns.values():
            yield f"kolom {column.heading}", MISSING


def _shape(columns: Mapping[int, Column]) -> Shape:
    """Return the shape that a sheet looks like most."""
    known = set(columns.values())
    return max(SHAPES, key=lambda shape: len(known & set(shape.columns)))
