"""Where the exam allows it, candidates take more time themselves: near the end, ten times at most, never for others."""

from datetime import timedelta

import pytest

from proeve.core.errors import Conflict, NotFound
from proeve.exams.attempts import AttemptState, hold_attempt
from proeve.exams.blueprints import StoredBlueprint, find_current_blueprint
from proeve.exams.extending import MOST_EXTENSIONS, REASON, extend_attempt
from proeve.exams.grants_given import all_time_grants
from proeve.exams.starting import start_attempt

EXAM = "klantgericht-werken"
MINUTES = 5


async def _let_extend(database, minutes):
    async with database.unit_of_work() as session:
        stored = await find_current_blueprint(session, EXAM)
        content = stored.content | {"extension_minutes": minutes, "version": 99}
        session.add(StoredBlueprint(exam=EXAM, version=99, content=content))


@pytest.fixture
async def extendable(database, exams):
    """The exam, as one that lets candidates take five minutes more."""
    await _let_extend(database, MINUTES)


@pytest.fixture
async def extendable_by_one(database, exams):
    """The same, with one minute at a time: less than what is near the end."""
    await _let_extend(database, 1)


@pytest.fixture
def near_the_end(database, exams, set_clock, employee):
    """Start an attempt, and let time pass until there is one minute left."""

    async def near_the_end():
        attempt = await exams.prepared()
        async with database.unit_of_work() as session:
            attempt = await start_attempt(session, employee(attempt), attempt.id)
        set_clock.moment = attempt.deadline_at - timedelta(seconds=60)
        return attempt

    return near_the_end


@pytest.fixture
def extend(database, employee):
    async def extend(attempt, scope=None):
        async with database.unit_of_work() as session:
            return await extend_attempt(session, scope or employee(attempt), attempt.id)

    return extend


async def test_a_minute_before_the_end_the_deadline_moves(database, exams, extendable, extend, near_the_end):
    attempt = await near_the_end()
    extended = await extend(attempt)
    assert extended.deadline_at == attempt.deadline_at + timedelta(minutes=MINUTES)
    async with database.reading() as session:
        [grant] = await all_time_grants(session, await exams.administrator(attempt.corporation_id), attempt.id)
    assert (grant.seconds, grant.reason, grant.granted_by) == (MINUTES * 60, REASON, attempt.person_id)


async def test_a_double_press_counts_once(extendable, extend, near_the_end):
    attempt = await near_the_end()
    await extend(attempt)
    with pytest.raises(Conflict, match="nog genoeg tijd"):
        await extend(attempt)


@pytest.mark.parametrize("seconds_left", [60, 30, 2])
async def test_a_double_press_for_one_minute_counts_once(
    extendable_by_one, extend, near_the_end, set_clock, seconds_left
):
    attempt = await near_the_end()
    set_clock.moment = attempt.deadline_at - timedelta(seconds=seconds_left)
    extended = await extend(attempt)
    set_clock.advance(seconds=4)
    with pytest.raises(Conflict, match="nog genoeg tijd"):
        await extend(attempt)
    set_clock.moment = extended.deadline_at - timedelta(seconds=35)
    assert (await extend(attempt)).deadline_at == extended.deadline_at + timedelta(minutes=1)


async def test_while_the_clock_stands_still_what_is_left_stays(database, extendable, extend, near_the_end, set_clock):
    attempt = await near_the_end()
    async with database.unit_of_work() as session:
        (await hold_attempt(session, attempt.id)).paused_at = attempt.deadline_at - timedelta(minutes=10)
    set_clock.advance(minutes=30)
    with pytest.raises(Conflict, match="nog genoeg tijd"):
        await extend(attempt)


async def test_ten_times_and_no_more(extendable, extend, near_the_end, set_clock):
    attempt = await near_the_end()
    for _ in range(MOST_EXTENSIONS):
        extended = await extend(attempt)
        set_clock.moment = extended.deadline_at - timedelta(seconds=20)
    with pytest.raises(Conflict, match="al 10 keer verlengd"):
        await extend(attempt)


async def test_an_exam_that_tests_under_time_offers_nothing(extend, near_the_end):
    attempt = await near_the_end()
    with pytest.raises(Conflict, match="niet zelf verlengen"):
        await extend(attempt)


async def test_once_the_time_is_over_it_is_over(extendable, extend, near_the_end, set_clock):
    attempt = await near_the_end()
    set_clock.moment = attempt.deadline_at + timedelta(seconds=31)
    with pytest.raises(Conflict, match="al om"):
        await extend(attempt)


async def test_nobody_extends_for_another(exams, extendable, extend, near_the_end, employee):
    attempt = await near_the_end()
    with pytest.raises(NotFound):
        await extend(attempt, employee(await exams.staff_member()))


async def test_a_form_that_waits_to_be_started_needs_no_more_time(exams, extendable, extend):
    attempt = await exams.prepared()
    assert attempt.state == AttemptState.PREPARED
    with pytest.raises(Conflict, match="al om"):
        await extend(attempt)
