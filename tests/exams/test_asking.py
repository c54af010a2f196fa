"""A candidate reads the words of their own corporation, and reads the same ones afterwards."""

import msgspec
import pytest

from proeve.corporations.wording import set_wording
from proeve.exams.asking import asked_items
from proeve.exams.bank import load_bank
from proeve.exams.opening import open_attempt
from question_bank.bank import Bank
from question_bank.variables import DEFAULTS, fill


@pytest.fixture
async def asking_for_words(exams, bank):
    """Let every question ask for the name of the committee."""
    newer = {
        item.id: msgspec.structs.replace(item, version=2, question=f"{item.question} Vraag {{commissie}}.")
        for item in bank.items.values()
    }
    async with exams.database.unit_of_work() as session:
        await load_bank(session, Bank(items=newer, blueprints={}))


@pytest.fixture
async def asking_for_none(exams, bank):
    """Let no question ask for words of a corporation."""
    newer = {item.id: msgspec.structs.replace(fill(item, {}), version=2) for item in bank.items.values()}
    async with exams.database.unit_of_work() as session:
        await load_bank(session, Bank(items=newer, blueprints={}))


@pytest.fixture
def opened(exams, employee, tokens):
    async def opened(attempt) -> list[str]:
        async with exams.database.unit_of_work() as session:
            page = await open_attempt(session, employee(attempt), attempt.id, tokens=tokens)
        return [item.question for item in page.items]

    return opened


async def say(exams, attempt, value: str) -> None:
    administrator = await exams.administrator(attempt.corporation_id)
    async with exams.database.unit_of_work() as session:
        await set_wording(session, administrator, {"commissie": value})


async def test_each_candidate_reads_the_words_of_their_own_corporation(exams, opened, asking_for_words):
    ours, theirs = await exams.running(), await exams.running()
    await say(exams, ours, "de raad van Zuid")
    assert all(question.endswith("Vraag de raad van Zuid.") for question in await opened(ours))
    assert all(question.endswith(f"Vraag {DEFAULTS['commissie']}.") for question in await opened(theirs))


async def test_what_was_read_first_is_read_on_every_page_and_afterwards(exams, opened, asking_for_words):
    attempt = await exams.running()
    await say(exams, attempt, "de raad")
    first = await opened(attempt)
    await say(exams, attempt, "de commissie van wijzen")
    assert await opened(attempt) == first
    async with exams.database.reading() as session:
        again = await asked_items(session, await exams.again(attempt))
    assert [item.question for _, item in again] == first
    assert (await exams.again(attempt)).wording["commissie"] == "de raad"


async def test_a_form_that_asks_for_no_words_keeps_none(exams, opened, asking_for_none):
    attempt = await exams.running()
    await say(exams, attempt, "de raad")
    await opened(attempt)
    assert (await exams.again(attempt)).wording is None


async def test_a_form_nobody_opened_reads_with_the_defaults(exams, asking_for_words):
    attempt = await exams.running()
    async with exams.database.reading() as session:
        asked = await asked_items(session, attempt)
    assert all(item.question.endswith(f"Vraag {DEFAULTS['commissie']}.") for _, item in asked)


async def test_items_come_in_the_order_of_the_form(exams, bank):
    attempt = await exams.prepared()
    async with exams.database.reading() as session:
        asked = await asked_items(session, attempt)
    assert [slot.item for slot, _ in asked] == [item.id for _, item in asked]
    assert all(item == fill(bank.items[item.id], {}) for _, item in asked)


async def test_words_are_right_however_few_filled_items_are_kept(exams, opened, asking_for_words, monkeypatch):
    monkeypatch.setattr("proeve.exams.asking.MOST_FILLED", 3)
    ours, theirs = await exams.running(), await exams.running()
    await say(exams, ours, "de raad van Zuid")
    for _ in range(2):
        assert all(question.endswith("Vraag de raad van Zuid.") for question in await opened(ours))
        assert all(question.endswith(f"Vraag {DEFAULTS['commissie']}.") for question in await opened(theirs))
