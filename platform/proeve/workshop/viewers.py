"""Who saw an item in full, with its key or as a candidate: needed when one leaks, and a reason not to leak one."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.audit import AuditEvent, all_events
from proeve.core.scope import Scope
from proeve.corporations.corporations import corporation_names
from proeve.people.persons import Person
from proeve.workshop.access import refuse_onlookers

VIEW = "item.view"
AS_CANDIDATE = "candidate"
"""What a look says to have shown when there was no key."""


class View(NamedTuple):
    """One look: when, by whom, in which role, which version; the corporation of the result it stood in; the key too."""

    at: datetime
    person: str
    role: str
    version: int | None
    corporation: str | None
    with_key: bool


async def all_viewers(session: AsyncSession, scope: Scope, item_id: str) -> list[View]:
    """List who looked at an item, the latest first; raise NotFound for who does not work on items."""
    refuse_onlookers(scope)
    events = await all_events(session, f"item:{item_id}", VIEW)
    persons = select(Person).where(col(Person.id).in_({event.actor_id for event in events}))
    names = {person.id: person.name for person in await session.scalars(persons)}
    corporations = await corporation_names(session, {event.corporation_id for event in events if event.corporation_id})
    return [_view(event, names, corporations) for event in events]


def _view(event: AuditEvent, names: dict[int, str], corporations: dict[int, str]) -> View:
    return View(
        at=event.at,
        person=names.get(event.actor_id or 0, ""),
        role=str(event.facts.get("role", "")),
        version=event.facts.get("version"),
        corporation=corporations.get(event.corporation_id or 0),
        with_key=event.facts.get("shown") != AS_CANDIDATE,
    )
