"""Saves that come late, twice or out of order are judged by when they came and from which page, however they travel."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import update
from sqlmodel import col

from proeve.core import clock
from proeve.exams.attempts import Attempt
from proeve.exams.journal.answers import last_answers
from proeve.exams.journal.saves import Claim, Outcome, Save
from proeve.exams.timing import GRACE_MS
from tests.conftest import EXAMPLES

SECOND = 1000
TAKEN_OVER_AT = 300 * SECOND
DEADLINE_AT = 600 * SECOND
SAVES_PER_PAGE = 60
MOST_ON_THE_WAY = 200 * SECOND
CLOCK_ERROR = 600 * SECOND


@dataclass(frozen=True)
class Sent:
    """One save on its way: when it was given and when it comes, in ms since the start."""

    lease: int
    save: Save
    arrives: int

    @property
    def key(self) -> tuple[int, int]:
        return self.lease, self.save.sequence


def on_the_way(random: Random, *, began_ms: int) -> list[Sent]:
    """Let two pages give answers, the second after it took over; each travels at its own speed, many more than once."""
    sent = []
    for lease, opened, left in ((1, 0, TAKEN_OVER_AT), (2, TAKEN_OVER_AT, DEADLINE_AT)):
        skew = random.randint(-CLOCK_ERROR, CLOCK_ERROR)
        moments = sorted(random.randrange(opened, left) for _ in range(SAVES_PER_PAGE))
        for sequence, moment in enumerate(moments, 1):
            answer = f'{{"choice":{random.randrange(4)}}}'
            save = Save(sequence, random.randrange(5), answer, False, began_ms + moment + skew)
            delays = [round(MOST_ON_THE_WAY * random.random() ** 3) for _ in range(random.choice((1, 1, 2, 3)))]
            if sequence == SAVES_PER_PAGE:  # One of each page comes too late for certain.
                delays = [MOST_ON_THE_WAY]
            sent += [Sent(lease, save, moment + delay) for delay in delays]
    return sorted(sent, key=lambda each: each.arrives)


def expected_outcome(each: Sent, stored: dict[tuple[int, int], Sent]) -> Outcome:
    """Say what the rules say, and remember what is stored."""
    if each.key in stored:
        return Outcome.ACKNOWLEDGED
    if each.arrives > DEADLINE_AT + GRACE_MS:
        return Outcome.CLOSED
    if each.lease != (1 if each.arrives < TAKEN_OVER_AT else 2):
        return Outcome.LEASE_LOST
    stored[each.key] = each
    return Outcome.ACKNOWLEDGED


@pytest.mark.parametrize("seed", range(EXAMPLES // 20))
async def test_delayed_doubled_and_reordered_saves_are_judged_rightly(database, arrange, journal, set_clock, seed):
    random, began = Random(seed), set_clock.moment
    began_ms = clock.milliseconds(began)
    attempt = await arrange.attempt(deadline_at=began + timedelta(milliseconds=DEADLINE_AT))
    stored: dict[tuple[int, int], Sent] = {}
    heard = set()
    lease = 1
    for each in on_the_way(random, began_ms=began_ms):
        set_clock.moment = began + timedelta(milliseconds=each.arrives)
        if lease == 1 and each.arrives >= TAKEN_OVER_AT:
            lease = 2
            async with database.unit_of_work() as session:
                await session.execute(update(Attempt).where(col(Attempt.id) == attempt.id).values(lease=lease))
        receipt = await journal.save(Claim(attempt.id, each.lease), [each.save], received_ms=clock.now_ms())
        assert receipt.outcomes == [expected_outcome(each, stored)]
        heard.add(receipt.outcomes[0])
    assert heard == {Outcome.ACKNOWLEDGED, Outcome.LEASE_LOST, Outcome.CLOSED}
    expected = {each.save.slot: (*key, each.save.answer) for key, each in sorted(stored.items())}
    async with database.reading() as session:
        answers = await last_answers(session, attempt.id)
    found = {each.slot: (each.lease, each.sequence, f'{{"choice":{each.answer["choice"]}}}') for each in answers}
    assert found == expected
