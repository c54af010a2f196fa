"""Confirm a staff list: write all its good rows, together, once."""

from typing import Any, NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import audit, clock
from proeve.core.errors import Conflict
from proeve.core.scope import Scope
from proeve.corporations.corporations import lock_staff
from proeve.corporations.staff import StaffMember
from proeve.corporations.staff_details import LABELS
from proeve.corporations.staff_lists.comparing import Details, KnownStaff, Row, all_known_staff
from proeve.corporations.staff_lists.examining import lines_in_words
from proeve.corporations.staff_lists.uploads import Outcome, StaffList, StaffListState, find_staff_list
from proeve.corporations.staffing import fill_in
from proeve.people.persons import Newcomer, add_persons
from proeve.people.roles import grant_employee_role


class Confirmed(NamedTuple):
    """A list that was confirmed, and whether that was now; if not, it was written before."""

    staff_list: StaffList
    is_now: bool


async def confirm_staff_list(session: AsyncSession, scope: Scope, staff_list_id: int) -> Confirmed:
    """Write the good rows of a list and return it; a second time it changes nothing. No mail is sent.

    Its rows then say what was done: somebody may have done a part of it since the list was shown.
    Raise Conflict (code staff_changed) when a row would do something else now than what was shown: `check_again`
    then shows what it would do.
    """
    corporation_id = await lock_staff(session, scope)
    staff_list = await find_staff_list(session, scope, staff_list_id, to_change=True)
    if staff_list.is_confirmed:
        return Confirmed(staff_list, is_now=False)
    known = await all_known_staff(session, corporation_id)
    staff_list.rows = _compare_without_surprises(staff_list, known)
    await _write(session, corporation_id, [row["details"] for row in staff_list.rows], known)
    staff_list.state = StaffListState.CONFIRMED
    staff_list.confirmed_at = clock.now()
    audit.record(
        session,
        "staff_list.confirm",
        f"staff_list:{staff_list.id}",
        actor_id=scope.person_id,
        corporation_id=corporation_id,
        **staff_list.counts,
    )
    return Confirmed(staff_list, is_now=True)


async def check_again(session: AsyncSession, scope: Scope, staff_list_id: int) -> StaffList:
    """Compare the good rows of a list with the staff of now, so that it can be confirmed; harmless once it was."""
    corporation_id = await lock_staff(session, scope)
    staff_list = await find_staff_list(session, scope, staff_list_id, to_change=True)
    if not staff_list.is_confirmed:
        rows, taken = _compare_again(staff_list, await all_known_staff(session, corporation_id))
        staff_list.rows = rows
        staff_list.problems = sorted([*staff_list.problems, *taken], key=lambda problem: problem["line"])
    return staff_list


def _compare_again(staff_list: StaffList, known: KnownStaff) -> tuple[list[Row], list[Row]]:
    lines = [(row["line"], row["details"]) for row in staff_list.rows]
    return known.compare(lines, column=LABELS["staff_number"])


def _compare_without_surprises(staff_list: StaffList, known: KnownStaff) -> list[Row]:
    """Return what the rows do now; raise Conflict when that is something else, or when a number is taken since."""
    rows, taken = _compare_again(staff_list, known)
    shown = {row["line"]: row for row in staff_list.rows}
    surprising = [row for row in rows if row != shown[row["line"]] and row["outcome"] != Outcome.UNCHANGED]
    if surprising or taken:
        lines = sorted(row["line"] for row in (*surprising, *taken))
        turns = "pakt" if len(lines) == 1 else "pakken"
        raise Conflict(
            f"Uw medewerkers zijn intussen veranderd: {lines_in_words(lines)} {turns} nu anders uit. "
            "Bekijk de lijst opnieuw.",
            code="staff_changed",
        )
    return rows


async def _write(session: AsyncSession, corporation_id: int, everyone: list[Details], known: KnownStaff) -> None:
    """Bring the staff into line with good rows; only who is new or comes back is made an employee."""
    newcomers = [details for details in everyone if details["email"] not in known.by_email]
    persons = await add_persons(session, [_newcomer(details) for details in newcomers])
    for details in newcomers:
        row: dict[str, Any] = {"corporation_id": corporation_id, "person_id": persons[details["email"]].id, **details}
        session.add(StaffMember(**row))
    for details in everyone:
        member = known.by_email.get(details["email"])
        if member is not None:
            member.left_at = None
            fill_in(member, details)
    await grant_employee_role(session, [person.id for person in persons.values()], corporation_id)


def _newcomer(details: Details) -> Newcomer:
    return Newcomer(details["email"], details["given_name"], details.get("name_prefix", ""), details["family_name"])
