"""Keep somebody out, at once and everywhere, and let them in again; always with a reason in the log."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import audit, clock
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.people.after_blocking import call_after_blocking
from proeve.people.persons import NOBODY, Person
from proeve.people.sign_in_links import withdraw_links
from proeve.people.signing_in import end_all_sessions
from proeve.people.text import tidy

BLOCK, UNBLOCK = "person.block", "person.unblock"
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Blocking:
    """One time that somebody was blocked, or was let in again; `by` is the name of the operator."""

    at: datetime
    is_block: bool
    reason: str
    by: str


async def block_person(session: AsyncSession, scope: Scope, person_id: int, *, reason: str) -> Person:
    """Block somebody: no link, password or session of theirs works any more, and no page they have open can write.

    Raise NotFound for anyone but an operator, Invalid without a reason, and Conflict for oneself or who is blocked.
    """
    if person_id == scope.person_id:
        raise Conflict("U kunt uzelf niet blokkeren. Vraag een andere platformbeheerder.", code="oneself")
    person = await _hold_person(session, scope, person_id)
    if person.blocked_at is not None:
        raise Conflict(f"{person.name} is al geblokkeerd.", code="blocked")
    reason = _check_reason(reason)
    person.blocked_at = clock.now()
    await end_all_sessions(session, person_id, ended_by=scope.person_id)
    await withdraw_links(session, person_id)
    await call_after_blocking(session, scope, person_id)
    audit.record(session, BLOCK, _subject(person_id), actor_id=scope.person_id, reason=reason)
    return person


async def unblock_person(session: AsyncSession, scope: Scope, person_id: int, *, reason: str) -> Person:
    """Let somebody sign in again; raise as `block_person` does, and Conflict for who is not blocked."""
    person = await _hold_person(session, scope, person_id)
    if person.blocked_at is None:
        raise Conflict(f"{person.name} is niet geblokkeerd.", code="not_blocked")
    reason = _check_reason(reason)
    person.blocked_at = None
    audit.record(session, UNBLOCK, _subject(person_id), actor_id=scope.person_id, reason=reason)
    return person


async def all_blockings(session: AsyncSession, person_id: int) -> list[Blocking]:
    """List when and why somebody was blocked and let in again, the latest first."""
    events = await audit.all_events(session, _subject(person_id), BLOCK, UNBLOCK)
    operators = await session.scalars(select(Person).where(col(Person.id).in_({event.actor_id for event in events})))
    names = {operator.id: operator.name for operator in operators}
    return [
        Blocking(event.at, event.action == BLOCK, event.facts["reason"], names.get(event.actor_id or 0, ""))
        for event in events
    ]


async def _hold_person(session: AsyncSession, scope: Scope, person_id: int) -> Person:
    """Return a person to an operator, and hold both: of two operators who block each other, only one succeeds."""
    if scope.role is not Role.OPERATOR:
        raise NotFound
    both = select(Person).where(col(Person.id).in_({person_id, scope.person_id})).order_by(col(Person.id))
    held = await session.scalars(both.with_for_update().execution_options(populate_existing=True))
    persons = {person.id: person for person in held}
    if persons[scope.person_id].blocked_at is not None:
        raise NotFound
    if person_id not in persons:
        raise NotFound(NOBODY)
    return persons[person_id]


def _check_reason(reason: str) -> str:
    reason = tidy(reason)
    if not reason:
        problem = "Schrijf op waarom. Zo weet u het later nog."
    elif len(reason) > LONGEST_REASON:
        problem = f"Gebruik niet meer dan {LONGEST_REASON} tekens."
    else:
        return reason
    raise Invalid(problem, {"reason": problem})


def _subject(person_id: int) -> str:
    return f"person:{person_id}"
