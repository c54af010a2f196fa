"""The bank comes into the database once per version, and stays as it came."""

import msgspec
import pytest
from sqlalchemy import func, select

from proeve.core.errors import Conflict, NotFound
from proeve.exams.bank import load_bank
from proeve.exams.blueprints import StoredBlueprint, all_blueprints, find_blueprint, find_current_blueprint
from proeve.exams.item_versions import ItemVersion, all_live_items, find_items
from question_bank.bank import Bank

EXAM = "klantgericht-werken"


async def load(database, bank: Bank) -> None:
    async with database.unit_of_work() as session:
        await load_bank(session, bank)


def with_item(bank: Bank, item) -> Bank:
    return Bank(items={**bank.items, item.id: item}, blueprints=bank.blueprints)


async def test_every_item_and_blueprint_comes_back_as_it_was(database, bank):
    await load(database, bank)
    async with database.reading() as session:
        for exam, blueprint in bank.blueprints.items():
            assert await all_live_items(session, exam) == bank.all_items(exam)
            stored = await find_current_blueprint(session, exam)
            assert await find_blueprint(session, stored.id) == blueprint
        assert [blueprint.exam for blueprint in await all_blueprints(session)] == sorted(bank.blueprints)


async def test_loading_twice_changes_nothing(database, bank):
    await load(database, bank)
    await load(database, bank)
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(ItemVersion)) == len(bank.items)
        assert await session.scalar(select(func.count()).select_from(StoredBlueprint)) == len(bank.blueprints)


async def test_a_changed_text_under_the_same_version_is_refused_and_nothing_is_loaded(database, bank):
    await load(database, bank)
    first, second = bank.all_items(EXAM)[:2]
    changed = with_item(bank, msgspec.structs.replace(first, question="Wat zegt u?"))
    newer = with_item(changed, msgspec.structs.replace(second, version=second.version + 1))
    with pytest.raises(Conflict, match=f"Vraag {first.id} versie 1") as refused:
        await load(database, newer)
    assert refused.value.code == "version_changed"
    async with database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(ItemVersion)) == len(bank.items)


async def test_a_changed_blueprint_under_the_same_version_is_refused(database, bank):
    await load(database, bank)
    longer = msgspec.structs.replace(bank.blueprints[EXAM], duration_minutes=41)
    with pytest.raises(Conflict, match=f"versie {bank.blueprints[EXAM].version}"):
        await load(database, Bank(items=bank.items, blueprints={EXAM: longer}))


async def test_a_new_version_takes_the_place_of_the_old_one_which_stays_readable(database, bank):
    await load(database, bank)
    first = bank.all_items(EXAM)[0]
    newer = msgspec.structs.replace(first, version=2, question="Wat zegt u?")
    await load(database, with_item(bank, newer))
    async with database.reading() as session:
        live = {item.id: item for item in await all_live_items(session, EXAM)}
        assert live[first.id] == newer
        assert await find_items(session, [(first.id, 1), (first.id, 2)]) == {(first.id, 1): first, (first.id, 2): newer}


async def test_an_item_that_left_the_bank_is_drawn_no_more_until_it_returns(database, bank):
    await load(database, bank)
    first = bank.all_items(EXAM)[0]
    await load(database, Bank(items={key: item for key, item in bank.items.items() if key != first.id}, blueprints={}))
    async with database.reading() as session:
        assert first not in await all_live_items(session, EXAM)
    await load(database, bank)
    async with database.reading() as session:
        assert first in await all_live_items(session, EXAM)


async def test_items_whose_facts_have_aged_are_not_live_on_that_day(database, bank):
    aging = [item for item in bank.items.values() if item.valid_until is not None]
    assert aging, "the content has items with facts that age"
    item = aging[0]
    await load(database, bank)
    async with database.reading() as session:
        assert item in await all_live_items(session, item.exam, on=item.valid_until)
        assert item not in await all_live_items(session, item.exam, on=item.valid_until.replace(year=2100))


async def test_what_is_not_there_is_not_found(database, bank):
    async with database.reading() as session:
        with pytest.raises(NotFound):
            await find_items(session, [("kw-onbekend", 1)])
        with pytest.raises(NotFound):
            await find_current_blueprint(session, "tuinieren")
        with pytest.raises(NotFound):
            await find_blueprint(session, 404)
