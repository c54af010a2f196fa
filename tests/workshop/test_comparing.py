"""Files and database are two views of one bank: what differs is shown, and taking it in makes them one."""

import msgspec
import pytest
from sqlalchemy import func, select

from proeve.core.errors import NotFound
from proeve.exams.bank import load_bank
from proeve.exams.item_versions import ItemVersion, find_items
from proeve.workshop.comparing import compare_bank, read_bank
from proeve.workshop.importing import import_bank
from proeve.workshop.life import find_life
from proeve.workshop.standing import pause_version, put_live
from question_bank.bank import Bank

EXAM = "klantgericht-werken"


def without(bank: Bank, *item_ids: str) -> Bank:
    return Bank(
        items={key: item for key, item in bank.items.items() if key not in item_ids}, blueprints=bank.blueprints
    )


def with_items(bank: Bank, *items) -> Bank:
    return Bank(items=bank.items | {item.id: item for item in items}, blueprints=bank.blueprints)


def reworded(item, question: str = "Wat zegt u dan het beste?"):
    return msgspec.structs.replace(item, question=question)


async def test_what_the_product_came_with_is_what_is_read(workshop, bank):
    assert await workshop(read_bank) == bank
    changes = await workshop(compare_bank, bank)
    assert changes.is_empty
    assert changes.same == len(bank.items)


async def test_taking_in_what_was_read_changes_nothing(workshop, bank, author, approver, item):
    await workshop.approved(author, approver, item)
    await workshop(put_live, approver, item.id, 2)
    written = await workshop(read_bank)
    assert (await workshop(import_bank, None, written)).is_empty
    async with workshop.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(ItemVersion)) == len(bank.items) + 1


async def test_a_changed_text_becomes_a_new_version_and_the_old_one_stays_readable(workshop, bank, author, item):
    files = with_items(bank, reworded(item))
    (changed,) = (await workshop(compare_bank, files)).changed
    assert (changed.item.id, changed.version, [each.name for each in changed.differences]) == (item.id, 2, ["Vraag"])
    await workshop(import_bank, None, files)
    async with workshop.database.reading() as session:
        stored = await find_items(session, [(item.id, 1), (item.id, 2)])
    assert stored == {(item.id, 1): item, (item.id, 2): msgspec.structs.replace(reworded(item), version=2)}
    life = await workshop(find_life, author, item.id)
    assert [(row.version, row.standing) for row in life.versions] == [(2, "live"), (1, "retired")]
    assert [(step.version, step.kind) for step in life.steps[-2:]] == [(1, "superseded"), (2, "imported")]
    assert ["bank import" in step.reason for step in life.steps] == [False, True, True]
    assert (await workshop(compare_bank, files)).is_empty


async def test_a_new_item_is_added_and_one_that_is_not_there_is_taken_out_until_it_returns(
    workshop, bank, author, item
):
    new = msgspec.structs.replace(item, id="kw-scheve-lamp-1", family="kw-scheve-lamp")
    files = without(with_items(bank, new), item.id)
    changes = await workshop(compare_bank, files)
    assert ([each.id for each in changes.added], [each.id for each in changes.taken_out]) == ([new.id], [item.id])
    await workshop(import_bank, None, files)
    for item_id, kind in ((new.id, "imported"), (item.id, "taken_out")):
        step = (await workshop(find_life, author, item_id)).steps[-1]
        assert (step.kind, "bank import" in step.reason) == (kind, True)
    assert await workshop(read_bank) == Bank(items=dict(sorted(files.items.items())), blueprints=bank.blueprints)
    changes = await workshop(import_bank, None, bank)
    assert [(each.item.id, each.version) for each in changes.returned] == [(item.id, 1)]
    assert await workshop(read_bank) == bank


async def test_what_was_taken_out_may_return_with_another_text(workshop, bank, item):
    await workshop(import_bank, None, without(bank, item.id))
    await workshop(import_bank, None, with_items(bank, reworded(item)))
    assert (await workshop(read_bank)).items[item.id] == msgspec.structs.replace(reworded(item), version=2)


async def test_an_upgrade_does_not_bring_back_what_an_import_took_out(workshop, bank, item):
    await workshop(import_bank, None, without(bank, item.id))
    await workshop(load_bank, bank)
    assert item.id not in (await workshop(read_bank)).items


async def test_an_upgrade_keeps_the_text_that_was_imported(workshop, bank, item):
    await workshop(import_bank, None, with_items(bank, reworded(item)))
    newer = with_items(bank, msgspec.structs.replace(item, version=2, question="Wat zegt de uitgave?"))
    await workshop(load_bank, newer)
    assert (await workshop(read_bank)).items[item.id] == msgspec.structs.replace(reworded(item), version=2)


async def test_what_people_paused_stays_out_whatever_the_files_say(workshop, bank, approver, item):
    await workshop(pause_version, approver, item.id, 1, reason="De wet is veranderd.")
    for files in (bank, with_items(bank, reworded(item))):
        changes = await workshop(import_bank, None, files)
        assert [each.id for each in changes.kept_out] == [item.id]
        assert changes.is_empty
    assert item.id not in (await workshop(read_bank)).items


async def test_a_version_that_is_tried_out_stays_beside_what_is_imported(workshop, bank, author, approver, item):
    await workshop.approved(author, approver, item)
    await workshop(import_bank, None, with_items(bank, reworded(item, "Wat doet u?")))
    life = await workshop(find_life, author, item.id)
    assert [(row.version, row.standing) for row in life.versions] == [(3, "live"), (2, "approved"), (1, "retired")]


async def test_another_blueprint_becomes_the_next_version_and_an_upgrade_leaves_it(workshop, bank):
    longer = msgspec.structs.replace(bank.blueprints[EXAM], duration_minutes=41)
    files = Bank(items=bank.items, blueprints=bank.blueprints | {EXAM: longer})
    assert [each.blueprint.exam for each in (await workshop(compare_bank, files)).blueprints] == [EXAM]
    await workshop(import_bank, None, files)
    current = (await workshop(read_bank)).blueprints[EXAM]
    assert current == msgspec.structs.replace(longer, version=longer.version + 1)
    newer = msgspec.structs.replace(bank.blueprints[EXAM], version=longer.version + 1, duration_minutes=50)
    await workshop(load_bank, Bank(items=bank.items, blueprints={EXAM: newer}))
    assert (await workshop(read_bank)).blueprints[EXAM] == current


async def test_an_import_by_somebody_is_told_by_name_and_authors_import_nothing(workshop, bank, author, approver, item):
    files = with_items(bank, reworded(item))
    with pytest.raises(NotFound):
        await workshop(import_bank, author, files)
    await workshop(import_bank, approver, files)
    assert (await workshop(find_life, author, item.id)).steps[-1].person == "Bo Jansen"
