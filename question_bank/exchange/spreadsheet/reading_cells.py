"""What a cell of a column holds; what it should not hold is told, and still kept."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from question_bank.codebook import is_category
from question_bank.exchange.spreadsheet.cells import Cell, Day, as_text, one_line
from question_bank.exchange.spreadsheet.choices import CHOICES, value_of
from question_bank.exchange.spreadsheet.columns import Column, Sort

DAY_FORMATS = ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y")
TURN = re.compile(r"(huurder|medewerker)\s*:\s*(.*)", re.IGNORECASE)
LEVEL = re.compile(r"(\d{1,2})\s*[:.=]\s*(.*)", re.ASCII)
WHOLE = re.compile(r"\d{1,9}", re.ASCII)


class Read(Struct, frozen=True):
    """What a cell holds, and a sentence when that is not right."""

    value: Any
    problem: str = ""


def read(column: Column, cell: Cell) -> Read:
    """Return the value a cell of this column holds, None for an empty one."""
    text = as_text(cell)
    return READERS[column.sort](column, cell, text) if text else Read(None)


def _read_text(_: Column, cell: Cell, text: str) -> Read:
    made_a_date = "Excel heeft hier een datum van gemaakt. Zet de cel op Tekst en typ het opnieuw."
    return Read(text, made_a_date if isinstance(cell, Day) else "")


def _read_choice(column: Column, _: Cell, text: str) -> Read:
    field = str(column.place[0])
    value = value_of(field, text)
    if value is None:
        return Read(text, f"'{text}' staat niet in de lijst. Kies uit: {', '.join(CHOICES[field])}.")
    return Read(value)


def _read_mark(_: Column, __: Cell, text: str) -> Read:
    return Read(int(text) if WHOLE.fullmatch(text) else text.casefold())


def _read_whole(_: Column, __: Cell, text: str) -> Read:
    return Read(int(text)) if WHOLE.fullmatch(text) else Read(text, f"'{text}' is geen heel getal.")


def _read_code(_: Column, __: Cell, text: str) -> Read:
    return Read(text.upper(), _unknown([text.upper()]))


def _read_codes(_: Column, __: Cell, text: str) -> Read:
    codes = [code.upper() for code in _split(text)]
    return Read(codes, _unknown(codes))


def _read_ids(_: Column, __: Cell, text: str) -> Read:
    return Read(_split(text))


def _read_day(_: Column, cell: Cell, text: str) -> Read:
    if isinstance(cell, Day):
        return Read(cell.iso)
    for form in DAY_FORMATS:
        try:
            return Read(datetime.strptime(text, form).date().isoformat())  # noqa: DTZ007  A day has no time zone.
        except ValueError:
            continue
    return Read(text, f"'{text}' is geen datum. Schrijf hem als 30-06-2027.")


def _split(text: str) -> list[str]:
    return [part for part in re.split(r"[,;\s]+", text) if part]


def _unknown(codes: Sequence[str]) -> str:
    unknown = ", ".join(code for code in codes if not is_category(code))
    return f"{unknown} staat niet in het codeboek. Kies een code van het blad Codeboek." if unknown else ""


def _read_turns(_: Column, __: Cell, text: str) -> Read:
    turns: list[dict[str, str]] = []
    for line in text.splitlines():
        if found := TURN.fullmatch(line.strip()):
            turns.append({"speaker": found[1].lower(), "text": found[2]})
        elif turns and line.strip():
            turns[-1]["text"] = one_line(f"{turns[-1]['text']} {line}")
        elif line.strip():
            return Read([{"text": one_line(text)}], "Begin elke regel met 'huurder:' of 'medewerker:'.")
    return Read(turns)


def _read_levels(_: Column, __: Cell, text: str) -> Read:
    levels: dict[int, str] = {}
    last: int | None = None
    for line in text.splitlines():
        found = LEVEL.fullmatch(line.strip())
        if found and int(found[1]) not in levels:
            last = int(found[1])
            levels[last] = found[2]
        elif last is None or found:
            return Read(
                {0: one_line(text)}, "Begin elke regel met een aantal punten en een dubbele punt: '0: Geen reden.'"
            )
        else:
            levels[last] = one_line(f"{levels[last]} {line}")
    return Read(levels)


READERS: Mapping[Sort, Callable[[Column, Cell, str], Read]] = {
    "text": _read_text,
    "whole": _read_whole,
    "day": _read_day,
    "choice": _read_choice,
    "code": _read_code,
    "codes": _read_codes,
    "ids": _read_ids,
    "turns": _read_turns,
    "levels": _read_levels,
    "mark": _read_mark,
}
