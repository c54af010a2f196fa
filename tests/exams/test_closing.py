"""An attempt closes once: handed in, or at its deadline, by the sweeper or by whoever looks first."""

import asyncio
from datetime import timedelta
from itertools import groupby

import pytest
from sqlalchemy import event, func, select, update
from sqlalchemy.exc import OperationalError
from sqlmodel import col
from structlog.testing import capture_logs

from proeve.core.errors import Conflict, NotFound
from proeve.core.scope import Role, Scope
from proeve.exams import closing
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.closing import HandIn, close_overdue, current_attempt, submit_attempt, submit_attempts
from proeve.exams.journal.saves import Outcome
from proeve.exams.opening import open_attempt
from proeve.exams.results import Result

LATE = timedelta(seconds=30, microseconds=1)


@pytest.fixture
def hand_in(exams, employee):
    async def hand_in(attempt, *, lease=None, scope=None) -> Attempt:
        async with exams.database.unit_of_work() as session:
            return await submit_attempt(session, scope or employee(attempt), attempt.id, lease=lease)

    return hand_in


async def count_results(database) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(Result))


async def test_handing_in_closes_and_grades(exams, hand_in, set_clock):
    attempt = await exams.running()
    set_clock.advance(minutes=25)
    closed = await hand_in(attempt)
    assert closed.state == AttemptState.GRADED
    assert closed.submitted_at == closed.closed_at == set_clock.moment
    assert await count_results(exams.database) == 1


async def test_handing_in_twice_is_the_same_as_once(exams, hand_in, set_clock):
    attempt = await exams.running()
    first = await hand_in(attempt)
    set_clock.advance(minutes=1)
    second = await hand_in(attempt)
    assert second.closed_at == first.closed_at
    assert await count_results(exams.database) == 1


async def test_handing_in_twice_at_once_grades_once(exams, hand_in):
    attempt = await exams.running()
    closed = await asyncio.gather(*(hand_in(attempt) for _ in range(4)))
    assert {one.state for one in closed} == {AttemptState.GRADED}
    assert await count_results(exams.database) == 1


async def test_many_hand_in_at_once_and_nobody_suffers_for_anothers_fault(exams, employee):
    first, second, not_started = await exams.running(), await exams.running(), await exams.prepared()
    hand_ins = [HandIn(employee(each), each.id) for each in (second, not_started, first, second)]
    hand_ins.append(HandIn(employee(first), second.id))
    async with exams.database.unit_of_work() as session:
        *handed_in, foreign = await submit_attempts(session, hand_ins)
    two, refused, one, again = handed_in
    assert (one.id, two.id, again.id) == (first.id, second.id, second.id)
    assert one.state == two.state == AttemptState.GRADED
    assert isinstance(refused, Conflict)
    assert isinstance(foreign, NotFound)
    assert await count_results(exams.database) == 2


async def test_many_hand_in_by_as_many_statements_as_one(exams, employee):
    """But for the certificates of those who pass, nobody here, and for SQLite, which numbers results one by one."""
    attempts = [await exams.running(await exams.staff_member()) for _ in range(5)]
    said = []
    event.listen(exams.database.engine.sync_engine, "before_cursor_execute", lambda *facts: said.append(facts[2]))

    async def statements(some) -> list[str]:
        said.clear()
        async with exams.database.unit_of_work() as session:
            await submit_attempts(session, [HandIn(employee(each), each.id) for each in some])
        return [beginning for beginning, _ in groupby(statement.split("(")[0] for statement in said)]

    await statements(attempts[:1])  # What is read once is then at hand.
    assert await statements(attempts[2:]) == await statements(attempts[1:2])
    assert await count_results(exams.database) == 5


async def test_of_many_that_are_handed_in_only_the_spoilt_one_has_no_result(exams, employee):
    attempts = [await exams.running(await exams.staff_member()) for _ in range(3)]
    async with exams.database.unit_of_work() as session:
        await session.execute(update(Attempt).where(col(Attempt.id) == attempts[1].id).values(form={"exam": "?"}))
        closed = await submit_attempts(session, [HandIn(employee(each), each.id) for each in attempts])
    assert [each.state for each in closed] == [AttemptState.GRADED, AttemptState.CLOSED, AttemptState.GRADED]
    assert all(each.submitted_at for each in closed)


