"""What comes with the product is taken in, and what was decided in the workshop survives that."""

import msgspec
import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.exams.item_steps import ItemStep, StepKind, all_steps
from proeve.exams.item_versions import ItemVersion, Standing, find_items, hold_versions, new_version, set_standing
from proeve.exams.shipped_items import add_shipped_items

EXAM = "klantgericht-werken"


@pytest.fixture
def item(bank):
    return bank.all_items(EXAM)[0]


@pytest.fixture
def ship(database):
    async def ship(*items):
        async with database.unit_of_work() as session:
            await add_shipped_items(session, items)

    return ship


@pytest.fixture
def write_here(database):
    """Let the workshop store a version of its own."""

    async def write(item, standing: Standing):
        async with database.unit_of_work() as session:
            for row in await hold_versions(session, item.id):
                set_standing(row, Standing.RETIRED)
            await session.flush()
            session.add(new_version(item, standing))

    return write


@pytest.fixture
def gone(bank, item):
    """Another item, which is to leak."""
    return next(each for each in bank.all_items(EXAM) if each.family != item.family)


@pytest.fixture
def leak(database, ship):
    """Let an item come with the product, and leak."""

    async def leak(item):
        await ship(item)
        async with database.unit_of_work() as session:
            for row in await hold_versions(session, item.id):
                set_standing(row, Standing.RETIRED)
            session.add(ItemStep(item=item.id, version=item.version, kind=StepKind.LEAKED))

    return leak


@pytest.fixture
def standings(database, item):
    async def standings() -> list[tuple[int, Standing]]:
        async with database.reading() as session:
            rows = select(ItemVersion).where(col(ItemVersion.item) == item.id).order_by(col(ItemVersion.version))
            return [(row.version, row.standing) for row in await session.scalars(rows)]

    return standings


def version(item, number: int, question: str = ""):
    return msgspec.structs.replace(item, version=number, question=question or f"Vraag {number}?")


async def test_of_an_item_nobody_touched_the_newest_shipped_version_is_live(ship, standings, item):
    await ship(item)
    await ship(version(item, 2))
    assert await standings() == [(1, "retired"), (2, "live")]


async def test_an_older_product_does_not_bring_its_versions_back(ship, standings, item):
    await ship(version(item, 2))
    await ship(item)
    assert await standings() == [(2, "live"), (3, "paused")]
    await ship(version(item, 2))
    assert await standings() == [(2, "live"), (3, "paused")]


@pytest.mark.parametrize("standing", [Standing.PAUSED, Standing.RETIRED])
async def test_what_people_took_out_of_use_stays_so_and_a_new_version_waits(ship, standings, item, database, standing):
    await ship(item)
    async with database.unit_of_work() as session:
        for row in await hold_versions(session, item.id):
            set_standing(row, standing)
    await ship(item)
    await ship(version(item, 2))
    await ship(version(item, 2))
    assert await standings() == [(1, standing), (2, "paused")]


@pytest.mark.parametrize("standing", [Standing.LIVE, Standing.APPROVED])
async def test_a_version_written_here_keeps_its_place_and_the_shipped_one_gets_the_next_number(
    ship, standings, item, database, write_here, standing
):
    await ship(item)
    await write_here(version(item, 2, "Van ons?"), standing)
    shipped = version(item, 2, "Van de uitgave?")
    for _ in range(2):
        await ship(shipped)
        assert await standings() == [(1, "retired"), (2, standing), (3, "paused")]
    async with database.reading() as session:
        stored = await find_items(session, [(item.id, 3)])
    assert stored[item.id, 3] == version(item, 3, "Van de uitgave?")


async def test_a_version_written_here_that_ships_later_is_recognised(ship, standings, item, write_here):
    await ship(item)
    await write_here(version(item, 2), Standing.LIVE)
    await ship(version(item, 2))
    assert await standings() == [(1, "retired"), (2, "live")]
    await ship(version(item, 3))
    assert await standings() == [(1, "retired"), (2, "retired"), (3, "live")]


async def test_an_item_written_here_is_not_taken_out_of_use(ship, standings, bank, item, write_here):
    await write_here(item, Standing.LIVE)
    await ship(bank.all_items(EXAM)[1])
    assert await standings() == [(1, "live")]


