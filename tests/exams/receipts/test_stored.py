"""A receipt is made in the transaction that closes an attempt, and from then on vouches for its answers."""

import json
from datetime import timedelta

import pytest

from proeve.core.errors import NotFound
from proeve.exams.attempts import form_of
from proeve.exams.closing import close_overdue, submit_attempt
from proeve.exams.receipts.chain import chain
from proeve.exams.receipts.codes import write_code
from proeve.exams.receipts.stored import Receipt, all_entries, chained, facts_of, find_receipt
from question_bank.kinds import kind_of


@pytest.fixture
def receipt_of(exams, employee):
    async def receipt_of(attempt, scope=None) -> Receipt:
        async with exams.database.reading() as session:
            return await find_receipt(session, scope or employee(attempt), attempt.id)

    return receipt_of


@pytest.fixture
def links_now(exams):
    async def links_now(attempt) -> list[str]:
        async with exams.database.reading() as session:
            entries = await all_entries(session, attempt.id)
        return chain(facts_of(attempt), [chained(entry) for entry in entries])

    return links_now


@pytest.fixture
def right(bank):
    """The right answer to a question of an attempt, as JSON text."""

    def right(attempt, number: int) -> str:
        slot = form_of(attempt).slots[number]
        item = bank.find_item(slot.item)
        return json.dumps(kind_of(item).right_answer(item, slot.order))

    return right


@pytest.fixture
def handed_in(exams, answer, right, employee, set_clock):
    """An attempt with three answers, the second of which was taken back."""

    async def handed_in():
        attempt = await exams.running()
        for given in ({0: right(attempt, 0), 1: right(attempt, 1)}, {1: None}):
            set_clock.advance(minutes=1)
            await answer(attempt, given)
        async with exams.database.unit_of_work() as session:
            return await submit_attempt(session, employee(attempt), attempt.id)

    return handed_in


async def test_handing_in_gives_a_receipt_for_every_stored_answer(handed_in, receipt_of, links_now, set_clock):
    attempt = await handed_in()
    receipt = await receipt_of(attempt)
    links = await links_now(attempt)
    assert (receipt.entry_count, receipt.made_at) == (3, set_clock.moment)
    assert receipt.code == write_code(links[-1])
    assert receipt.mark_words == [link[:8] for link in links]


async def test_time_that_is_over_gives_a_receipt_too(exams, answer, right, receipt_of, set_clock):
    attempt = await exams.running()
    await answer(attempt, {0: right(attempt, 0)})
    set_clock.moment = attempt.deadline_at + timedelta(seconds=31)
    await close_overdue(exams.database)
    assert (await receipt_of(attempt)).entry_count == 1


async def test_an_attempt_that_still_runs_has_no_receipt(exams, receipt_of):
    with pytest.raises(NotFound, match="nog geen ontvangstbewijs"):
        await receipt_of(await exams.running())


async def test_nobody_sees_the_receipt_of_another_corporation(exams, handed_in, receipt_of):
    attempt = await handed_in()
    with pytest.raises(NotFound):
        await receipt_of(attempt, await exams.administrator())
    assert await receipt_of(attempt, await exams.administrator(attempt.corporation_id))


async def test_an_answer_that_is_changed_in_the_database_shows(exams, handed_in, receipt_of, links_now):
    attempt = await handed_in()
    async with exams.database.unit_of_work() as session:
        last = (await all_entries(session, attempt.id))[-1]
        last.answer = '{"choice":2}'
    receipt, links = await receipt_of(attempt), await links_now(attempt)
    assert receipt.code != write_code(links[-1])
    assert receipt.mark_words[:-1] == [link[:8] for link in links[:-1]]


async def test_the_receipt_is_the_same_after_the_facts_went_through_the_database(exams, handed_in, links_now):
    attempt = await handed_in()
    assert await links_now(attempt) == await links_now(await exams.again(attempt))
