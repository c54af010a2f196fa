"""An exam during which the clock changes lasts as long as any other, and everything says so."""

from datetime import UTC, datetime, timedelta

import pytest

from proeve.core import clock, dutch
from proeve.core.calendar_files import calendar_file
from proeve.exams.blueprints import find_blueprint
from proeve.exams.calendar import appointment_of
from proeve.exams.enrolments import find_enrolment
from proeve.exams.journal.saves import Claim, Outcome, Save
from proeve.exams.sittings import Sitting, SittingKind, StartRules, closes_after
from proeve.exams.starting import start_attempt

MARCH = (datetime(2026, 3, 29, 0, 40, tzinfo=UTC), "01:40", "03:20")
OCTOBER = (datetime(2026, 10, 25, 0, 40, tzinfo=UTC), "02:40 (zomertijd)", "02:20 (wintertijd)")


@pytest.mark.parametrize("case", [MARCH, OCTOBER], ids=["begins", "ends"])
async def test_a_change_of_the_clock_during_an_exam_changes_nobodys_time(exams, employee, journal, set_clock, case):
    starts_at, start_words, end_words = case
    set_clock.moment = starts_at - timedelta(days=1)
    opens_at = starts_at.astimezone(clock.AMSTERDAM)
    closes_at = closes_after(opens_at, timedelta(minutes=15))
    attempt = await exams.prepared(opens_at=opens_at, closes_at=closes_at, rules=StartRules(SittingKind.FIXED))
    set_clock.moment = starts_at
    async with exams.database.unit_of_work() as session:
        attempt = await start_attempt(session, employee(attempt), attempt.id)
    attempt = await exams.again(attempt)
    ends_at = starts_at + timedelta(minutes=40)
    assert (attempt.started_at, attempt.deadline_at) == (starts_at, ends_at)
    assert (dutch.time(attempt.started_at), dutch.time(attempt.deadline_at)) == (start_words, end_words)

    async with exams.database.reading() as session:
        enrolment = await find_enrolment(session, employee(attempt), attempt.enrolment_id)
        sitting = await session.get_one(Sitting, enrolment.sitting_id)
        blueprint = await find_blueprint(session, attempt.blueprint_id)
    file = calendar_file(appointment_of(exams.context.settings, blueprint, sitting, enrolment))
    assert f"DTSTART:{starts_at:%Y%m%dT%H%M%SZ}\r\nDTEND:{ends_at:%Y%m%dT%H%M%SZ}\r\n" in file

    claim, last_ms = Claim(attempt.id, attempt.lease), clock.milliseconds(ends_at) + 30_000
    for sequence, received_ms, outcome in ((1, last_ms, Outcome.ACKNOWLEDGED), (2, last_ms + 1, Outcome.CLOSED)):
        save = Save(sequence, 0, '{"choice":1}', False, received_ms)
        assert (await journal.save(claim, [save], received_ms=received_ms)).outcomes == [outcome]
