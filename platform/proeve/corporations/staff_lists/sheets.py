"""What every kind of file is read into: lines of text, numbered as a spreadsheet shows them."""

from collections.abc import Iterable

import msgspec

from proeve.core.errors import Invalid

MOST_BYTES = 5_000_000
MOST_ROWS = 10_000
MOST_COLUMNS = 200
LINES_ABOVE = 20
"""How many lines with a title or a date may stand above the names of the columns."""

TOO_MANY_ROWS = (
    f"Dit bestand heeft meer dan {MOST_ROWS:,} regels. Verdeel de lijst over meer bestanden en upload ze een voor een."
).replace(",", ".", 1)
TOO_MANY_COLUMNS = f"Dit bestand heeft meer dan {MOST_COLUMNS} kolommen. Haal de kolommen weg die niet nodig zijn."


class Line(msgspec.Struct, array_like=True, frozen=True):
    """One line: its number in the file, from 1, and its cells from the first column on."""

    number: int
    cells: list[str]


class Sheet(msgspec.Struct, array_like=True, frozen=True):
    """One table of a file: its lines that have any text; `name` is empty in a text file."""

    name: str
    lines: list[Line]


def gather_lines(rows: Iterable[list[str]]) -> list[Line]:
    """Give rows their number, leaving out blank ones; raise Invalid when there are too many rows or columns."""
    lines: list[Line] = []
    for number, cells in enumerate(rows, 1):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > MOST_COLUMNS and any(cell.strip() for cell in cells[MOST_COLUMNS:]):
            raise Invalid(TOO_MANY_COLUMNS, code="too_many_columns")
        if len(lines) > MOST_ROWS + LINES_ABOVE:
            raise Invalid(TOO_MANY_ROWS, code="too_many_rows")
        lines.append(Line(number, cells[:MOST_COLUMNS]))
    return lines
