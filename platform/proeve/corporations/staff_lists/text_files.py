"""Read a text file of values between separators, in whatever encoding a spreadsheet program wrote it."""

import codecs
import csv
import io
import re

from proeve.core.errors import Invalid
from proeve.corporations.staff_lists.columns import count_known
from proeve.corporations.staff_lists.formats import OTHER
from proeve.corporations.staff_lists.sheets import LINES_ABOVE, MOST_BYTES, Sheet, gather_lines

DELIMITERS = ";,\t"
"""Dutch Excel writes a semicolon, most other programs a comma; a tab comes from copying."""

BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
WITHOUT_MARK = ("utf-8", "cp1252")
"""Text with accents in Windows-1252 is hardly ever valid UTF-8, so that is tried first."""

SEPARATOR_LINE = re.compile(r"sep=([;,\t])\r?\n", re.IGNORECASE)
"""A first line with which Excel is told the separator, and which it does not show."""

NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|\A\s*<(!doctype|html|\?xml|table)", re.IGNORECASE)

csv.field_size_limit(MOST_BYTES)
"""No cell is too long to read; Python stops at 131,072 signs. What is too long is named later, by row and column."""


def read_text(data: bytes) -> list[Sheet]:
    """Return the table in a text file, as a list of one; raise Invalid when it is no text, or a quote goes astray."""
    text = _decode(data)
    if NOT_TEXT.search(text):
        raise Invalid(OTHER, code="file_kind")
    told = SEPARATOR_LINE.match(text)
    if told:
        text = text[told.end() :]
    rows: list[list[str]] = []
    try:
        delimiter = told[1] if told else _delimiter(text)
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        # A stray quote would swallow the lines after it, in silence.
        raise Invalid(
            f'Regel {len(rows) + 1}: een aanhalingsteken (") staat op een verkeerde plek. Haal het weg.',
            code="stray_quote",
        ) from error
    return [Sheet("", gather_lines(rows))]


def _decode(data: bytes) -> str:
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark)), None)
    for encoding in (marked,) if marked else WITHOUT_MARK:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid(OTHER, code="file_kind")


def _delimiter(text: str) -> str:
    """Return the separator with which the first lines have the most names of columns that we know."""
    first_lines = [line for line, _ in zip(io.StringIO(text, newline=""), range(LINES_ABOVE + 1), strict=False)]

    def known(delimiter: str) -> int:
        return max((count_known(row) for row in csv.reader(first_lines, delimiter=delimiter)), default=0)

    return max(DELIMITERS, key=known)
