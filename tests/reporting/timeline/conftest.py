"""An attempt that was really sat, on a clock that stands still: invited, taken over, offline, more time, handed in."""

import json
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from proeve.core import clock
from proeve.exams.attempt_tokens import AttemptTokens
from proeve.exams.attempts import form_of
from proeve.exams.closing import submit_attempt
from proeve.exams.granting import grant_time
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.journal.presence import ConnectionGap
from proeve.exams.opening import open_attempt
from question_bank.kinds import kind_of

OF_EXAMS = runpy.run_path(str(Path(__file__).parents[2] / "exams" / "conftest.py"))
ArrangeExams, employee = OF_EXAMS["ArrangeExams"], OF_EXAMS["employee"]


@pytest.fixture
async def exams(database, settings, stock, set_clock):
    async with database.unit_of_work() as session:
        await stock(session)
    return ArrangeExams(database, settings)


@pytest.fixture
async def sat(exams, set_clock, bank):
    """The attempt, its candidate and its administrator; two answers to the first question, one to the second."""
    member = await exams.staff_member()
    administrator = await exams.administrator(member.corporation_id)
    attempt = await exams.running(member)
    candidate, tokens = employee(attempt), AttemptTokens(b"a key for tests only")

    async def opened(device: str) -> None:
        set_clock.advance(seconds=5)
        async with exams.database.unit_of_work() as session:
            await open_attempt(session, candidate, attempt.id, tokens=tokens, device=device)

    async def saved(lease: int, sequence: int, slot: int) -> None:
        set_clock.advance(seconds=30)
        drawn = form_of(attempt).slots[slot]
        item = bank.find_item(drawn.item)
        answer = json.dumps(kind_of(item).right_answer(item, drawn.order))
        now = clock.now_ms()
        key = {"attempt_id": attempt.id, "lease": lease, "sequence": sequence, "slot": slot}
        await exams.add(JournalEntry(**key, answer=answer, client_ms=now - 40, received_ms=now))

    await opened("Firefox/140.0 Windows")
    await saved(1, 1, 0)
    await saved(1, 2, 0)
    from_ms = clock.now_ms()
    set_clock.advance(minutes=3)
    await exams.add(ConnectionGap(attempt_id=attempt.id, from_ms=from_ms, until_ms=clock.now_ms()))
    await opened("iPhone Safari/604.1")
    async with exams.database.unit_of_work() as session:
        await grant_time(session, administrator, [attempt.id], minutes=10, reason="Wifi viel uit.")
    await saved(2, 1, 1)
    set_clock.advance(minutes=10)
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, candidate, attempt.id)
    return SimpleNamespace(attempt=attempt, candidate=candidate, administrator=administrator, member=member)


@pytest.fixture
def employee_of():
    return employee
