"""What cannot be graded is closed, kept for the operator, said in the log once, and tried again until it can be."""

from collections.abc import Sequence

import asyncpg
import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import col
from structlog.testing import capture_logs

from proeve.core.errors import NotFound
from proeve.core.jobs import JobContext
from proeve.core.scope import Role, Scope
from proeve.exams import after_grading
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.closing import submit_attempt
from proeve.exams.finishing import finish_again
from proeve.exams.grading_failures import GradingFailure, all_ungraded
from proeve.exams.receipts.stored import Receipt
from proeve.exams.results import Result

OPERATOR = Scope(1, Role.OPERATOR)


class Listener:
    """Something that is told of every result, and fails while it is broken."""

    def __init__(self) -> None:
        self.problem: Exception | None = KeyError("kraan")

    async def __call__(self, _session, _results: Sequence[Result]) -> None:
        if self.problem:
            raise self.problem


@pytest.fixture
def listener(monkeypatch) -> Listener:
    listener = Listener()
    monkeypatch.setattr(after_grading, "CALLBACKS", [listener])
    return listener


@pytest.fixture
def hand_in(exams, employee):
    async def hand_in(attempt) -> Attempt:
        async with exams.database.unit_of_work() as session:
            return await submit_attempt(session, employee(attempt), attempt.id)

    return hand_in


@pytest.fixture
def try_again(exams, settings):
    async def try_again() -> None:
        await finish_again(JobContext(exams.database, settings))

    return try_again


async def ungraded(exams) -> list[tuple[int, str]]:
    async with exams.database.reading() as session:
        return [(each.attempt.id, each.failure.problem) for each in await all_ungraded(session, OPERATOR)]


async def count(exams, table: type) -> int:
    async with exams.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table))


async def test_a_failure_is_kept_and_nothing_of_the_grading_remains(exams, hand_in, listener, set_clock):
    attempt = await exams.running()
    handed_in = await hand_in(attempt)
    assert (handed_in.state, handed_in.submitted_at) == (AttemptState.CLOSED, set_clock.moment)
    assert await ungraded(exams) == [(attempt.id, "KeyError: 'kraan'")]
    assert await count(exams, Result) == 0


async def test_the_candidate_has_their_receipt_all_the_same(exams, hand_in, listener):
    await hand_in(await exams.running())
    assert await count(exams, Receipt) == 1


async def test_it_is_graded_once_it_can_be_and_then_forgotten(exams, hand_in, try_again, listener):
    attempt = await exams.running()
    await hand_in(attempt)
    listener.problem = None
    await try_again()
    assert (await exams.again(attempt)).state == AttemptState.GRADED
    assert await ungraded(exams) == []
    assert await count(exams, Result) == 1


async def test_the_log_hears_of_it_as_an_error_once(exams, hand_in, try_again, listener):
    with capture_logs() as logs:
        attempt = await exams.running()
        await hand_in(attempt)
        await hand_in(attempt)
        for _ in range(2):
            await try_again()
    said = [(entry["log_level"], entry["event"]) for entry in logs]
    assert said == [("error", "attempt_not_graded"), *[("info", "attempt_still_not_graded")] * 2]


async def test_one_that_stays_broken_does_not_keep_the_others_from_being_graded(exams, hand_in, try_again, listener):
    member = await exams.staff_member()
    spoilt, sound = await exams.running(member), await exams.running(member, exam="lastige-boodschappen")
    async with exams.database.unit_of_work() as session:
        await session.execute(update(Attempt).where(col(Attempt.id) == spoilt.id).values(form={"exam": "?"}))
    for attempt in (spoilt, sound):
        await hand_in(attempt)
    listener.problem = None
    await try_again()
    assert (await exams.again(sound)).state == AttemptState.GRADED
    assert [attempt_id for attempt_id, _ in await ungraded(exams)] == [spoilt.id]


async def test_trouble_with_the_database_is_not_blamed_on_the_attempt(exams, hand_in, listener):
    listener.problem = OperationalError("SELECT 1", {}, Exception("connection lost"))
    attempt = await exams.running()
    with pytest.raises(OperationalError):
        await hand_in(attempt)
    assert (await exams.again(attempt)).state == AttemptState.RUNNING
    assert await count(exams, GradingFailure) == 0


async def test_data_that_postgresql_refuses_is_blamed_on_the_attempt(exams, hand_in, listener):
    """Its driver's word for it is one that is not known by a name of its own."""
    refused = asyncpg.PostgresError.new({"C": "22P05", "M": "unsupported Unicode escape sequence"})
    listener.problem = DBAPIError("INSERT", None, refused)
    attempt = await exams.running()
    assert (await hand_in(attempt)).state == AttemptState.CLOSED
    assert [attempt_id for attempt_id, _ in await ungraded(exams)] == [attempt.id]


async def test_a_receipt_stays_as_it_was_made(exams, hand_in, try_again, listener, set_clock):
    await hand_in(await exams.running())
    made_at = set_clock.moment
    set_clock.advance(days=3)
    await try_again()
    async with exams.database.reading() as session:
        assert (await session.scalars(select(Receipt))).one().made_at == made_at


async def test_a_long_problem_is_cut_short(exams, hand_in, listener):
    listener.problem = ValueError("x" * 5_000)
    await hand_in(await exams.running())
    ((_, problem),) = await ungraded(exams)
    assert len(problem) == 300


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OPERATOR}))
async def test_only_the_operator_sees_what_failed(exams, role):
    async with exams.database.reading() as session:
        with pytest.raises(NotFound):
            await all_ungraded(session, Scope(1, role, frozenset({1})))
