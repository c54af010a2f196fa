"""The timeline tells of late answers, and its file still checks out after they were accepted."""

import json
from datetime import timedelta

import pytest

from proeve.core import clock
from proeve.core.scope import Role, Scope
from proeve.exams.late_answers.deciding import accept_late, refuse_late
from proeve.exams.late_answers.handing_over import SentAnswer, hand_over_late
from proeve.exams.receipts.checking import check_receipt
from proeve.exams.receipts.stored import all_entries
from proeve.people.persons import Person
from proeve.reporting.timeline.export import export_of
from proeve.reporting.timeline.timeline import read_timeline


@pytest.fixture
def decided(exams, sat, set_clock):
    """Two late answers, about which an assessor decided an hour after handing in."""

    async def decided(decide=accept_late):
        set_clock.advance(minutes=60)
        person = await exams.add(Person(email="asha@voorbeeld.example", given_name="Asha", family_name="Kok"))
        assessor = Scope(person.id, Role.ASSESSOR, frozenset({sat.attempt.corporation_id}))
        at = clock.milliseconds(sat.attempt.started_at + timedelta(minutes=9))
        sent = [SentAnswer(2, 50 + slot, slot, None, at) for slot in (2, 3)]
        async with exams.database.unit_of_work() as session:
            late = await hand_over_late(session, sat.candidate, sat.attempt.id, sent, "De wifi viel uit.")
        async with exams.database.unit_of_work() as session:
            await decide(session, assessor, late.id, "Bekende storing.")
        return assessor

    return decided


@pytest.fixture
def timeline_of(exams, sat):
    async def timeline_of(scope):
        async with exams.database.reading() as session:
            return await read_timeline(session, scope, sat.attempt.id)

    return timeline_of


async def test_the_timeline_tells_who_handed_over_and_who_decided(decided, timeline_of):
    timeline = await timeline_of(await decided())
    events = {event.kind: event for event in timeline.events}
    assert events["late_answers.hand_over"].facts["explanation"] == "De wifi viel uit."
    assert (events["late_answers.accept"].actor, events["late_answers.accept"].facts["answers"]) == ("Asha Kok", 2)
    added = [event.facts["slot"] for event in timeline.events if event.saves and event.facts["accepted"]]
    assert added == [2, 3]
    assert timeline.is_untouched


async def test_refused_answers_are_told_and_not_among_the_saves(decided, timeline_of):
    timeline = await timeline_of(await decided(refuse_late))
    assert "late_answers.refuse" in {event.kind for event in timeline.events}
    assert timeline.subject.added_entries == []


async def test_the_file_checks_out_and_lists_late_answers_apart(exams, decided, timeline_of):
    assessor = await decided()
    timeline = await timeline_of(assessor)
    async with exams.database.reading() as session:
        document = await export_of(session, assessor, timeline, with_items=True)
    assert check_receipt(json.dumps(document).encode(), timeline.subject.receipt.code).ok
    assert len(document["chained"]["entries"]) == timeline.subject.receipt.entry_count == 3
    assert [(late["state"], len(late["answers"])) for late in document["late"]] == [("accepted", 2)]


@pytest.mark.parametrize("change", [{"answer": '{"choice":1}'}, {"slot": 4}, {"lease": 9}, {"received_ms": 1}])
async def test_an_accepted_answer_that_was_changed_afterwards_shows(exams, sat, decided, timeline_of, change):
    assessor = await decided()
    async with exams.database.unit_of_work() as session:
        last = (await all_entries(session, sat.attempt.id))[-1]
        for name, value in change.items():
            setattr(last, name, value)
    assert (await timeline_of(assessor)).is_untouched is False
