"""Compare a staff list with what the corporation knows: who is new, who changes in which fields, who comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.corporations.staff import StaffMember
from proeve.corporations.staff_lists.entries import Problem
from proeve.corporations.staff_lists.uploads import Outcome
from proeve.corporations.staffing import taken_number
from proeve.people.names import full_name
from proeve.people.persons import Person

Details = Mapping[str, str]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KnownStaff:
    """Everyone who works or worked at a corporation, by the e-mail address of the person."""

    by_email: dict[str, StaffMember]

    def compare(self, lines: Sequence[tuple[int, Details]], *, column: str) -> tuple[list[Row], list[Row]]:
        """Return the rows and the problems of good lines, as they are stored; `column` is that of the staff number."""
        taken = self._taken_numbers([details for _, details in lines])
        rows, problems = [], []
        for line, details in lines:
            sentence = taken.get(details.get("staff_number", ""))
            if sentence:
                problems.append(Problem(line, column, sentence).as_row())
            else:
                rows.append(self._row(line, details))
        return rows, problems

    def _row(self, line: int, details: Details) -> Row:
        member = self.by_email.get(details["email"])
        changes = {} if member is None else _changes(member, details)
        name = full_name(details["given_name"], details.get("name_prefix", ""), details["family_name"])
        outcome = _outcome(member, changes)
        return {"line": line, "name": name, "details": dict(details), "outcome": outcome, "changes": changes}

    def _taken_numbers(self, everyone: Sequence[Details]) -> dict[str, str]:
        """Return, by staff number, the sentence for numbers in a list that belong to somebody else here.

        Numbers of people whom the same list gives a number do not count, nor those of people who left.
        """
        renumbered = {details["email"] for details in everyone if "staff_number" in details}
        return {
            member.staff_number: taken_number(member)
            for email, member in self.by_email.items()
            if member.staff_number and member.left_at is None and email not in renumbered
        }


async def all_known_staff(session: AsyncSession, corporation_id: int) -> KnownStaff:
    """Return who a corporation knows."""
    rows = await session.execute(
        select(col(Person.email), StaffMember)
        .join(Person, col(Person.id) == col(StaffMember.person_id))
        .where(col(StaffMember.corporation_id) == corporation_id)
    )
    return KnownStaff(dict(rows.all()))


def _changes(member: StaffMember, details: Details) -> dict[str, list[str]]:
    before = {field: getattr(member, field) for field in details}
    return {field: [before[field], value] for field, value in details.items() if before[field] != value}


def _outcome(member: StaffMember | None, changes: Mapping[str, object]) -> Outcome:
    if member is None:
        return Outcome.NEW
    if member.left_at is not None:
        return Outcome.RETURNS
    return Outcome.CHANGED if changes else Outcome.UNCHANGED
