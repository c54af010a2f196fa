"""What else an assessor weighs: the connection, and whether the right answers could be seen before."""

import re
from datetime import timedelta

import pytest

from proeve.core import clock
from proeve.exams.journal.presence import ConnectionGap, Presence
from proeve.exams.late_answers.handing_over import SentAnswer, hand_over_late


@pytest.fixture
def page_of(life, visit):
    async def page_of(attempt):
        at = clock.milliseconds(attempt.closed_at)
        async with life.database.unit_of_work() as session:
            sent = [SentAnswer(0, 50, 19, None, at + 3 * 3_600_000)]
            late = await hand_over_late(session, life.scope, attempt.id, sent, "De wifi in de kantine viel uit.")
        return " ".join(re.sub(r"<[^>]+>", " ", (await visit(f"/beoordelen/{late.id}")).text).split())

    return page_of


async def test_silences_and_the_last_sign_of_life_are_told(life, page_of):
    attempt = await life.handed_in(right=3)
    began_at = attempt.started_at + timedelta(minutes=5)
    from_ms = clock.milliseconds(began_at)
    async with life.database.unit_of_work() as session:
        session.add(ConnectionGap(attempt_id=attempt.id, from_ms=from_ms, until_ms=from_ms + 125_000))
        await session.merge(Presence(attempt_id=attempt.id, seen_ms=from_ms + 125_000))
    words = await page_of(attempt)
    assert re.search(r"Weg van [\d:]+ tot [\d:]+: 2 minuten en 5 seconden\.", words)
    assert re.search(r"Laatste teken van de toetspagina 10 maart 2026 om", words)
    assert "meer dan 2 uur na de eindtijd" in words


@pytest.mark.parametrize(("review", "is_told"), [("items", True), ("result", False)])
async def test_it_is_told_when_the_right_answers_could_be_seen(life, page_of, review, is_told):
    await life.under_policy(review)
    words = await page_of(await life.handed_in(right=3))
    assert ("De goede antwoorden waren al te zien" in words) is is_told
