"""Make the next version of an exam's blueprint, and look back at the earlier ones."""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import audit, clock
from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.core.scope import Scope
from proeve.exams.blueprints import (
    StoredBlueprint,
    add_own_blueprint,
    find_blueprint,
    find_current_blueprint,
    reads_the_same,
)
from proeve.exams.item_versions import all_live_items, all_pilot_items
from proeve.people.persons import Person
from proeve.workshop.access import refuse_onlookers, refuse_writers
from question_bank.blueprint import Blueprint
from question_bank.blueprint_differences import ChangedField, blueprint_differences
from question_bank.items import Item
from question_bank.survey import Survey, survey

NOT_SOUND = "Zo kan er geen toets worden getrokken. Er is niets opgeslagen."
CELLS = "cells"
"""The problem that speaks of cells or of several fields together."""


KEPT_SURVEYS = 64
_surveys: dict[bytes, Survey] = {}


class Supply(NamedTuple):
    """The items that forms of an exam may be made of today: those that score, and those that may be tried out."""

    live: Sequence[Item]
    approved: Sequence[Item]


class BlueprintVersion(NamedTuple):
    """One version; `person` is empty for one that came with the product, `changes` are those since the one before."""

    blueprint: Blueprint
    added_at: datetime
    person: str
    is_shipped: bool
    changes: list[ChangedField]


async def read_supply(session: AsyncSession, scope: Scope, exam: str) -> Supply:
    """Return the items that are live and approved today; raise NotFound for who does not work on items."""
    refuse_onlookers(scope)
    today = clock.today()
    return Supply(
        await all_live_items(session, exam, on=today),
        await all_pilot_items(session, exam, on=today),
    )


async def survey_blueprint(supply: Supply, blueprint: Blueprint) -> Survey:
    """Look at a blueprint from all sides, in a thread, for it takes a second that others should not wait.

    The last surveys are kept: a page is opened and sent back far more often than something in it changes.
    """
    asked = hashlib.sha256(msgspec.json.encode((blueprint, supply))).digest()
    if asked not in _surveys:
        _surveys[asked] = await asyncio.to_thread(survey, blueprint, supply.live, supply.approved)
        while len(_surveys) > KEPT_SURVEYS:
            del _surveys[next(iter(_surveys))]
    return _surveys[asked]


async def save_blueprint(database: Database, scope: Scope, blueprint: Blueprint, *, basis: int) -> StoredBlueprint:
    """Store the next version of an exam's blueprint; `basis` is the number of the version that was edited.

    Raises NotFound for who may not decide, Invalid for one that no form can be drawn from or that changes nothing, and
    Conflict (code blueprint_changed) when somebody else saved meanwhile. Takes the database, because looking whether
    a form can be drawn is done before the unit of work begins.
    """
    refuse_writers(scope)
    async with database.reading() as session:
        await _refuse_stale(session, blueprint, basis)
        supply = await read_supply(session, scope, blueprint.exam)
    found = await survey_blueprint(supply, blueprint)
    if not found.is_sound:
        raise Invalid(NOT_SOUND, _problems(found))
    async with database.unit_of_work() as session:
        before = await _refuse_stale(session, blueprint, basis)
        return await _store(session, scope, before, blueprint)


async def all_versions(session: AsyncSession, scope: Scope, exam: str) -> list[BlueprintVersion]:
    """List the versions of an exam's blueprint, the newest first; raise NotFound when there is no such exam."""
    refuse_onlookers(scope)
    await find_current_blueprint(session, exam)
    rows = select(StoredBlueprint).where(col(StoredBlueprint.exam) == exam).order_by(col(StoredBlueprint.version))
    makers = await _makers(session, exam)
    versions: list[BlueprintVersion] = []
    for row in await session.scalars(rows):
        blueprint = await find_blueprint(session, row.id)
        changes = blueprint_differences(versions[-1].blueprint, blueprint) if versions else []
        maker = makers.get(row.version, "")
        versions.append(BlueprintVersion(blueprint, row.added_at, maker, row.shipped_version is not None, changes))
    return versions[::-1]


async def _refuse_stale(session: AsyncSession, blueprint: Blueprint, basis: int) -> Blueprint:
    newest = await find_current_blueprint(session, blueprint.exam)
    if newest.version != basis:
        raise Conflict(
            f"Iemand anders heeft intussen versie {newest.version} opgeslagen. Bekijk die eerst.",
            code="blueprint_changed",
        )
    before = await find_blueprint(session, newest.id)
    if reads_the_same(before, blueprint):
        same = f"Er is niets veranderd aan versie {basis}. Er is dus geen nieuwe versie gemaakt."
        raise Invalid(same, {CELLS: same}, code="nothing_changed")
    return before


async def _store(session: AsyncSession, scope: Scope, before: Blueprint, blueprint: Blueprint) -> StoredBlueprint:
    try:
        async with session.begin_nested():
            row = await add_own_blueprint(session, blueprint)
    except IntegrityError as clash:
        raise Conflict(
            "Iemand anders sloeg op hetzelfde moment een versie op. Probeer het opnieuw.", code="blueprint_changed"
        ) from clash
    changed = [change.name for change in blueprint_differences(before, blueprint)]
    audit.record(
        session,
        "blueprint.save",
        f"blueprint:{row.exam}",
        actor_id=scope.person_id,
        version=row.version,
        role=scope.role,
        changed=changed,
    )
    return row


def _problems(found: Survey) -> dict[str, str]:
    """Return what keeps a form from being drawn by the field it is about; what is about cells comes together."""
    problems = {str(flaw.place[0]): flaw.sentence for flaw in found.flaws if flaw.place[0] != CELLS}
    others = [sentence for sentence in found.problems if sentence not in problems.values()]
    return problems | ({CELLS: " ".join(others)} if others else {})


async def _makers(session: AsyncSession, exam: str) -> dict[int, str]:
    events = await audit.all_events(session, f"blueprint:{exam}", "blueprint.save")
    persons = select(Person).where(col(Person.id).in_({event.actor_id for event in events}))
    names = {person.id: person.name for person in await session.scalars(persons)}
    return {event.facts["version"]: names.get(event.actor_id or 0, "") for event in events}
