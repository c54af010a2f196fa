"""Which results are meant: what was sat (exam, period), and by whom (corporation, team, outcome, words)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import col

from proeve.core.clock import AMSTERDAM
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.results import Result
from proeve.people.names import fold

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)
"""No result is from before or after; at the ends of the calendar midnight here has no moment in UTC."""


@dataclass(frozen=True, slots=True)
class ResultFilter:
    """What a list of results is narrowed to; an empty field narrows nothing.

    Both days of the period belong to it; each word of `text` stands in the name, e-mail address or staff number.
    """

    exam: str = ""
    since: date | None = None
    until: date | None = None
    corporation_id: int | None = None
    team: str = ""
    staff_member_id: int | None = None
    passed: bool | None = None
    text: str = ""

    @property
    def has_group(self) -> bool:
        """Tell whether this picks out some people, so that there are others to compare them with."""
        return any(True for _ in self.group_conditions())

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Give every condition, one a line of the query; needs `result`, `staff_member` and `corporation` joined."""
        yield from self.exam_conditions()
        yield from self.group_conditions()

    def exam_conditions(self) -> Iterator[ColumnElement[bool]]:
        """Give the conditions on what was sat when: a comparison keeps these on both sides."""
        if self.exam:
            yield col(Result.exam) == self.exam
        if self.since is not None:
            yield col(Result.closed_at) >= _start_of(self.since)
        if self.until is not None:
            yield col(Result.closed_at) < _start_of(self.until) + timedelta(days=1)

    def group_conditions(self) -> Iterator[ColumnElement[bool]]:
        """Give the conditions on the people: these divide a group from all others."""
        if self.corporation_id is not None:
            yield col(Corporation.id) == self.corporation_id
        if self.team:
            yield col(StaffMember.team) == self.team
        if self.staff_member_id is not None:
            yield col(StaffMember.id) == self.staff_member_id
        if self.passed is not None:
            yield col(Result.passed).is_(self.passed)
        for word in fold(self.text).split():
            yield _mentions(word)


def _mentions(word: str) -> ColumnElement[bool]:
    return or_(
        col(StaffMember.sort_name).contains(word, autoescape=True),
        col(StaffMember.email).contains(word, autoescape=True),
        func.lower(col(StaffMember.staff_number)).contains(word, autoescape=True),
    )


def _start_of(day: date) -> datetime:
    """Return midnight; outside our own years every day is as good as the nearest of them."""
    return datetime.combine(min(max(day, FIRST_DAY), LAST_DAY), time(), AMSTERDAM)