async def test_what_was_not_started_cannot_be_handed_in(exams, hand_in):
    with pytest.raises(Conflict) as conflict:
        await hand_in(await exams.prepared())
    assert conflict.value.code == "not_started"


async def test_handing_in_within_the_grace_still_counts_as_handed_in(exams, hand_in, set_clock):
    attempt = await exams.running()
    set_clock.moment = attempt.deadline_at + timedelta(seconds=30)
    assert (await hand_in(attempt)).submitted_at == set_clock.moment


async def test_handing_in_after_the_grace_finds_it_closed_at_the_deadline(exams, hand_in, set_clock):
    attempt = await exams.running()
    set_clock.moment = attempt.deadline_at + LATE
    closed = await hand_in(attempt)
    assert (closed.state, closed.closed_at, closed.submitted_at) == (AttemptState.GRADED, attempt.deadline_at, None)


async def test_a_page_that_was_taken_over_does_not_hand_in(exams, hand_in, employee, tokens):
    attempt = await exams.running()
    for _ in range(2):
        async with exams.database.unit_of_work() as session:
            await open_attempt(session, employee(attempt), attempt.id, tokens=tokens)
    with pytest.raises(Conflict) as conflict:
        await hand_in(attempt, lease=1)
    assert conflict.value.code == "lease_lost"
    assert (await hand_in(attempt, lease=2)).state == AttemptState.GRADED


async def test_of_two_pages_that_hand_in_at_once_only_the_one_that_writes_does(exams, employee, tokens):
    attempt = await exams.running()
    for _ in range(2):
        async with exams.database.unit_of_work() as session:
            await open_attempt(session, employee(attempt), attempt.id, tokens=tokens)
    hand_ins = [HandIn(employee(attempt), attempt.id, lease) for lease in (1, 2)]
    async with exams.database.unit_of_work() as session:
        lost, handed_in = await submit_attempts(session, hand_ins)
    assert (lost.code, handed_in.state) == ("lease_lost", AttemptState.GRADED)


@pytest.mark.parametrize("role", list(Role))
async def test_only_the_candidate_hands_in_whatever_role_others_have(exams, hand_in, role):
    attempt = await exams.running()
    other = await exams.staff_member()
    with pytest.raises(NotFound):
        await hand_in(attempt, scope=Scope(other.person_id, role, frozenset({attempt.corporation_id})))
    assert (await exams.again(attempt)).state == AttemptState.RUNNING


async def test_the_sweeper_closes_what_is_overdue_at_its_deadline(exams, set_clock):
    member = await exams.staff_member()
    overdue = await exams.running(member)
    set_clock.advance(minutes=10)
    running = await exams.running(member, exam="lastige-boodschappen")
    set_clock.moment = overdue.deadline_at + LATE
    assert await close_overdue(exams.database) == 1
    closed = await exams.again(overdue)
    assert (closed.state, closed.closed_at, closed.submitted_at) == (AttemptState.GRADED, overdue.deadline_at, None)
    assert (await exams.again(running)).state == AttemptState.RUNNING


async def test_the_sweeper_leaves_an_attempt_alone_until_the_grace_is_over(exams, set_clock):
    attempt = await exams.running()
    set_clock.moment = attempt.deadline_at + timedelta(seconds=30)
    assert await close_overdue(exams.database) == 0
    assert (await exams.again(attempt)).state == AttemptState.RUNNING


async def test_an_attempt_that_cannot_be_graded_is_closed_and_does_not_keep_the_others_waiting(exams, set_clock):
    """Its form is spoilt, so neither its receipt nor its result can be made."""
    member = await exams.staff_member()
    spoilt, sound = await exams.running(member), await exams.running(member, exam="lastige-boodschappen")
    async with exams.database.unit_of_work() as session:
        await session.execute(update(Attempt).where(col(Attempt.id) == spoilt.id).values(form={"exam": "?"}))
    set_clock.moment = sound.deadline_at + LATE
    assert await close_overdue(exams.database) == 2
    assert await close_overdue(exams.database) == 0
    assert (await exams.again(spoilt)).state == AttemptState.CLOSED
    assert (await exams.again(sound)).state == AttemptState.GRADED


