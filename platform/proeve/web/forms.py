"""Read what a form sent: trimmed text, numbers and moments, with a sentence for each field that is not right."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from litestar import Request
from litestar.datastructures import FormMultiDict, UploadFile

from proeve.core import clock
from proeve.core.clock import AMSTERDAM
from proeve.core.errors import Invalid

ROW_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,9}")
YEARS = range(2000, 2100)
"""The years of a day that somebody means; far outside them a moment has no place in the calendar of UTC."""


class Form:
    """The fields of one posted form; problems gather until `check` raises them together."""

    def __init__(self, fields: FormMultiDict) -> None:
        self._fields = fields
        self.problems: dict[str, str] = {}

    def text(self, name: str, *, required: str = "", longest: int = 200) -> str:
        """Return a field's trimmed text; `required` is the sentence for an empty one."""
        value = self._fields.get(name, "")
        # PostgreSQL keeps no text with a zero in it, and nobody types one.
        value = value.replace("\0", "").strip() if isinstance(value, str) else ""
        if required and not value:
            self.problems[name] = required
        if len(value) > longest:
            self.problems[name] = f"Gebruik hier niet meer dan {longest} tekens."
        return value

    def secret(self, name: str) -> str:
        """Return a password exactly as typed: spaces belong to it."""
        value = self._fields.get(name, "")
        return value if isinstance(value, str) else ""

    def many(self, name: str) -> list[str]:
        """Return every value of a field that can be chosen more than once."""
        return [value for value in self._fields.getall(name, []) if isinstance(value, str)]

    def ids(self, name: str) -> list[int]:
        """Return the numbers of the rows that were chosen; what can be no row's number is left out."""
        return [int(value) for value in self.many(name) if ROW_NUMBER.fullmatch(value)]

    def number(self, name: str, *, least: int, most: int, default: int | None = None) -> int:
        """Return a whole number between two bounds."""
        value = self.text(name)
        if not value and default is not None:
            return default
        if not (WHOLE_NUMBER.fullmatch(value) and least <= int(value) <= most):
            self.problems[name] = f"Vul een heel getal in van {least} tot en met {most}."
            return least
        return int(value)

    def day(self, name: str, *, required: str = "") -> date | None:
        """Return a date as a browser sends it (2026-03-10)."""
        value = self.text(name, required=required)
        try:
            day = date.fromisoformat(value) if value else None
        except ValueError:
            day = date.min
        if day is None or day.year in YEARS:
            return day
        self.problems[name] = "Vul een datum in als 10-03-2026."
        return None

    def moment(self, day_name: str, time_name: str) -> datetime | None:
        """Return the moment, in UTC, of a date field and a time field with Dutch local time.

        Of the hour that exists twice when summer time ends, the first one is meant. In UTC a moment can be reckoned
        with: Python adds an hour to a local time without minding that the clock changes.
        """
        day = self.day(day_name, required="Kies een datum.")
        time = self.text(time_name, required="Kies een tijd.")
        try:
            local = datetime.combine(day, datetime.strptime(time, "%H:%M").time(), AMSTERDAM) if day and time else None  # noqa: DTZ007  The zone joins one call later.
        except ValueError:
            self.problems[time_name] = "Vul een tijd in als 09:30."
            return None
        if local and not clock.exists(local):
            self.problems[time_name] = "Deze tijd bestaat niet: de klok gaat dan een uur vooruit. Kies een andere tijd."
            return None
        return local.astimezone(UTC) if local else None

    def file(self, name: str) -> UploadFile | None:
        """Return an uploaded file, or None when none was chosen."""
        value = self._fields.get(name)
        return value if isinstance(value, UploadFile) and value.filename else None

    @property
    def values(self) -> dict[str, str]:
        """Return what was typed, for showing the form again."""
        return {name: value for name, value in self._fields.items() if isinstance(value, str)}

    def check(self) -> None:
        """Raise Invalid when any field had a problem."""
        if self.problems:
            raise Invalid("Sommige velden kloppen nog niet. Pas ze aan en probeer het opnieuw.", self.problems)


async def read_form(request: Request[Any, Any, Any]) -> Form:
    """Read the form of a request."""
    return Form(await request.form())


def error_list(problems: dict[str, str]) -> Iterable[tuple[str, str]]:
    """Return problems as the error summary wants them: (id of the field, sentence)."""
    return list(problems.items())
