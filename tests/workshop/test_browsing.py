"""Everything in the workshop can be found: by what it is about, by its state, and by words in it."""

import msgspec
import pytest

from proeve.core.errors import NotFound
from proeve.exams.bank import load_bank
from proeve.workshop.browsing import BankFilter, all_rows
from proeve.workshop.standing import pause_version, put_live
from proeve.workshop.writing import add_draft, add_new_version, save_draft
from question_bank.bank import Bank

EXAM = "klantgericht-werken"


async def found(workshop, scope, **wanted):
    return await workshop(all_rows, scope, BankFilter(**wanted))


async def test_without_a_filter_every_item_is_there_once(workshop, author, bank):
    rows = await found(workshop, author)
    assert [(row.exam, row.item_id) for row in rows] == sorted((item.exam, item.id) for item in bank.items.values())
    assert {row.state for row in rows} == {"live"}


@pytest.mark.parametrize("field", ["kind", "domain", "category", "channel", "situation", "difficulty"])
async def test_items_are_found_by_what_they_are_about(workshop, author, bank, item, field):
    value = str(getattr(item, field))
    expected = {each.id for each in bank.all_items(EXAM) if str(getattr(each, field)) == value}
    rows = await found(workshop, author, exam=EXAM, **{field: value})
    assert {row.item_id for row in rows} == expected


async def test_words_are_found_in_texts_and_ids_in_capitals_or_not(workshop, author, item):
    words = " ".join(item.scenario.text.upper().split()[:4])
    assert item.id in {row.item_id for row in await found(workshop, author, text=words)}
    assert [row.item_id for row in await found(workshop, author, text=item.id)] == [item.id]
    assert await found(workshop, author, text="xyzzy") == []


async def test_a_new_item_is_found_as_the_draft_it_is(workshop, author):
    draft = await workshop(add_draft, author, exam=EXAM, family="kw-scheve-lamp", kind="best_answer")
    await workshop(save_draft, author, draft.id, {"domain": "reparatie", "question": "Wat nu?"}, revision=1)
    (row,) = await found(workshop, author, domain="reparatie", text="wat nu", state="draft")
    assert (row.item_id, row.state, row.row, row.item, row.draft.id) == (draft.item, "draft", None, None, draft.id)


async def test_an_item_with_a_draft_is_found_by_both_states(workshop, author, item):
    await workshop(add_new_version, author, item.id)
    (row,) = await found(workshop, author, state="draft")
    assert (row.item_id, row.state, row.draft.version) == (item.id, "live", 2)
    assert item.id in {row.item_id for row in await found(workshop, author, state="live")}


async def test_the_version_that_counts_most_is_shown(workshop, author, approver, item):
    version = await workshop.approved(author, approver, item)
    (row,) = await found(workshop, author, text=item.id)
    assert (row.state, row.row.version) == ("live", 1)
    await workshop(pause_version, approver, item.id, 1, reason="Even wachten.")
    (row,) = await found(workshop, author, state="approved")
    assert (row.item_id, row.row.version) == (item.id, version.version)
    await workshop(put_live, approver, item.id, 2)
    (row,) = await found(workshop, author, text=item.id)
    assert (row.state, row.item.version) == ("live", 2)


async def test_a_version_beside_the_one_in_use_is_found_by_its_state(workshop, author, approver, item):
    await workshop.approved(author, approver, item)
    (row,) = await found(workshop, author, state="approved")
    assert (row.item_id, row.state, row.row.version, row.item.question) == (
        item.id,
        "approved",
        2,
        "Wat zegt u dan het beste?",
    )
    assert (await found(workshop, author, state="live", text=item.id))[0].row.version == 1
    await workshop(put_live, approver, item.id, 2)
    assert await found(workshop, author, state="approved") == []
    assert await found(workshop, author, state="retired") == []


async def test_a_shipped_version_that_waits_is_found_as_paused(workshop, author, approver, item):
    await workshop.approved(author, approver, item)
    await workshop(put_live, approver, item.id, 2)
    await workshop(load_bank, Bank(items={item.id: msgspec.structs.replace(item, version=2)}, blueprints={}))
    (row,) = await found(workshop, author, state="paused")
    assert (row.item_id, row.row.version) == (item.id, 3)


async def test_the_bank_is_not_for_others(workshop, outsider):
    with pytest.raises(NotFound):
        await found(workshop, outsider)