async def test_an_item_that_left_the_product_is_retired_until_it_returns(ship, standings, item):
    await ship(item)
    await ship()
    assert await standings() == [(1, "retired")]
    await ship(item)
    assert await standings() == [(1, "live")]
    await ship()
    await ship(version(item, 2))
    assert await standings() == [(1, "retired"), (2, "live")]


async def test_what_people_retired_after_it_left_stays_retired_when_it_returns(ship, standings, item, database):
    await ship(item)
    await ship()
    async with database.unit_of_work() as session:
        for row in await hold_versions(session, item.id):
            set_standing(row, Standing.RETIRED)
    await ship(item)
    assert await standings() == [(1, "retired")]


@pytest.mark.parametrize("standing", [Standing.LIVE, Standing.APPROVED, Standing.PAUSED, Standing.RETIRED])
async def test_what_left_does_not_return_over_a_later_version_written_here(ship, standings, item, database, standing):
    await ship(item)
    await ship()
    async with database.unit_of_work() as session:
        session.add(new_version(version(item, 2, "Van ons?"), standing))
    await ship(item)
    assert await standings() == [(1, "retired"), (2, standing)]
    await ship(version(item, 2, "Van de uitgave?"))
    assert await standings() == [(1, "retired"), (2, standing), (3, "paused")]


async def test_a_version_that_is_tried_out_here_is_not_overtaken(ship, standings, item, database):
    await ship(item)
    async with database.unit_of_work() as session:
        session.add(new_version(version(item, 2, "Van ons?"), Standing.APPROVED))
    await ship(version(item, 2, "Van de uitgave?"))
    assert await standings() == [(1, "live"), (2, "approved"), (3, "paused")]


async def test_what_left_and_was_followed_by_a_newer_version_does_not_return(ship, standings, item, database):
    await ship(item)
    await ship()
    await ship(version(item, 2))
    async with database.unit_of_work() as session:
        set_standing((await hold_versions(session, item.id))[1], Standing.PAUSED)
    await ship(item)
    await ship(version(item, 3))
    assert await standings() == [(1, "retired"), (2, "paused"), (3, "paused")]


async def test_what_left_does_not_return_once_its_text_leaked_but_its_next_version_does(
    ship, standings, item, leak, gone
):
    await ship(item)
    await ship()
    await leak(msgspec.structs.replace(gone, scenario=item.scenario))
    await ship(item)
    assert await standings() == [(1, "retired")]
    await ship(version(msgspec.structs.replace(item, scenario=gone.scenario), 2))
    assert await standings() == [(1, "retired"), (2, "live")]


async def test_an_item_that_came_with_a_leaked_text_is_live_once_it_comes_without(ship, standings, item, leak, gone):
    await leak(gone)
    await ship(msgspec.structs.replace(item, scenario=gone.scenario))
    await ship(version(msgspec.structs.replace(item, scenario=gone.scenario), 2))
    assert await standings() == [(1, "paused"), (2, "paused")]
    await ship(version(item, 3))
    assert await standings() == [(1, "retired"), (2, "retired"), (3, "live")]


async def test_an_item_that_people_paused_waits_on_after_a_leaked_text(ship, standings, item, leak, gone, database):
    await leak(gone)
    await ship(item)
    async with database.unit_of_work() as session:
        for row in await hold_versions(session, item.id):
            set_standing(row, Standing.PAUSED)
    await ship(version(msgspec.structs.replace(item, scenario=gone.scenario), 2))
    await ship(version(item, 3))
    assert await standings() == [(1, "paused"), (2, "paused"), (3, "paused")]


async def test_every_change_by_an_upgrade_is_a_step_of_nobody(ship, item, database):
    await ship(item)
    await ship(version(item, 2))
    await ship()
    await ship(version(item, 2))
    async with database.reading() as session:
        steps = await all_steps(session, [item.id])
    assert [(step.version, step.kind) for step in steps] == [
        (1, "shipped"),
        (1, "superseded"),
        (2, "shipped"),
        (2, "left_content"),
        (2, "returned"),
    ]
    assert {step.person_id for step in steps} == {None}
