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
        """Return the rows and the problems of good lines, as they are stored; `column` is that of the staff number.

        Whose line is refused keeps their old number, which may be the one that another line gives away: so the rest is
        looked at again, until nothing more is refused.
        """
        good, problems = list(lines), []
        while refused := self._refused(good):
            problems += [Problem(line, column, sentence).as_row() for line, sentence in refused.items()]
            good = [(line, details) for line, details in good if line not in refused]
        rows = [self._row(line, details) for line, details in good]
        return rows, sorted(problems, key=lambda problem: problem["line"])

    def _row(self, line: int, details: Details) -> Row:
        member = self.by_email.get(details["email"])
        changes = {} if member is None else _changes(member, details)
        name = full_name(details["given_name"], details.get("name_prefix", ""), details["family_name"])
        outcome = _outcome(member, changes)
        return {"line": line, "name": name, "details": dict(details), "outcome": outcome, "changes": changes}

    def _refused(self, lines: Sequence[tuple[int, Details]]) -> dict[int, str]:
        """Return, by line, the sentence for lines after which somebody would have the number of somebody else here."""
        keepers = self._keepers([details for _, details in lines])
        refused = {}
        for line, details in lines:
            own = self.by_email.get(details["email"])
            keeper = keepers.get(details.get("staff_number", own.staff_number if own else ""))
            if keeper is not None and keeper is not own:
                refused[line] = taken_number(keeper)
        return refused

    def _keepers(self, everyone: Sequence[Details]) -> dict[str, StaffMember]:
        """Return, by staff number, who keeps it: whom the list gives none, and who works here or comes back with it.

        Of two with the same number it is the one who works here, for who left does not keep theirs.
        """
        in_list = {details["email"] for details in everyone}
        renumbered = {details["email"] for details in everyone if "staff_number" in details}
        keeping = [
            member
            for email, member in self.by_email.items()
            if member.staff_number and email not in renumbered and (member.left_at is None or email in in_list)
        ]
        keepers: dict[str, StaffMember] = {}
        for member in sorted(keeping, key=lambda member: member.left_at is not None):
            keepers.setdefault(member.staff_number, member)
        return keepers


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
