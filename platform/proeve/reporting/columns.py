"""The columns of a spreadsheet: what each kind of value looks like in Excel, and in CSV as Dutch Excel opens it."""

import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar

from xlsxwriter.worksheet import Worksheet

from proeve.core.clock import AMSTERDAM

LONGEST_CELL = 32_767
"""Excel holds no more signs in one cell."""
KEPT_CONTROLS = "\t\n\r"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a program may take for the start of a formula (CWE-1236), the wide signs of East Asian keyboards included."""


@dataclass(frozen=True, slots=True)
class Column(ABC):
    """One column: its heading, and how its values are written; None is an empty cell everywhere."""

    name: str
    least_width: ClassVar[int] = 8

    @property
    def excel_format(self) -> str:
        """Return how Excel is to show the values of this column."""
        return "General"

    def width_of(self, value: Any) -> int:  # noqa: ARG002  Only text takes as much room as it has signs.
        """Return how many signs wide a column must be to show a value."""
        return self.least_width

    @abstractmethod
    def as_text(self, value: Any) -> str:
        """Return a value as it stands in the CSV file, before quoting."""

    @abstractmethod
    def write(self, sheet: Worksheet, row: int, place: int, value: Any, look: Any) -> None:
        """Write a value into a cell of the workbook; `look` is the workbook's format for this column."""


@dataclass(frozen=True, slots=True)
class TextColumn(Column):
    """Text, never a formula: a plain string in Excel, and in CSV with an apostrophe before a dangerous start."""

    def width_of(self, value: str) -> int:
        """Return room for the whole text and some air."""
        return len(value) + 2

    def as_text(self, value: str) -> str:
        """Return the text, made harmless."""
        return harmless(value)

    def write(self, sheet: Worksheet, row: int, place: int, value: str, look: Any) -> None:
        """Write a string cell, which no program calculates."""
        sheet.write_string(row, place, plain(value), look)


@dataclass(frozen=True, slots=True)
class NumberColumn(Column):
    """A number with a fixed number of decimals, behind a comma in CSV."""

    decimals: int = 0

    def as_text(self, value: float | Decimal) -> str:
        """Return the number the Dutch way: 7,5."""
        # Halves go up, as in Excel and as people learnt it; Python would take them to the even side.
        rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        return f"{rounded:f}".replace(".", ",")

    def write(self, sheet: Worksheet, row: int, place: int, value: float | Decimal, look: Any) -> None:
        """Write a number cell, to calculate with."""
        sheet.write_number(row, place, float(value), look)

    @property
    def excel_format(self) -> str:
        """Return Excel's format, in the notation it stores whatever the language of the reader."""
        return f"0.{'0' * self.decimals}" if self.decimals else "0"


@dataclass(frozen=True, slots=True)
class DateColumn(Column):
    """A day: 21-11-2026."""

    least_width: ClassVar[int] = 11

    @property
    def excel_format(self) -> str:
        """Return the order in which the Dutch write a date."""
        return "dd-mm-yyyy"

    def as_text(self, value: date) -> str:
        """Return the day as the Dutch write it."""
        return value.strftime("%d-%m-%Y")

    def write(self, sheet: Worksheet, row: int, place: int, value: date, look: Any) -> None:
        """Write a date cell, which sorts and filters as a date."""
        sheet.write_datetime(row, place, value, look)


@dataclass(frozen=True, slots=True)
class MomentColumn(Column):
    """A moment, in Dutch local time to the minute: 21-11-2026 14:05."""

    least_width: ClassVar[int] = 16

    @property
    def excel_format(self) -> str:
        """Return the order in which the Dutch write a date, and a clock of 24 hours."""
        return "dd-mm-yyyy hh:mm"

    def as_text(self, value: datetime) -> str:
        """Return day and time in the Netherlands."""
        return value.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M")

    def write(self, sheet: Worksheet, row: int, place: int, value: datetime, look: Any) -> None:
        """Write a date cell with a time; Excel knows no time zones."""
        sheet.write_datetime(
            row, place, value.astimezone(AMSTERDAM).replace(tzinfo=None, second=0, microsecond=0), look
        )


@dataclass(frozen=True, slots=True)
class YesNoColumn(Column):
    """Yes or no, in words."""

    def as_text(self, value: bool) -> str:  # noqa: FBT001  The value of a cell, not a switch.
        """Return ja or nee."""
        return "ja" if value else "nee"

    def write(self, sheet: Worksheet, row: int, place: int, value: bool, look: Any) -> None:  # noqa: FBT001  Idem.
        """Write the word as a string cell."""
        sheet.write_string(row, place, self.as_text(value), look)


def plain(text: str) -> str:
    """Return text without what a spreadsheet file cannot hold: control signs, halves of signs, too great a length."""
    return "".join(sign for sign in text if _can_be_stored(sign))[:LONGEST_CELL]


def harmless(text: str) -> str:
    """Return text that a program which opens a CSV file will not take for a formula."""
    text = plain(text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _can_be_stored(sign: str) -> bool:
    if sign in KEPT_CONTROLS:
        return True
    is_noncharacter = ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF  # noqa: PLR2004  Unicode, 23.7.
    return not is_noncharacter and unicodedata.category(sign) not in {"Cc", "Cs"}
