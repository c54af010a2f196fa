"""The next version of a blueprint: made by who decides, never one that cannot be drawn, and never over another's."""

import msgspec
import pytest
from sqlalchemy import select

from proeve.core.audit import AuditEvent
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.exams.blueprints import all_blueprints
from proeve.workshop.blueprints import all_versions, save_blueprint
from question_bank.blueprint import Cell

EXAM = "klantgericht-werken"


@pytest.fixture
def blueprint(bank):
    return bank.blueprints[EXAM]


def longer(blueprint):
    return msgspec.structs.replace(blueprint, duration_minutes=blueprint.duration_minutes + 5)


async def test_a_changed_blueprint_becomes_the_next_version_that_is_planned_with(workshop, approver, blueprint):
    row = await save_blueprint(workshop.database, approver, longer(blueprint), basis=blueprint.version)
    assert row.version == blueprint.version + 1
    current = {each.exam: each for each in await workshop(all_blueprints)}[EXAM]
    assert (current.version, current.duration_minutes) == (row.version, blueprint.duration_minutes + 5)


async def test_the_step_is_audited_and_told_in_the_versions(workshop, approver, blueprint):
    await save_blueprint(workshop.database, approver, longer(blueprint), basis=blueprint.version)
    async with workshop.database.reading() as session:
        statement = select(AuditEvent).where(AuditEvent.action == "blueprint.save")
        (event,) = await session.scalars(statement)
    assert (event.subject, event.actor_id) == (f"blueprint:{EXAM}", approver.person_id)
    assert event.facts["changed"] == ["Tijd in minuten"]
    newest, first = await workshop(all_versions, approver, EXAM)
    assert (newest.person, newest.is_shipped) == ("Bo Jansen", False)
    assert [(change.before, change.after) for change in newest.changes] == [("40", "45")]
    assert (first.is_shipped, first.changes) == (True, [])


async def test_an_author_saves_no_blueprint_but_sees_the_versions(workshop, author, blueprint):
    with pytest.raises(NotFound):
        await save_blueprint(workshop.database, author, longer(blueprint), basis=blueprint.version)
    assert len(await workshop(all_versions, author, EXAM)) == 1


async def test_others_see_nothing(workshop, outsider):
    with pytest.raises(NotFound):
        await workshop(all_versions, outsider, EXAM)


async def test_one_that_cannot_be_drawn_is_refused_with_the_cell(workshop, approver, blueprint):
    cell = Cell({"category": ("NIETKAN",), "channel": ("chat",)}, 15, 20)
    impossible = msgspec.structs.replace(blueprint, cells=(*blueprint.cells, cell))
    with pytest.raises(Invalid) as refused:
        await save_blueprint(workshop.database, approver, impossible, basis=blueprint.version)
    assert "Cel zeggen wat niet kan × chat: 15 nodig" in refused.value.problems["cells"]
    assert len(await workshop(all_versions, approver, EXAM)) == 1


async def test_too_little_time_is_said_at_the_time(workshop, approver, blueprint):
    hasty = msgspec.structs.replace(blueprint, duration_minutes=10)
    with pytest.raises(Invalid) as refused:
        await save_blueprint(workshop.database, approver, hasty, basis=blueprint.version)
    assert set(refused.value.problems) == {"duration_minutes"}


async def test_a_blueprint_that_says_the_same_makes_no_version(workshop, approver, blueprint):
    with pytest.raises(Invalid) as refused:
        await save_blueprint(workshop.database, approver, blueprint, basis=blueprint.version)
    assert refused.value.code == "nothing_changed"


async def test_a_page_that_was_open_too_long_saves_over_nobody(workshop, approver, blueprint):
    await save_blueprint(workshop.database, approver, longer(blueprint), basis=blueprint.version)
    with pytest.raises(Conflict) as refused:
        await save_blueprint(workshop.database, approver, longer(longer(blueprint)), basis=blueprint.version)
    assert refused.value.code == "blueprint_changed"
