"""One exam from the plan to the result, as a corporation and a candidate live it."""

from datetime import timedelta

import msgspec
from sqlalchemy import select

from proeve.core import clock
from proeve.core.mail.messages import Message
from proeve.core.mail.sending import send_message
from proeve.exams.closing import close_overdue, current_attempt, submit_attempt
from proeve.exams.granting import grant_time
from proeve.exams.journal.saves import Claim, Outcome, Save
from proeve.exams.opening import open_attempt
from proeve.exams.overview import all_enrolments
from proeve.exams.preparing import prepare_sitting
from proeve.exams.results import find_result_of_attempt
from proeve.exams.starting import start_attempt
from question_bank.kinds import kind_of


async def test_from_plan_to_result(exams, journal, tokens, employee, set_clock, bank):
    # The administrator plans; mail goes out and forms are drawn.
    member = await exams.staff_member()
    planner = await exams.administrator(member.corporation_id)
    sitting = await exams.planned(member)
    async with exams.database.reading() as session:
        message = (await session.scalars(select(Message))).one()
    await send_message(exams.context, message_id=message.id)
    await prepare_sitting(exams.context, sitting_id=sitting.id)

    # The candidate starts, and opens the page on a laptop.
    candidate = employee(member)
    async with exams.database.reading() as session:
        (row,) = await all_enrolments(session, candidate)
    assert row.state.dutch == "klaar om te starten"
    async with exams.database.unit_of_work() as session:
        await start_attempt(session, candidate, row.attempt_id)
    async with exams.database.unit_of_work() as session:
        laptop = await open_attempt(session, candidate, row.attempt_id, tokens=tokens)

    # Half of the items are answered there, all rightly.
    attempt = await current_attempt(exams.database, candidate, row.attempt_id)
    right = [
        kind_of(bank.items[slot["item"]]).right_answer(bank.items[slot["item"]], slot["order"])
        for slot in attempt.form["slots"]
    ]

    async def save(page, slots) -> list[Outcome]:
        saves = [
            Save(number, slot, msgspec.json.encode(right[slot]).decode(), False, clock.now_ms())
            for number, slot in enumerate(slots, 1)
        ]
        claim = Claim(page.attempt, page.lease)
        return (await journal.save(claim, saves, received_ms=clock.now_ms())).outcomes

    set_clock.advance(minutes=20)
    assert set(await save(laptop, range(10))) == {Outcome.ACKNOWLEDGED}

    # The laptop closes; on a phone it goes on where it was, and the laptop writes no more.
    async with exams.database.unit_of_work() as session:
        phone = await open_attempt(session, candidate, row.attempt_id, tokens=tokens)
    assert [stored.answer for stored in phone.answers] == right[:10]
    assert set(await save(laptop, [10])) == {Outcome.LEASE_LOST}

    # Time is granted while it runs; the last answers come late, within the grace.
    async with exams.database.unit_of_work() as session:
        await grant_time(session, planner, [row.attempt_id], minutes=5, reason="Netwerk viel uit")
    standing = await journal.heartbeat(Claim(phone.attempt, phone.lease))
    assert standing.deadline_ms == clock.milliseconds(attempt.deadline_at + timedelta(minutes=5))
    set_clock.moment = attempt.deadline_at + timedelta(minutes=5, seconds=20)
    assert set(await save(phone, range(10, 19))) == {Outcome.ACKNOWLEDGED}

    # Nobody hands in; the sweeper closes at the deadline, and the result is there.
    set_clock.advance(seconds=20)
    assert await close_overdue(exams.database) == 1
    async with exams.database.unit_of_work() as session:
        closed = await submit_attempt(session, candidate, row.attempt_id)
    assert clock.milliseconds(closed.closed_at) == standing.deadline_ms
    async with exams.database.reading() as session:
        result = await find_result_of_attempt(session, candidate, row.attempt_id)
        (last,) = await all_enrolments(session, planner, sitting_id=sitting.id)
    assert [mark["answered"] for mark in result.grading["marks"]] == [True] * 19 + [False]
    assert result.passed
    assert (last.state.dutch, last.result_id) == ("geslaagd", result.id)
