"""Years later, a form is drawn once more from what was kept, whatever became of the bank."""

from datetime import timedelta

import msgspec
import pytest

from proeve.core import clock
from proeve.core.errors import NotFound
from proeve.exams.attempts import Attempt, form_of
from proeve.exams.bank import load_bank
from proeve.exams.drawing_again import draw_again
from proeve.exams.item_pools import ItemPool
from question_bank import drawing
from question_bank.bank import Bank
from question_bank.shortage import InfeasibleBlueprint


@pytest.fixture
def again(exams):
    async def again(attempt: Attempt):
        return await draw_again(exams.database, attempt)

    return again


async def test_the_form_of_a_resit_among_colleagues_is_drawn_again(exams, again):
    corporation = await exams.corporation()
    member, *others = [await exams.staff_member(corporation) for _ in range(4)]
    await exams.prepared(*others)
    first = await exams.prepared(member)
    later = clock.now() + timedelta(days=7)
    resit = await exams.prepared(member, opens_at=later, closes_at=later + timedelta(hours=8))
    assert form_of(resit).told.seen
    assert form_of(resit).told.familiar
    for attempt in (first, resit):
        assert await again(attempt) == form_of(attempt)


async def test_when_the_bank_has_moved_on_the_old_form_is_still_drawn_again(exams, again, bank):
    attempt = await exams.prepared()
    newer = {item.id: msgspec.structs.replace(item, version=item.version + 1) for item in bank.items.values()}
    async with exams.database.unit_of_work() as session:
        await load_bank(session, Bank(items=newer, blueprints={}))
    assert await again(attempt) == form_of(attempt)


async def test_a_form_that_was_changed_afterwards_shows(exams, again):
    attempt = await exams.prepared()
    changed = {**attempt.form, "slots": attempt.form["slots"][::-1]}
    attempt.form = changed
    assert await again(attempt) != form_of(attempt)


async def test_without_what_it_was_drawn_from_nothing_is_claimed(exams, again):
    attempt = await exams.prepared()
    attempt.form = {**attempt.form, "pool": "unknown"}
    with pytest.raises(NotFound):
        await again(attempt)


async def test_no_connection_is_held_while_a_form_is_drawn(exams, again, monkeypatch):
    attempt, held = await exams.prepared(), []

    def drawn(_pool, form):
        held.append(exams.database.engine.pool.checkedout())
        return form

    monkeypatch.setattr(drawing, "draw_again", drawn)
    await again(attempt)
    assert held == [0]


async def test_what_it_was_drawn_from_may_not_be_enough_any_more(exams, again):
    attempt = await exams.prepared()
    few = [(slot.item, slot.version) for slot in form_of(attempt).slots[:3]]
    await exams.add(ItemPool(digest="few", exam=attempt.exam, contents={"scored": few, "pilots": []}))
    attempt.form = {**attempt.form, "pool": "few"}
    with pytest.raises(InfeasibleBlueprint):
        await again(attempt)
