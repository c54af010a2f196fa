"""A pass that comes from accepted late answers is a pass like any other."""

import msgspec
from sqlalchemy import select
from sqlmodel import col

from proeve.core import clock
from proeve.core.scope import Role
from proeve.exams.attempts import form_of
from proeve.exams.late_answers.handing_over import SentAnswer, hand_over_late
from proeve.exams.results import Result
from proeve.reporting.category_counts import CategoryCount
from question_bank.kinds import kind_of


def right_answers(attempt, bank):
    asked = [(slot, bank.find_item(slot.item)) for slot in form_of(attempt).slots]
    return [msgspec.to_builtins(kind_of(item).right_answer(item, slot.order)) for slot, item in asked]


async def test_the_certificate_and_the_figures_follow(life, bank, sign_in, lindehof):
    attempt = await life.handed_in(right=3)
    sent = [
        SentAnswer(0, 50 + slot, slot, answer, clock.now_ms())
        for slot, answer in enumerate(right_answers(attempt, bank))
        if slot >= 3
    ]
    async with life.database.unit_of_work() as session:
        late = await hand_over_late(session, life.scope, attempt.id, sent, "De wifi in de kantine viel uit.")
    client = await sign_in(Role.ASSESSOR, lindehof)
    await client.post(f"/beoordelen/{late.id}/accepteren", data={"reason": "De storing is bekend."})
    certificate = await life.certified(attempt)
    async with life.database.reading() as session:
        result = (await session.scalars(select(Result))).one()
        counts = await session.scalars(select(CategoryCount).where(col(CategoryCount.result_id) == result.id))
        shown = {each.category: (each.shown, each.offered) for each in counts}
    assert (certificate.result_id, result.passed) == (result.id, True)
    offered = [each for each in result.grading["profile"] if each["offered"]]
    assert shown == {each["code"]: (each["shown"], each["offered"]) for each in offered}
