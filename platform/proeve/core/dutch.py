"""Write dates, times and numbers the way people here read them."""

from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from proeve.core.clock import AMSTERDAM, exists_twice

LOCALE = "nl_NL"


def day(value: date | datetime) -> str:
    """Write a day in full: 21 november 2026; a moment is taken to the Dutch day it falls on."""
    return format_date(_local(value), "d MMMM y", locale=LOCALE)


def short_day(value: date | datetime) -> str:
    """Write a day in figures: 21-11-2026."""
    return format_date(_local(value), "dd-MM-y", locale=LOCALE)


def weekday(value: date | datetime) -> str:
    """Write a day with its name: dinsdag 21 november."""
    return format_date(_local(value), "EEEE d MMMM", locale=LOCALE)


def time(value: datetime) -> str:
    """Write the time of day: 09:30; in the hour that exists twice, also which of the two: 02:30 (zomertijd)."""
    return _time(value, "HH:mm")


def moment(value: datetime) -> str:
    """Write a moment: 21 november 2026 om 09:30."""
    return f"{day(value)} om {time(value)}"


def exact_time(value: datetime) -> str:
    """Write the time of day with its seconds: 09:30:05."""
    return _time(value, "HH:mm:ss")


def exact_moment(value: datetime) -> str:
    """Write a moment with its seconds: 21 november 2026 om 09:30:05."""
    return f"{day(value)} om {exact_time(value)}"


def number(value: Decimal | float, decimals: int = 1) -> str:
    """Write a number with a decimal comma: 7,5."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, pattern, locale=LOCALE)


def count(value: int, one: str, many: str) -> str:
    """Write a number with its noun: "1 toets", "12 toetsen"."""
    return f"{value} {one if value == 1 else many}"


def _time(value: datetime, pattern: str) -> str:
    local = value.astimezone(AMSTERDAM)
    written = format_time(local, pattern, locale=LOCALE)
    if not exists_twice(value):
        return written
    return f"{written} ({'zomertijd' if local.dst() else 'wintertijd'})"


def _local(value: date | datetime) -> date:
    return value.astimezone(AMSTERDAM).date() if isinstance(value, datetime) else value
