"""Late answers in the example: somebody's connection failed at the end, and an assessor has to decide."""

from datetime import timedelta

import msgspec
from sqlalchemy import select
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.scope import Role, Scope
from proeve.exams.attempts import Attempt, form_of
from proeve.exams.item_versions import find_items
from proeve.exams.journal.answers import last_answers
from proeve.exams.late_answers.handing_over import SentAnswer, hand_over_late
from proeve.exams.results import Result
from question_bank.kinds import kind_of

ANSWERS = 3
EXPLANATION = (
    "Bij de laatste vragen viel de wifi op kantoor weg. Ik zag dat mijn antwoorden op de laptop bewaard waren en heb "
    "ingeleverd op de computer van een collega."
)


async def hand_over_last_answers(database: Database) -> None:
    """Let the person who failed last hand over other answers to some questions, a quarter of an hour afterwards."""
    async with database.reading() as session:
        failed = select(Attempt).join(Result, col(Result.attempt_id) == col(Attempt.id)).where(~col(Result.passed))
        attempt = await session.scalar(failed.order_by(col(Attempt.closed_at).desc()).limit(1))
        if attempt is None or attempt.closed_at is None:
            return
        slots = form_of(attempt).slots
        items = await find_items(session, [(slot.item, slot.version) for slot in slots])
        stored = {each.slot: each.answer for each in await last_answers(session, attempt.id)}
    closed_at, at = attempt.closed_at, clock.milliseconds(attempt.closed_at - timedelta(minutes=3))
    better = []
    for number, slot in enumerate(slots):
        item = items[slot.item, slot.version]
        answer = msgspec.to_builtins(kind_of(item).right_answer(item, slot.order))
        if answer != stored.get(number):
            better.append((number, answer))
    sent = [
        SentAnswer(attempt.lease, 101 + number, slot, answer, at + number * 50_000)
        for number, (slot, answer) in enumerate(better[-ANSWERS:])
    ]
    with clock.running_from(lambda: closed_at + timedelta(minutes=15)):
        async with database.unit_of_work() as session:
            await hand_over_late(session, Scope(attempt.person_id, Role.EMPLOYEE), attempt.id, sent, EXPLANATION)
