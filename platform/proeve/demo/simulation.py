"""Sit exams in the past: the real rooms do the work, under a clock that is set back."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta
from random import Random
from types import TracebackType
from typing import Any, Self

import msgspec
from sqlalchemy import select
from sqlmodel import col

from proeve import registered  # noqa: F401  What an exam sets in motion must be known.
from proeve.core import clock
from proeve.core.clock import AMSTERDAM
from proeve.core.database import Database
from proeve.core.jobs import JobContext, JobsAtHand
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.exams.attempt_tokens import AttemptTokens
from proeve.exams.attempts import Attempt, form_of
from proeve.exams.closing import submit_attempt
from proeve.exams.enrolments import Enrolment, ExtraTime
from proeve.exams.item_versions import find_items
from proeve.exams.journal.journal import Journal
from proeve.exams.journal.saves import Claim, Save
from proeve.exams.opening import open_attempt
from proeve.exams.planning import plan_sitting
from proeve.exams.results import Result
from proeve.exams.starting import start_attempt
from question_bank.items import Item
from question_bank.kinds import kind_of
from question_bank.kinds.kind import Answer, Order

FIRST_START = time(9, 0)
SECONDS_PER_ANSWER = 75
DEVICES = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148 Safari/604",
)


class SetBackClock:
    """A clock that stands at a moment of the past until it is moved on."""

    def __init__(self) -> None:
        self.moment = clock.now()

    def __call__(self) -> datetime:
        """Return the moment it stands at."""
        return self.moment


class Simulation:
    """The sittings of one corporation, planned by its administrator; used as an async context."""

    def __init__(
        self,
        database: Database,
        jobs: JobsAtHand,
        settings: Settings,
        administrator: Scope,
        abilities: dict[int, float],
        random: Random,
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._context = JobContext(database, settings)
        self._tokens = AttemptTokens(settings.secret_key)
        self._journal = Journal(database)
        self._administrator = administrator
        self.abilities = abilities
        self._random = random

    async def __aenter__(self) -> Self:
        await self._journal.start()
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self._journal.stop()

    async def sit(
        self, exam: str, *, days_ago: int, people: Sequence[int], extra_time: Mapping[int, ExtraTime] | None = None
    ) -> set[int]:
        """Plan a sitting for staff members, let them take part on its day, and return who passed."""
        day = clock.today() - timedelta(days=days_ago)
        past = SetBackClock()
        past.moment = datetime.combine(day, FIRST_START, AMSTERDAM) - timedelta(days=7)
        with clock.running_from(past):
            sitting_id = await self._plan(exam, past.moment + timedelta(days=7), people, extra_time)
            await self._jobs.run(self._context)
            for attempt, staff_member_id in await self._attempts_of(sitting_id):
                past.moment = datetime.combine(day, FIRST_START, AMSTERDAM)
                past.moment += timedelta(minutes=self._random.randrange(0, 360))
                await self._take(attempt, self.abilities[staff_member_id], past)
        return await self._passed(sitting_id)

    async def _plan(
        self, exam: str, opens_at: datetime, people: Collection[int], extra_time: Mapping[int, ExtraTime] | None
    ) -> int:
        async with self._database.unit_of_work() as session:
            sitting = await plan_sitting(
                session,
                self._administrator,
                exam=exam,
                opens_at=opens_at,
                closes_at=opens_at + timedelta(hours=8),
                staff_member_ids=people,
                extra_time=extra_time,
            )
        return sitting.id

    async def _attempts_of(self, sitting_id: int) -> list[tuple[Attempt, int]]:
        statement = (
            select(Attempt, col(Enrolment.staff_member_id))
            .join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
            .where(col(Enrolment.sitting_id) == sitting_id)
            .order_by(col(Attempt.id))
        )
        async with self._database.reading() as session:
            return [(attempt, staff_member_id) for attempt, staff_member_id in await session.execute(statement)]

    async def _passed(self, sitting_id: int) -> set[int]:
        statement = (
            select(col(Result.staff_member_id))
            .join(Attempt, col(Attempt.id) == col(Result.attempt_id))
            .join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
            .where(col(Enrolment.sitting_id) == sitting_id)
            .where(col(Result.passed))
        )
        async with self._database.reading() as session:
            return set(await session.scalars(statement))

    async def _take(self, attempt: Attempt, ability: float, past: SetBackClock) -> None:
        """Start, answer and hand in; the jobs that follow issue the certificate and send the mail."""
        candidate = Scope(attempt.person_id, Role.EMPLOYEE)
        async with self._database.unit_of_work() as session:
            await start_attempt(session, candidate, attempt.id)
        async with self._database.unit_of_work() as session:
            device = DEVICES[attempt.person_id % len(DEVICES)]
            page = await open_attempt(session, candidate, attempt.id, tokens=self._tokens, device=device)
        answers = await self._answers(attempt, ability)
        claim = Claim(attempt.id, page.lease)
        # Its page is there from the start, whenever the first answer comes.
        deliveries = [self._journal.save(claim, (), received_ms=clock.now_ms())]
        for number, answer in enumerate(answers):
            past.moment += timedelta(seconds=self._random.uniform(0.5, 1.4) * SECONDS_PER_ANSWER)
            text = msgspec.json.encode(answer).decode()
            save = Save(number + 1, number, text, self._random.random() < 0.05, clock.now_ms())  # noqa: PLR2004  One in twenty is flagged.
            deliveries.append(self._journal.save(claim, [save], received_ms=clock.now_ms()))
        await asyncio.gather(*deliveries)
        async with self._database.unit_of_work() as session:
            await submit_attempt(session, candidate, attempt.id)
        await self._jobs.run(self._context)

    async def _answers(self, attempt: Attempt, ability: float) -> list[Answer]:
        slots = form_of(attempt).slots
        async with self._database.reading() as session:
            items = await find_items(session, [(slot.item, slot.version) for slot in slots])
        return [self._answer(items[slot.item, slot.version], slot.order, ability) for slot in slots]

    def _answer(self, item: Item, order: Order, ability: float) -> dict[str, Any]:
        """Answer as somebody who knows it with a chance of `ability`, less for a harder item, and guesses otherwise."""
        kind = kind_of(item)
        if self._random.random() < ability + 0.12 * (2 - item.difficulty):
            return dict(kind.right_answer(item, order))
        return dict(self._random.choice(list(kind.complete_answers(len(order)))))
