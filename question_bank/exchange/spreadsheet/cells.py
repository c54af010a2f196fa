"""The cells of a sheet: what may stand in one, how it reads as text, and what is written for a value."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from question_bank.exchange.spreadsheet.choices import label_of
from question_bank.exchange.spreadsheet.columns import Column, Sort

# What a workbook cannot hold, or what programs drop when they save it.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST = 32_767
"""Excel cuts off what is longer."""


class Day(Struct, frozen=True, array_like=True):
    """A date as Excel keeps it."""

    iso: str

    @property
    def dutch(self) -> str:
        """The date as people write it."""
        return f"{date.fromisoformat(self.iso):%d-%m-%Y}"


Cell = str | int | float | bool | Day


def tidy(text: str) -> str:
    """Return a text as a cell can hold it: no blanks around it, plain line breaks, no control signs."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()[:LONGEST]


def written(column: Column, value: Any) -> str | int | date:
    """Return what to write in a cell for a value."""
    return WRITERS.get(column.sort, _written_text)(column, value)


def as_text(cell: Cell) -> str:
    """Return a cell as one reads it in the spreadsheet: 12.0 is "12", a date is "30-06-2027"."""
    match cell:
        case bool():
            return "WAAR" if cell else "ONWAAR"
        case float() if cell.is_integer():
            return f"{cell:.0f}"
        case float():
            return str(cell).replace(".", ",")
        case Day():
            return cell.dutch
    return tidy(str(cell))


def one_line(text: str) -> str:
    """Return a text without line breaks, for a part of a cell that has one line."""
    return " ".join(text.split())


def _written_text(_: Column, value: Any) -> str:
    return tidy(str(value))


def _written_number(_: Column, value: Any) -> str | int:
    return value if isinstance(value, int) else tidy(str(value))


def _written_turns(_: Column, value: Any) -> str:
    return tidy("\n".join(f"{turn['speaker']}: {one_line(turn['text'])}" for turn in value))


def _written_levels(_: Column, value: Any) -> str:
    return tidy("\n".join(f"{points}: {one_line(text)}" for points, text in value.items()))


WRITERS: Mapping[Sort, Callable[[Column, Any], str | int | date]] = {
    "choice": lambda column, value: label_of(str(column.place[0]), value),
    "day": lambda _, value: date.fromisoformat(value),
    "whole": _written_number,
    "mark": _written_number,
    "codes": lambda _, value: tidy(", ".join(value)),
    "ids": lambda _, value: tidy(", ".join(value)),
    "turns": _written_turns,
    "levels": _written_levels,
}
