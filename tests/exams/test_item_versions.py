"""A stored version never changes; where it stands does, and says what it may be used for."""

import msgspec
import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from proeve.exams.bank import load_bank
from proeve.exams.item_versions import (
    ItemVersion,
    Standing,
    all_live_items,
    all_pilot_items,
    find_items,
    hold_versions,
    new_version,
    set_standing,
)

EXAM = "klantgericht-werken"


@pytest.fixture
async def item(database, bank):
    async with database.unit_of_work() as session:
        await load_bank(session, bank)
    return bank.all_items(EXAM)[0]


def second(item):
    return msgspec.structs.replace(item, version=2, question="Wat zegt u?")


@pytest.mark.parametrize("changes", [{"content": {}}, {"version": 9}, {"item": "kw-anders"}, {"exam": "tuinieren"}])
async def test_no_statement_changes_what_a_form_may_point_to(database, item, changes):
    with pytest.raises(IntegrityError, match="never changes"):
        async with database.unit_of_work() as session:
            await session.execute(update(ItemVersion).where(col(ItemVersion.item) == item.id).values(**changes))


async def test_an_approved_version_is_tried_out_and_not_drawn(database, item):
    async with database.unit_of_work() as session:
        session.add(new_version(second(item), Standing.APPROVED))
    async with database.reading() as session:
        assert await all_pilot_items(session, EXAM) == (second(item),)
        assert item in await all_live_items(session, EXAM)


@pytest.mark.parametrize("standing", [Standing.PAUSED, Standing.RETIRED])
async def test_a_version_out_of_use_is_asked_nowhere_and_stays_readable(database, item, standing):
    async with database.unit_of_work() as session:
        for row in await hold_versions(session, item.id):
            set_standing(row, standing)
    async with database.reading() as session:
        assert item not in await all_live_items(session, EXAM)
        assert await all_pilot_items(session, EXAM) == ()
        assert await find_items(session, [(item.id, 1)]) == {(item.id, 1): item}


async def test_pilot_items_whose_facts_have_aged_are_left_out(database, bank):
    aging = next(item for item in bank.all_items(EXAM) if item.valid_until is not None)
    async with database.unit_of_work() as session:
        session.add(new_version(aging, Standing.APPROVED))
    async with database.reading() as session:
        assert await all_pilot_items(session, EXAM, on=aging.valid_until) == (aging,)
        assert await all_pilot_items(session, EXAM, on=aging.valid_until.replace(year=2100)) == ()


@pytest.mark.parametrize("standing", [Standing.LIVE, Standing.APPROVED])
async def test_an_item_has_one_live_and_one_approved_version_at_most(database, item, standing):
    async with database.reading() as session:
        for row in await hold_versions(session, item.id):
            set_standing(row, standing)
        session.add(new_version(second(item), standing))
        with pytest.raises(IntegrityError):
            await session.flush()


async def test_no_other_standing_exists(database, item):
    with pytest.raises(IntegrityError):
        async with database.unit_of_work() as session:
            await session.execute(text("UPDATE item_version SET standing = 'lost'"))
