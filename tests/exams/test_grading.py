"""A closed attempt is graded once, by the versions it was drawn with, and others hear of it."""

from collections.abc import Sequence
from decimal import Decimal

import msgspec
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound

from proeve.core.errors import NotFound
from proeve.exams import after_grading
from proeve.exams.attempts import Attempt, AttemptState, form_of
from proeve.exams.closing import submit_attempt
from proeve.exams.grading import grade_again, grade_attempts
from proeve.exams.results import Result, find_result, find_result_of_attempt
from question_bank.kinds import kind_of
from question_bank.kinds.written_reply import NeedsHumanMark


@pytest.fixture
def right_answers(bank):
    def right_answers(attempt: Attempt) -> dict[int, str]:
        slots = enumerate(form_of(attempt).slots)
        items = ((number, slot, bank.items[slot.item]) for number, slot in slots)
        return {
            number: msgspec.json.encode(kind_of(item).right_answer(item, slot.order)).decode()
            for number, slot, item in items
        }

    return right_answers


@pytest.fixture
def result_of(exams, answer, employee):
    async def result_of(attempt: Attempt, answers: dict[int, str]) -> Result:
        await answer(attempt, answers)
        async with exams.database.unit_of_work() as session:
            await submit_attempt(session, employee(attempt), attempt.id)
        async with exams.database.reading() as session:
            return (await session.scalars(select(Result))).one()

    return result_of


async def test_all_right_is_a_ten(exams, result_of, right_answers, bank):
    attempt = await exams.running()
    result = await result_of(attempt, right_answers(attempt))
    assert (result.points, result.passed, result.grade) == (result.maximum, True, Decimal("10.0"))
    assert 0 < result.cut < result.maximum
    assert result.closed_at == (await exams.again(attempt)).closed_at


async def test_nothing_answered_is_a_one(exams, result_of):
    result = await result_of(await exams.running(), {})
    assert (result.points, result.passed, result.grade) == (Decimal(0), False, Decimal("1.0"))


async def test_the_result_belongs_to_the_person_and_explains_every_slot(exams, result_of, right_answers):
    attempt = await exams.running()
    some = dict(list(right_answers(attempt).items())[:12])
    result = await result_of(attempt, some)
    assert (result.attempt_id, result.person_id, result.corporation_id, result.exam) == (
        attempt.id,
        attempt.person_id,
        attempt.corporation_id,
        attempt.exam,
    )
    assert [mark["answered"] for mark in result.grading["marks"]] == [number < 12 for number in range(20)]
    assert result.grading["profile"]


async def test_grading_again_leaves_the_result_as_it_is(exams, result_of, set_clock):
    attempt = await exams.running()
    first = await result_of(attempt, {})
    set_clock.advance(minutes=5)
    async with exams.database.unit_of_work() as session:
        await grade_attempts(session, [await session.get_one(Attempt, attempt.id)])
    async with exams.database.reading() as session:
        again = (await session.scalars(select(Result))).one()
    assert (again.id, again.graded_at) == (first.id, first.graded_at)


async def test_an_attempt_with_written_replies_waits_for_people(exams, result_of, bank, monkeypatch):
    """No exam draws written replies yet, so grading is made to meet one."""
    attempt = await exams.running()

    def wait(*arguments: object) -> None:
        raise NeedsHumanMark(bank.items[form_of(attempt).slots[0].item])

    monkeypatch.setattr("proeve.exams.grading.grade", wait)
    with pytest.raises(Exception, match="No row"):
        await result_of(attempt, {})
    assert (await exams.again(attempt)).state == AttemptState.CLOSED


async def test_grading_again_says_which_written_reply_waits(exams, result_of, bank, monkeypatch):
    attempt = await exams.running()
    await result_of(attempt, {})
    item = bank.items[form_of(attempt).slots[0].item]

    def wait(*arguments: object) -> None:
        raise NeedsHumanMark(item)

    monkeypatch.setattr("proeve.exams.grading.grade", wait)
    async with exams.database.unit_of_work() as session:
        with pytest.raises(NeedsHumanMark, match=item.id):
            await grade_again(session, await session.get_one(Attempt, attempt.id))


async def test_others_hear_of_a_result_in_the_same_transaction(exams, result_of, monkeypatch):
    heard = []

    async def listen(session, results: Sequence[Result]) -> None:
        stored = await session.scalar(select(func.count()).select_from(Result))
        heard.extend((result.id, stored) for result in results)

    monkeypatch.setattr(after_grading, "CALLBACKS", [])
    after_grading.after_grading(listen)
    result = await result_of(await exams.running(), {})
    assert heard == [(result.id, 1)]


async def test_when_others_fail_the_attempt_is_closed_and_has_no_result(exams, result_of, monkeypatch):
    async def fail(session, results: Sequence[Result]) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(after_grading, "CALLBACKS", [fail])
    attempt = await exams.running()
    with pytest.raises(NoResultFound):
        await result_of(attempt, {})
    assert (await exams.again(attempt)).state == AttemptState.CLOSED


async def test_a_result_is_found_by_its_person_and_their_corporation_only(exams, result_of, employee):
    attempt = await exams.running()
    result = await result_of(attempt, {})
    stranger = await exams.staff_member()
    near, far = await exams.administrator(attempt.corporation_id), await exams.administrator()
    async with exams.database.reading() as session:
        for scope in (employee(attempt), near):
            assert (await find_result(session, scope, result.id)).id == result.id
            assert (await find_result_of_attempt(session, scope, attempt.id)).id == result.id
        for scope in (employee(stranger), far):
            with pytest.raises(NotFound):
                await find_result(session, scope, result.id)
            with pytest.raises(NotFound):
                await find_result_of_attempt(session, scope, attempt.id)
