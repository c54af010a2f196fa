"""What tests of late answers arrange: an attempt whose time is over while some answers never came in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from proeve.core.scope import Role, Scope
from proeve.exams.attempts import Attempt, form_of
from proeve.exams.closing import close_overdue
from proeve.exams.late_answers.handing_over import SentAnswer, hand_over_late
from proeve.exams.opening import open_attempt
from proeve.people.persons import Person
from question_bank.kinds import kind_of

WHY = "De wifi in de kantine viel uit."


class Late:
    """An attempt and the answers its page still has, through the real rooms."""

    def __init__(self, exams: Any, answer: Callable[..., Any], bank: Any, tokens: Any, set_clock: Any) -> None:
        self.exams, self._answer, self._bank, self._tokens, self._clock = exams, answer, bank, tokens, set_clock
        self.database = exams.database

    def scope(self, attempt: Attempt) -> Scope:
        return Scope(attempt.person_id, Role.EMPLOYEE)

    async def opened(self) -> Attempt:
        attempt = await self.exams.running()
        return await self.open_again(attempt)

    async def open_again(self, attempt: Attempt) -> Attempt:
        async with self.database.unit_of_work() as session:
            await open_attempt(session, self.scope(attempt), attempt.id, tokens=self._tokens)
        return await self.exams.again(attempt)

    def right(self, attempt: Attempt, slot: int) -> dict[str, Any]:
        asked = form_of(attempt).slots[slot]
        item = self._bank.find_item(asked.item)
        return dict(kind_of(item).right_answer(item, asked.order))

    async def save(self, attempt: Attempt, slots: range | list[int], lease: int = 1) -> None:
        answers = {slot: msgspec.json.encode(self.right(attempt, slot)).decode() for slot in slots}
        await self._answer(attempt, answers, lease=lease)

    async def over(self, *, stored: int = 0) -> Attempt:
        """An attempt of which the first `stored` answers are right and in, closed by the clock."""
        attempt = await self.opened()
        await self.save(attempt, range(stored))
        return await self.close(attempt)

    async def close(self, attempt: Attempt) -> Attempt:
        self._clock.moment = attempt.deadline_at + timedelta(seconds=31)
        await close_overdue(self.database)
        return await self.exams.again(attempt)

    def sent(self, attempt: Attempt, slots: range | list[int], *, lease: int = 1, first: int = 101) -> list[SentAnswer]:
        at = round(attempt.deadline_at.timestamp() * 1000) - 60_000
        return [
            SentAnswer(lease, first + number, slot, self.right(attempt, slot), at + number)
            for number, slot in enumerate(slots)
        ]

    async def hand_over(self, attempt: Attempt, answers: list[SentAnswer], why: str = WHY) -> Any:
        async with self.database.unit_of_work() as session:
            return await hand_over_late(session, self.scope(attempt), attempt.id, answers, why)

    async def assessor(self, *corporation_ids: int) -> Scope:
        email = f"beoordelaar{len(corporation_ids)}-{sum(corporation_ids)}@voorbeeld.example"
        person = await self.exams.add(Person(email=email, given_name="Asha", family_name="Kok"))
        return Scope(person.id, Role.ASSESSOR, frozenset(corporation_ids))


@pytest.fixture
def late(exams, answer, bank, tokens, set_clock) -> Late:
    return Late(exams, answer, bank, tokens, set_clock)