async def test_a_reader_closes_what_they_may_see_and_leaves_the_rest_to_the_sweeper(exams, set_clock, monkeypatch):
    monkeypatch.setattr(closing, "CLOSED_TOGETHER", 2)
    corporation = await exams.corporation()
    for _ in range(3):
        seen = await exams.running(await exams.staff_member(corporation))
    await exams.running(await exams.staff_member())
    reader = await exams.administrator(seen.corporation_id)
    set_clock.moment = seen.deadline_at + LATE
    assert await close_overdue(exams.database, seen_by=reader) == 2
    assert await close_overdue(exams.database, seen_by=reader) == 1
    assert await close_overdue(exams.database, seen_by=reader) == 0
    assert await close_overdue(exams.database) == 1


async def test_one_that_cannot_be_closed_does_not_keep_its_group_open(exams, set_clock, monkeypatch):
    attempts = [await exams.running(await exams.staff_member()) for _ in range(3)]
    move_all = closing.move_all

    async def move_all_but_one(session, changes, *facts):
        if attempts[1].id in {attempt.id for attempt, _ in changes}:
            raise ZeroDivisionError
        await move_all(session, changes, *facts)

    monkeypatch.setattr(closing, "move_all", move_all_but_one)
    set_clock.moment = attempts[0].deadline_at + LATE
    assert await close_overdue(exams.database) == 2
    states = [(await exams.again(each)).state for each in attempts]
    assert states == [AttemptState.GRADED, AttemptState.RUNNING, AttemptState.GRADED]


async def test_while_nothing_can_be_written_no_more_is_tried(exams, set_clock, monkeypatch):
    """A reader would wait for each of them, and the log be filled with what everybody knows."""
    monkeypatch.setattr(closing, "CLOSED_TOGETHER", 2)
    for _ in range(5):
        attempt = await exams.running(await exams.staff_member())
    tried = []

    async def refuse(_session, changes, *_facts):
        tried.append(len(changes))
        raise OperationalError("UPDATE attempt", None, Exception("database or disk is full"))

    set_clock.moment = attempt.deadline_at + LATE
    with monkeypatch.context() as patch, capture_logs() as logs:
        patch.setattr(closing, "move_all", refuse)
        assert await close_overdue(exams.database) == 0
    assert tried == [2]
    assert [(entry["event"], entry["waiting"]) for entry in logs] == [("cannot_close_now", 5)]
    assert await close_overdue(exams.database) == 5


async def test_two_sweepers_at_once_close_each_attempt_once(exams, set_clock):
    member = await exams.staff_member()
    for exam in ("klantgericht-werken", "lastige-boodschappen"):
        attempt = await exams.running(member, exam=exam)
    set_clock.moment = attempt.deadline_at + LATE
    assert sum(await asyncio.gather(close_overdue(exams.database), close_overdue(exams.database))) == 2
    assert await count_results(exams.database) == 2


async def test_whoever_looks_at_an_overdue_attempt_finds_it_closed(exams, employee, set_clock):
    attempt = await exams.running()
    set_clock.moment = attempt.deadline_at + LATE
    seen = await current_attempt(exams.database, employee(attempt), attempt.id)
    assert (seen.state, seen.closed_at) == (AttemptState.GRADED, attempt.deadline_at)
    assert (await exams.again(attempt)).state == AttemptState.GRADED


async def test_looking_at_a_running_attempt_leaves_it_running(exams, employee, set_clock):
    attempt = await exams.running()
    set_clock.moment = attempt.deadline_at
    assert (await current_attempt(exams.database, employee(attempt), attempt.id)).state == AttemptState.RUNNING


async def test_nobody_looks_at_the_attempt_of_another_corporation(exams):
    attempt = await exams.running()
    with pytest.raises(NotFound):
        await current_attempt(exams.database, await exams.administrator(), attempt.id)


async def test_answers_that_come_after_handing_in_are_refused(exams, hand_in, answer):
    attempt = await exams.running()
    await hand_in(attempt)
    assert (await answer(attempt, {0: None})).outcomes == [Outcome.CLOSED]
