"""Items that are approved but not live stand among the others, and nothing that is said of an attempt counts them."""

import msgspec
import pytest
from sqlalchemy import select

from proeve.exams.attempts import form_of
from proeve.exams.blueprints import add_blueprints
from proeve.exams.closing import submit_attempt
from proeve.exams.drawing_again import draw_again
from proeve.exams.item_versions import Standing, new_version
from proeve.exams.opening import open_attempt
from proeve.exams.receipts.chain import ChainedSlot
from proeve.exams.receipts.stored import facts_of
from proeve.exams.results import Result
from question_bank.kinds import kind_of

EXAM = "klantgericht-werken"


@pytest.fixture
def approved(bank):
    """Six items nobody has been scored on yet."""
    blueprint = bank.blueprints[EXAM]
    usable = [item for item in bank.all_items(EXAM) if blueprint.uses(item)][:6]
    return [
        msgspec.structs.replace(item, id=f"{item.family}-nieuw-1", family=f"{item.family}-nieuw") for item in usable
    ]


@pytest.fixture
async def trying_out(exams, bank, approved):
    """A blueprint with two pilot slots, and items for them."""
    blueprint = bank.blueprints[EXAM]
    async with exams.database.unit_of_work() as session:
        session.add_all(new_version(item, Standing.APPROVED) for item in approved)
        changed = msgspec.structs.replace(blueprint, version=blueprint.version + 1, pilot_slots=2)
        await add_blueprints(session, [changed])


def right_answers(attempt, items, *, scored: bool):
    return {
        number: msgspec.json.encode(kind_of(items[slot.item]).right_answer(items[slot.item], slot.order)).decode()
        for number, slot in enumerate(form_of(attempt).slots)
        if slot.is_scored == scored
    }


@pytest.mark.usefixtures("trying_out")
async def test_pilot_slots_are_filled_from_approved_items(exams, approved):
    slots = form_of(await exams.prepared()).slots
    tried = [slot.item for slot in slots if not slot.is_scored]
    assert (len(slots), len(tried)) == (22, 2)
    assert set(tried) <= {item.id for item in approved}


@pytest.mark.usefixtures("trying_out")
async def test_the_exam_page_does_not_tell_which_they_are(exams, tokens, employee):
    attempt = await exams.running()
    async with exams.database.unit_of_work() as session:
        page = await open_attempt(session, employee(attempt), attempt.id, tokens=tokens)
    assert len(page.items) == 22
    sent = msgspec.json.encode(page).decode()
    items = msgspec.json.decode(sent)["items"]
    assert len({frozenset(shown) for shown in items}) <= len({frozenset(shown) for shown in items[:22]})
    assert "scored" not in sent
    assert "nieuw-1" not in sent


@pytest.mark.usefixtures("trying_out")
@pytest.mark.parametrize("tries", [False, True])
async def test_a_result_is_the_same_whatever_was_answered_to_them(exams, bank, approved, answer, employee, tries):
    items = bank.items | {item.id: item for item in approved}
    attempt = await exams.running()
    answers = right_answers(attempt, items, scored=True)
    await answer(attempt, answers | (right_answers(attempt, items, scored=False) if tries else {}))
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee(attempt), attempt.id)
    async with exams.database.reading() as session:
        result = (await session.scalars(select(Result))).one()
    assert (result.points, result.passed) == (result.maximum, True)
    assert len(result.grading["marks"]) == 20
    assert [mark["answered"] for mark in result.grading["pilots"]] == [tries, tries]


@pytest.mark.usefixtures("trying_out")
async def test_a_receipt_holds_them_as_any_other_question(exams):
    attempt = await exams.prepared()
    assert facts_of(attempt).slots == tuple(
        ChainedSlot(slot.item, slot.version, slot.order) for slot in form_of(attempt).slots
    )


@pytest.mark.usefixtures("trying_out")
async def test_a_form_with_pilot_items_is_drawn_again(exams):
    attempt = await exams.prepared()
    assert await draw_again(exams.database, attempt) == form_of(attempt)
