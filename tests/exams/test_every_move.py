"""An attempt goes through every legal and illegal move there is, and always stands where a simple model says."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from proeve.core import clock
from proeve.core.errors import Conflict
from proeve.core.scope import Role, Scope
from proeve.exams.attempts import Attempt, AttemptState, form_of
from proeve.exams.closing import close_overdue, submit_attempt
from proeve.exams.enrolments import find_enrolment
from proeve.exams.granting import grant_time
from proeve.exams.invigilating.pausing import pause_attempts, resume_attempts
from proeve.exams.journal.answers import last_answers
from proeve.exams.journal.saves import Claim, Outcome, Save
from proeve.exams.opening import open_attempt
from proeve.exams.starting import start_attempt
from proeve.exams.timing import GRACE
from question_bank.bank import Bank
from question_bank.kinds import accepts, shape

ANSWERS = st.one_of(st.none(), st.sampled_from(['{"choice":0}', '{"choice":1}', '{"choice":2}']))
SLOTS = st.integers(min_value=0, max_value=2)
BEHIND = st.sampled_from([0, 0, 0, 1])
"""How many pages were opened since the one that speaks; mostly it is the last."""
SEQUENCES = st.integers(min_value=1, max_value=3)
Content = tuple[int, str | None]


@dataclass
class World:
    """What the machine moves: the real rooms, reached from Hypothesis' own thread."""

    exams: Any
    journal: Any
    tokens: Any
    bank: Bank
    clock: Any
    loop: asyncio.AbstractEventLoop

    def do(self, work: Awaitable[Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)  # type: ignore[arg-type]

    def change(self, function: Callable[..., Awaitable[Any]], *arguments: Any, **facts: Any) -> Any:
        """Call a function in a unit of work of its own."""

        async def change() -> Any:
            async with self.exams.database.unit_of_work() as session:
                return await function(session, *arguments, **facts)

        return self.do(change())


@dataclass
class Model:
    """An attempt as one would explain it to a colleague."""

    allowed: timedelta
    deadline: datetime | None = None
    paused: datetime | None = None
    is_closed: bool = False
    lease: int = 0
    stored: dict[tuple[int, int], Content] = field(default_factory=dict)

    def is_over(self, now: datetime) -> bool:
        moment = min(now, self.paused) if self.paused else now
        return self.is_closed or (self.deadline is not None and moment > self.deadline + GRACE)

    def outcome(self, now: datetime, lease: int, sequence: int, content: Content) -> Outcome:
        """Say what becomes of a save, and remember it when it is stored."""
        found = self.stored.get((lease, sequence))
        if found == content:
            return Outcome.ACKNOWLEDGED
        if self.deadline is None:
            return Outcome.NOT_STARTED
        if self.is_over(now):
            return Outcome.CLOSED
        if lease != self.lease:
            return Outcome.LEASE_LOST
        if found is not None:
            return Outcome.SEQUENCE
        self.stored[lease, sequence] = content
        return Outcome.ACKNOWLEDGED

    def last(self) -> dict[int, str | None]:
        return {slot: answer for _, (slot, answer) in sorted(self.stored.items())}


class AttemptMachine(RuleBasedStateMachine):
    """One attempt per run, from prepared to whatever becomes of it."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        in_a_month = world.clock.moment + timedelta(days=30)
        self.attempt: Attempt = world.do(world.exams.prepared(closes_at=in_a_month))
        self.candidate = Scope(self.attempt.person_id, Role.EMPLOYEE)
        self.invigilator = world.do(world.exams.administrator(self.attempt.corporation_id))
        self.sitting_id = world.change(find_enrolment, self.candidate, self.attempt.enrolment_id).sitting_id
        self.model = Model(timedelta(minutes=40))
        shapes = [shape(world.bank.find_item(slot.item)) for slot in form_of(self.attempt).slots]
        self.slots = [number for number, each in enumerate(shapes) if accepts(each, {"choice": 2})]

    @property
    def now(self) -> datetime:
        return self.world.clock.moment

    @rule()
    def start(self) -> None:
        if self.model.is_closed:
            return
        self.world.change(start_attempt, self.candidate, self.attempt.id)
        if self.model.deadline is None:
            self.model.deadline = self.now + self.model.allowed

    @rule()
    def open_a_page(self) -> None:
        opening = (open_attempt, self.candidate, self.attempt.id)
        if self.model.deadline is None or self.model.is_over(self.now):
            with pytest.raises(Conflict) as refused:
                self.world.change(*opening, tokens=self.world.tokens)
            assert refused.value.code == ("not_started" if self.model.deadline is None else "attempt_closed")
        else:
            page = self.world.change(*opening, tokens=self.world.tokens)
            self.model.lease += 1
            assert page.lease == self.model.lease
            assert {answer.slot for answer in page.answers} == set(self.model.last())

    @precondition(lambda self: self.model.lease)  # Without a page there is no token, and nothing to save with.
    @rule(behind=BEHIND, sequence=SEQUENCES, slot=SLOTS, answer=ANSWERS)
    def save(self, behind: int, sequence: int, slot: int, answer: str | None) -> None:
        lease, slot = max(1, self.model.lease - behind), self.slots[slot]
        saves = [Save(sequence, slot, answer, False, clock.now_ms())]
        claim = Claim(self.attempt.id, lease)
        receipt = self.world.do(self.world.journal.save(claim, saves, received_ms=clock.now_ms()))
        assert receipt.outcomes == [self.model.outcome(self.now, lease, sequence, (slot, answer))]

    @rule(behind=BEHIND)
    def beat(self, behind: int) -> None:
        claim = Claim(self.attempt.id, self.model.lease - behind)
        standing = self.world.do(self.world.journal.heartbeat(claim))
        assert standing.lease == self.model.lease
        assert standing.is_over(clock.now_ms()) == (self.model.deadline is None or self.model.is_over(self.now))

    @rule(seconds=st.sampled_from([1, 29, 60, 600, 2400]))
    def let_time_pass(self, seconds: int) -> None:
        self.world.clock.advance(seconds=seconds)

    @rule(minutes=st.integers(min_value=1, max_value=20))
    def grant(self, minutes: int) -> None:
        granting = (self.invigilator, [self.attempt.id])
        if self.model.is_over(self.now):
            with pytest.raises(Conflict):
                self.world.change(grant_time, *granting, minutes=minutes, reason="Brandalarm.")
        else:
            self.world.change(grant_time, *granting, minutes=minutes, reason="Brandalarm.")
            extra = timedelta(minutes=minutes)
            self.model.allowed += extra
            self.model.deadline = self.model.deadline and self.model.deadline + extra

    @rule()
    def pause(self) -> None:
        room = (self.invigilator, self.sitting_id, [self.attempt.id])
        if self.model.deadline is None or self.model.paused or self.model.is_over(self.now):
            with pytest.raises(Conflict):
                self.world.change(pause_attempts, *room, reason="Brandalarm.")
        else:
            self.world.change(pause_attempts, *room, reason="Brandalarm.")
            self.model.paused = self.now

    @precondition(lambda self: self.model.paused)
    @rule()
    def resume(self) -> None:
        room = (self.invigilator, self.sitting_id, [self.attempt.id])
        if self.model.is_closed:
            with pytest.raises(Conflict):
                self.world.change(resume_attempts, *room)
        else:
            self.world.change(resume_attempts, *room)
            self.model.deadline += max(timedelta(seconds=1), self.now - self.model.paused)
            self.model.paused = None

    @rule()
    def hand_in(self) -> None:
        handing_in = (submit_attempt, self.candidate, self.attempt.id)
        if self.model.deadline is None:
            with pytest.raises(Conflict, match="nog niet begonnen"):
                self.world.change(*handing_in)
        else:
            self.world.change(*handing_in)
            self.model.is_closed = True

    @rule()
    def sweep(self) -> None:
        was_due = not self.model.is_closed and self.model.is_over(self.now) and not self.model.paused
        assert self.world.do(close_overdue(self.world.exams.database)) == was_due
        self.model.is_closed = self.model.is_closed or was_due

    @invariant()
    def the_answers_are_the_last_of_each_question(self) -> None:
        async def read() -> dict[int, str | None]:
            async with self.world.exams.database.reading() as session:
                found = await last_answers(session, self.attempt.id)
            return {each.slot: each.answer and each.answer["choice"] for each in found}

        expected = {slot: answer and int(answer[-2]) for slot, answer in self.model.last().items()}
        assert self.world.do(read()) == expected

    @invariant()
    def the_attempt_stands_where_the_model_says(self) -> None:
        attempt = self.world.do(self.world.exams.again(self.attempt))
        assert attempt.deadline_at == self.model.deadline
        if self.model.is_closed:
            assert attempt.state in {AttemptState.CLOSED, AttemptState.GRADED}
        else:
            assert attempt.state == (AttemptState.RUNNING if self.model.deadline else AttemptState.PREPARED)

    def teardown(self) -> None:
        """Leave nothing running that the next run's sweep would find."""
        if self.model.deadline and not self.model.is_closed:
            self.world.change(submit_attempt, self.candidate, self.attempt.id)


async def test_every_move_leaves_an_attempt_where_the_model_says(exams, journal, tokens, bank, set_clock):
    world = World(exams, journal, tokens, bank, set_clock, asyncio.get_running_loop())
    examples = settings(
        max_examples=8,
        stateful_step_count=40,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, lambda: AttemptMachine(world), settings=examples)
