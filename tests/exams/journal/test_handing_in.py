"""Handing in while answers stream in: what was acknowledged is graded, what was refused is not stored."""

import asyncio

import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core import clock
from proeve.exams.attempts import AttemptState
from proeve.exams.closing import submit_attempt
from proeve.exams.journal.answers import last_answers
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.journal.saves import Claim, Outcome, Save
from proeve.exams.results import Result


@pytest.mark.parametrize("pause", [0, 0.003, 0.01, 0.03])
async def test_every_acknowledged_answer_is_in_the_result_and_no_other(exams, journal, employee, pause):
    """Twenty slots are answered one by one, as fast as the journal takes them, while the attempt is handed in.

    The result counts the answers it saw; the journal holds what was acknowledged. Were an answer stored after grading
    read the journal, the two would differ.
    """
    attempt = await exams.running()
    everything = []

    async def answer(slot: int) -> None:
        await asyncio.sleep(slot * 0.002)
        saves = [Save(slot + 1, slot, None, True, clock.now_ms())]
        receipt = await journal.save(Claim(attempt.id, 0), saves, received_ms=clock.now_ms())
        everything.append((slot, receipt.outcomes[0]))

    seen_by_grading = []

    async def hand_in() -> None:
        await asyncio.sleep(pause)
        async with exams.database.unit_of_work() as session:
            closed = await submit_attempt(session, employee(attempt), attempt.id)
            assert closed.state == AttemptState.GRADED
            seen_by_grading.extend(stored.slot for stored in await last_answers(session, attempt.id))
            await asyncio.sleep(0.01)  # Answers now find the attempt held, and must wait for the commit.

    await asyncio.gather(hand_in(), *(answer(slot) for slot in range(20)))
    acknowledged = sorted(slot for slot, outcome in everything if outcome is Outcome.ACKNOWLEDGED)
    assert {outcome for _, outcome in everything} <= {Outcome.ACKNOWLEDGED, Outcome.CLOSED}
    async with exams.database.reading() as session:
        stored = select(col(JournalEntry.slot)).where(col(JournalEntry.attempt_id) == attempt.id)
        assert sorted(await session.scalars(stored)) == acknowledged
    assert sorted(seen_by_grading) == acknowledged


async def test_the_marks_are_those_of_the_answers_acknowledged_before_handing_in(exams, journal, employee, bank):
    attempt = await exams.running()
    claim = Claim(attempt.id, 0)

    async def answer(sequence: int, slot: int, text: str) -> Outcome:
        save = Save(sequence, slot, text, False, clock.now_ms())
        return (await journal.save(claim, [save], received_ms=clock.now_ms())).outcomes[0]

    slot = next(
        number
        for number, drawn in enumerate(attempt.form["slots"])
        if bank.items[drawn["item"]].kind in {"best_answer", "next_step", "recognise_category"}
    )
    assert await answer(1, slot, '{"choice":0}') is Outcome.ACKNOWLEDGED
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee(attempt), attempt.id)
    assert await answer(2, slot, '{"choice":1}') is Outcome.CLOSED
    async with exams.database.reading() as session:
        result = (await session.scalars(select(Result))).one()
    assert [mark["slot"] for mark in result.grading["marks"] if mark["answered"]] == [slot]
