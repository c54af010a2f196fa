"""The timeline tells in order what happened to an attempt, and to nobody of another corporation."""

from datetime import timedelta

import pytest

from proeve.core.errors import NotFound
from proeve.core.scope import Role, Scope
from proeve.exams.attempts import hold_attempt
from proeve.exams.closing import close_overdue, end_attempts, submit_attempt
from proeve.exams.receipts.stored import all_entries
from proeve.reporting.timeline.timeline import Timeline, read_timeline


@pytest.fixture
def timeline_of(exams):
    async def timeline_of(scope, attempt) -> Timeline:
        async with exams.database.reading() as session:
            return await read_timeline(session, scope, attempt.id)

    return timeline_of


async def test_everything_is_told_in_order(sat, timeline_of):
    timeline = await timeline_of(sat.administrator, sat.attempt)
    kinds = [event.kind for event in timeline.events]
    assert kinds == [
        "enrolled", "invited", "prepared", "started",
        "attempt.open", "saves", "gap", "attempt.open", "attempt.grant_time", "saves",
        "submitted", "receipt", "graded",
    ]  # fmt: skip  # Four chapters read better than thirteen lines.
    assert [event.at for event in timeline.events] == sorted(event.at for event in timeline.events)


async def test_saves_of_one_question_in_a_row_are_one_event(sat, timeline_of):
    timeline = await timeline_of(sat.administrator, sat.attempt)
    saves = [event for event in timeline.events if event.kind == "saves"]
    assert [(event.facts["slot"], len(event.saves)) for event in saves] == [(0, 2), (1, 1)]


async def test_devices_gaps_and_reasons_are_told(sat, timeline_of):
    timeline = await timeline_of(sat.administrator, sat.attempt)
    facts = {event.kind: event.facts for event in timeline.events}
    assert facts["attempt.open"] == {"lease": 2, "device": "iPhone Safari/604.1"}
    assert facts["gap"]["seconds"] == 180
    assert (facts["attempt.grant_time"]["seconds"], facts["attempt.grant_time"]["reason"]) == (600, "Wifi viel uit.")
    grants = [event for event in timeline.events if event.kind == "attempt.grant_time"]
    assert [event.actor for event in grants] == ["Bo Beheer"]


async def test_an_attempt_that_time_closed_says_so(exams, timeline_of, employee_of, set_clock):
    attempt = await exams.running()
    set_clock.moment = attempt.deadline_at + timedelta(minutes=5)
    await close_overdue(exams.database)
    timeline = await timeline_of(employee_of(attempt), attempt)
    assert (timeline.count("time_over"), timeline.count("submitted")) == (1, 0)


async def test_what_the_page_handed_in_at_the_deadline_was_closed_by_time(exams, timeline_of, employee_of, set_clock):
    attempt = await exams.running()
    set_clock.moment = attempt.deadline_at + timedelta(seconds=4)
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee_of(attempt), attempt.id)
    timeline = await timeline_of(employee_of(attempt), attempt)
    assert (timeline.count("time_over"), timeline.count("submitted")) == (1, 0)
    assert next(event.at for event in timeline.events if event.kind == "time_over") == set_clock.moment


async def test_what_an_invigilator_ended_was_neither_handed_in_nor_closed_by_time(exams, timeline_of, employee_of):
    attempt = await exams.running()
    async with exams.database.unit_of_work() as session:
        await end_attempts(session, [await hold_attempt(session, attempt.id)])
    timeline = await timeline_of(employee_of(attempt), attempt)
    assert (timeline.count("time_over"), timeline.count("submitted")) == (0, 0)


async def test_the_stored_answers_are_laid_beside_the_receipt(exams, sat, timeline_of):
    assert (await timeline_of(sat.administrator, sat.attempt)).is_untouched is True
    async with exams.database.unit_of_work() as session:
        (await all_entries(session, sat.attempt.id))[1].is_late = True
    assert (await timeline_of(sat.administrator, sat.attempt)).is_untouched is False


async def test_a_running_attempt_has_a_timeline_without_receipt(exams, timeline_of, employee_of):
    attempt = await exams.running()
    timeline = await timeline_of(employee_of(attempt), attempt)
    assert (timeline.is_untouched, timeline.subject.result) == (None, None)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.TRAINER, Role.ASSESSOR, Role.EMPLOYEE])
async def test_nobody_reads_the_timeline_of_another_corporation(exams, sat, timeline_of, role):
    stranger = await exams.staff_member()
    with pytest.raises(NotFound):
        await timeline_of(Scope(stranger.person_id, role, frozenset({stranger.corporation_id})), sat.attempt)
