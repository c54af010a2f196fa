"""An attempt goes through every legal and illegal move there is, and always stands where a simple model says."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select
from sqlmodel import col

from proeve.core import clock
from proeve.core.errors import Conflict, Invalid
from proeve.core.scope import Role, Scope
from proeve.exams import blocked_candidates  # noqa: F401  It registers what happens when somebody is blocked.
from proeve.exams.attempts import Attempt, AttemptState, form_of
from proeve.exams.blueprints import StoredBlueprint, find_current_blueprint
from proeve.exams.closing import close_overdue, submit_attempt
from proeve.exams.enrolments import find_enrolment
from proeve.exams.extending import AGAIN_AFTER, MOST_EXTENSIONS, NEAR_THE_END, extend_attempt
from proeve.exams.invigilating.ending import end_attempts, release_leases
from proeve.exams.invigilating.minutes import give_minutes
from proeve.exams.invigilating.pausing import pause_attempts, resume_attempts
from proeve.exams.invigilating.undoing import undo_act
from proeve.exams.journal.answers import last_answers
from proeve.exams.journal.saves import Claim, Outcome, Save
from proeve.exams.late_answers.deciding import accept_late, refuse_late
from proeve.exams.late_answers.handing_over import SentAnswer, hand_over_late
from proeve.exams.opening import open_attempt
from proeve.exams.results import Result
from proeve.exams.starting import start_attempt
from proeve.exams.time_grants import GrantKind
from proeve.exams.timing import GRACE
from proeve.people.blocking import block_person, unblock_person
from proeve.people.persons import Person
from proeve.web.sitting_messages import UNKNOWN_ITEM, WRONG_SHAPE, SentSave, checked
from question_bank.bank import Bank
from question_bank.kinds import accepts, shape
from tests.conftest import EXAMPLES
from tests.exams.conftest import EXAM

ANSWERS = st.sampled_from([None, '{"choice":0}', '{"choice":1}', '{"choice":2}'])
MISFITS = st.sampled_from(
    [
        (99, {"choice": 0}, UNKNOWN_ITEM),
        (-1, None, UNKNOWN_ITEM),
        (None, {"choice": 99}, WRONG_SHAPE),
        (None, {"choice": -1}, WRONG_SHAPE),
        (None, {"choice": "0"}, WRONG_SHAPE),
        (None, {"choice": 0, "most": 1}, WRONG_SHAPE),
        (None, ["choice"], WRONG_SHAPE),
        (None, "a", WRONG_SHAPE),
    ]
)
"""Slot (none for one that exists), answer, and why it is refused."""
SLOTS = st.integers(min_value=0, max_value=2)
BEHIND = st.sampled_from([0, 0, 0, 1])
"""How many pages were opened since the one that speaks; mostly it is the last."""
SEQUENCES = st.integers(min_value=1, max_value=3)
MINUTES_MORE = timedelta(minutes=5)
"""What a press for more time gives."""
REASON = "Brandalarm."
Key = tuple[int, int]
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
class Late:
    """Answers that were handed over after the end; `joined_as` is the lease under which accepted ones count."""

    id: int
    answers: dict[Key, Content]
    is_decided: bool = False
    joined_as: int | None = None


@dataclass
class Model:
    """An attempt as one would explain it to a colleague."""

    allowed: timedelta
    deadline: datetime | None = None
    paused: datetime | None = None
    is_closed: bool = False
    lease: int = 0
    stored: dict[Key, Content] = field(default_factory=dict)
    pressed: list[datetime] = field(default_factory=list)
    granted: list[tuple[int, timedelta]] = field(default_factory=list)
    undone: set[int] = field(default_factory=set)
    late: list[Late] = field(default_factory=list)

    @property
    def runs(self) -> bool:
        """Say whether it began and nobody closed it, although its time may be over."""
        return self.deadline is not None and not self.is_closed

    def add_time(self, extra: timedelta) -> None:
        self.allowed += extra
        self.deadline = self.deadline and self.deadline + extra

    def go_on(self, now: datetime) -> None:
        """Let the clock go on, if it stands still."""
        if self.paused:
            self.add_time(max(timedelta(seconds=1), now - self.paused))
            self.paused = None

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

    def can_give_back(self, extra: timedelta, now: datetime) -> bool:
        if self.deadline is None:
            return True
        return self.runs and self.deadline - extra > (self.paused or now)

    def why_not_extend(self, now: datetime) -> str | None:
        """Return the code with which a press for more time is refused."""
        if self.deadline is None or self.is_over(now):
            return "attempt_closed"
        again = bool(self.pressed) and now - self.pressed[-1] < AGAIN_AFTER
        if again or self.deadline - (self.paused or now) > NEAR_THE_END:
            return "too_early"
        return "too_often" if len(self.pressed) >= MOST_EXTENSIONS else None

    def accept(self, late: Late) -> None:
        """Let what was not overtaken join the journal, after all that is there."""
        joined = {each.joined_as for each in self.late}
        there = [*((key, content) for key, content in self.stored.items() if key[0] not in joined)]
        there += [pair for each in self.late if each.joined_as and each.id < late.id for pair in each.answers.items()]
        newest = {content[0]: key for key, content in sorted(there, key=lambda pair: pair[0])}
        counting = [content for key, content in sorted(late.answers.items()) if key > newest.get(content[0], (0, 0))]
        late.joined_as = 1 + max([self.lease, *(lease for lease, _ in self.stored), *(each or 0 for each in joined)])
        self.stored |= {(late.joined_as, number): content for number, content in enumerate(counting, 1)}

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
        self.assessor = self._person(Role.ASSESSOR, self.attempt.corporation_id)
        self.operator = self._person(Role.OPERATOR)
        self.sitting_id = world.change(find_enrolment, self.candidate, self.attempt.enrolment_id).sitting_id
        self.model = Model(timedelta(minutes=40))
        self.shapes = tuple(shape(world.bank.find_item(slot.item)) for slot in form_of(self.attempt).slots)
        self.slots = [number for number, each in enumerate(self.shapes) if accepts(each, {"choice": 2})]

    def _person(self, role: Role, *corporation_ids: int) -> Scope:
        email = f"{role}-{self.attempt.id}@voorbeeld.example"
        person = self.world.do(self.world.exams.add(Person(email=email, given_name="Asha", family_name="Kok")))
        return Scope(person.id, role, frozenset(corporation_ids))

    @property
    def now(self) -> datetime:
        return self.world.clock.moment

    @property
    def room(self) -> tuple[Scope, int, list[int]]:
        """Who acts in the room of which sitting, on whose attempts."""
        return self.invigilator, self.sitting_id, [self.attempt.id]

    def refused(self, code: str, function: Callable[..., Awaitable[Any]], *arguments: Any, **facts: Any) -> None:
        """Call a function in a unit of work, which must refuse for this reason."""
        with pytest.raises((Conflict, Invalid)) as refusal:
            self.world.change(function, *arguments, **facts)
        assert refusal.value.code == code

    @initialize(is_at_it=st.sampled_from([True, True, True, False]))
    def begin(self, is_at_it: bool) -> None:
        """Let most have begun, or few would come far."""
        if is_at_it:
            self.start()
            self.open_a_page()

    @rule()
    def start(self) -> None:
        starting = (start_attempt, self.candidate, self.attempt.id)
        if self.model.is_closed:
            self.refused("attempt_closed", *starting)
            return
        self.world.change(*starting)
        if self.model.deadline is None:
            self.model.deadline = self.now + self.model.allowed

    @rule()
    def open_a_page(self) -> None:
        opening = (open_attempt, self.candidate, self.attempt.id)
        if self.model.deadline is None or self.model.is_over(self.now):
            code = "not_started" if self.model.deadline is None else "attempt_closed"
            self.refused(code, *opening, tokens=self.world.tokens)
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

    @precondition(lambda self: self.model.lease)
    @rule(sequence=SEQUENCES, slot=SLOTS, answer=ANSWERS, misfit=MISFITS)
    def save_beside_what_does_not_fit(self, sequence: int, slot: int, answer: str | None, misfit: Any) -> None:
        slot = self.slots[slot]
        wrong_slot, wrong, code = misfit
        sent = [
            SentSave(sequence + 10, slot if wrong_slot is None else wrong_slot, wrong, False, clock.now_ms()),
            SentSave(sequence, slot, answer and json.loads(answer), False, clock.now_ms()),
        ]
        saves, refused = checked(sent, self.shapes)
        assert [(each.sequence, each.code) for each in refused] == [(sequence + 10, code)]
        claim = Claim(self.attempt.id, self.model.lease)
        receipt = self.world.do(self.world.journal.save(claim, saves, received_ms=clock.now_ms()))
        assert receipt.outcomes == [self.model.outcome(self.now, claim.lease, sequence, (slot, answer))]

    @rule(behind=BEHIND)
    def beat(self, behind: int) -> None:
        claim = Claim(self.attempt.id, self.model.lease - behind)
        standing = self.world.do(self.world.journal.heartbeat(claim))
        assert standing.lease == self.model.lease
        assert standing.is_over(clock.now_ms()) == (self.model.deadline is None or self.model.is_over(self.now))

    @rule(seconds=st.sampled_from([1, 19, 21, 60, 600]))
    def let_time_pass(self, seconds: int) -> None:
        self.world.clock.advance(seconds=seconds)

    @precondition(lambda self: self.model.runs)
    @rule(seconds=st.sampled_from([-90, -90, -90, 0, 30, 31]))
    def come_to_the_end(self, seconds: int) -> None:
        self.world.clock.moment = max(self.now, self.model.deadline + timedelta(seconds=seconds))

    @rule(minutes=st.integers(min_value=1, max_value=20))
    def grant(self, minutes: int) -> None:
        facts = {"minutes": minutes, "kind": GrantKind.INCIDENT, "reason": REASON}
        if self.model.is_over(self.now):
            self.refused("nobody_left", give_minutes, *self.room, **facts)
        else:
            act = self.world.change(give_minutes, *self.room, **facts)
            self.model.granted.append((act.id, timedelta(minutes=minutes)))
            self.model.add_time(timedelta(minutes=minutes))

    @precondition(lambda self: self.model.granted)
    @rule(number=st.integers(min_value=0, max_value=2))
    def undo(self, number: int) -> None:
        act_id, extra = self.model.granted[number % len(self.model.granted)]
        undoing = (undo_act, self.invigilator, self.sitting_id, act_id)
        if act_id in self.model.undone:
            self.refused("not_undoable", *undoing)
        elif not self.model.can_give_back(extra, self.now):
            self.refused("too_late", *undoing)
        else:
            self.world.change(*undoing)
            self.model.undone.add(act_id)
            self.model.add_time(-extra)

    @rule()
    def extend(self) -> None:
        extending = (extend_attempt, self.candidate, self.attempt.id)
        if code := self.model.why_not_extend(self.now):
            self.refused(code, *extending)
        else:
            self.world.change(*extending)
            self.model.pressed.append(self.now)
            self.model.add_time(MINUTES_MORE)

    @rule()
    def pause(self) -> None:
        if self.model.deadline is None or self.model.paused or self.model.is_over(self.now):
            self.refused("nobody_left", pause_attempts, *self.room, reason=REASON)
        else:
            self.world.change(pause_attempts, *self.room, reason=REASON)
            self.model.paused = self.now

    @rule()
    def resume(self) -> None:
        if self.model.is_closed or not self.model.paused:
            self.refused("nobody_left", resume_attempts, *self.room)
        else:
            self.world.change(resume_attempts, *self.room)
            self.model.go_on(self.now)

    @rule()
    def release(self) -> None:
        if self.model.runs:
            self.world.change(release_leases, *self.room)
            self.model.lease += 1
        else:
            self.refused("nobody_left", release_leases, *self.room)

    @rule()
    def block_and_let_in_again(self) -> None:
        who, why = self.candidate.person_id, {"reason": "Telefoon gestolen."}
        self.world.change(block_person, self.operator, who, **why)
        self.refused("blocked", block_person, self.operator, who, **why)
        self.world.change(unblock_person, self.operator, who, **why)
        self.model.lease += self.model.runs

    @rule(reason=st.sampled_from(["", " ", "\n", REASON]))
    def end(self, reason: str) -> None:
        if not reason.strip():
            self.refused("invalid", end_attempts, *self.room, reason=reason)
        elif self.model.runs and not self.model.is_over(self.now):
            self.world.change(end_attempts, *self.room, reason=reason)
            self.model.go_on(self.now)
            self.model.is_closed = True
        else:
            self.refused("nobody_left", end_attempts, *self.room, reason=reason)

    @rule(behind=st.sampled_from([1, 1, 1, 1, 0, None]))
    def hand_in(self, behind: int | None) -> None:
        """Hand in from the page of the exam, from one that was taken over, or from a form that knows no page."""
        handing_in = (submit_attempt, self.candidate, self.attempt.id)
        lease = None if behind is None else self.model.lease - behind
        if self.model.deadline is None:
            self.refused("not_started", *handing_in, lease=lease)
        elif behind and not self.model.is_over(self.now):
            self.refused("lease_lost", *handing_in, lease=lease)
        else:
            self.world.change(*handing_in, lease=lease)
            self.model.is_closed = True

    @rule(
        behind=st.sampled_from([-1, 0, 0, 0, 1]),
        sequence=SEQUENCES,
        slot=SLOTS,
        answers=st.lists(ANSWERS, min_size=1, max_size=3),
    )
    def hand_over_late(self, behind: int, sequence: int, slot: int, answers: list[str | None]) -> None:
        lease = max(0, self.model.lease - behind)
        late = {(lease, sequence + each): (self.slots[slot], answer) for each, answer in enumerate(answers)}
        sent = [SentAnswer(*key, where, text and json.loads(text), 0) for key, (where, text) in late.items()]
        handing_over = (hand_over_late, self.candidate, self.attempt.id, sent, "De wifi viel uit.")
        if not self.model.is_over(self.now):
            self.refused("not_closed", *handing_over)
            return
        if lease > self.model.lease:
            self.refused("wrong_shape", *handing_over)
            return
        new = {key: content for key, content in late.items() if self.model.stored.get(key) != content}
        known = [each for each in self.model.late if new.items() <= each.answers.items()]
        if new and not known and not all(each.is_decided for each in self.model.late):
            self.refused("late_waiting", *handing_over)
            return
        delivery = self.world.change(*handing_over)
        self.model.is_closed = True
        if not new:
            assert delivery is None
        elif known:
            assert delivery.id == known[-1].id
        else:
            self.model.late.append(Late(delivery.id, new))

    @precondition(lambda self: self.model.late)
    @rule(number=st.integers(min_value=0, max_value=2), accepts_them=st.booleans())
    def decide_about_late(self, number: int, accepts_them: bool) -> None:
        late = self.model.late[number % len(self.model.late)]
        deciding = (accept_late if accepts_them else refuse_late, self.assessor, late.id, "Het log van de wifi klopt.")
        if late.is_decided:
            self.refused("late_decided", *deciding)
            return
        self.world.change(*deciding)
        if accepts_them:
            self.model.accept(late)
        late.is_decided = True

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
        async def results() -> int:
            mine = select(func.count()).select_from(Result).where(col(Result.attempt_id) == self.attempt.id)
            async with self.world.exams.database.reading() as session:
                return await session.scalar(mine)

        attempt = self.world.do(self.world.exams.again(self.attempt))
        assert (attempt.deadline_at, attempt.lease) == (self.model.deadline, self.model.lease)
        if self.model.is_closed:
            assert attempt.state == AttemptState.GRADED
        else:
            assert attempt.state == (AttemptState.RUNNING if self.model.deadline else AttemptState.PREPARED)
        assert self.world.do(results()) == self.model.is_closed

    def teardown(self) -> None:
        """Leave nothing running that the next run's sweep would find."""
        if self.model.deadline and not self.model.is_closed:
            self.world.change(submit_attempt, self.candidate, self.attempt.id)


async def let_extend(exams) -> None:
    """Let candidates take more time themselves."""
    async with exams.database.unit_of_work() as session:
        stored = await find_current_blueprint(session, EXAM)
        minutes = int(MINUTES_MORE.total_seconds()) // 60
        content = stored.content | {"extension_minutes": minutes, "version": 99}
        session.add(StoredBlueprint(exam=EXAM, version=99, content=content))


@pytest.mark.hypothesis
async def test_every_move_leaves_an_attempt_where_the_model_says(exams, journal, tokens, bank, set_clock):
    await let_extend(exams)
    world = World(exams, journal, tokens, bank, set_clock, asyncio.get_running_loop())
    # A run of forty moves takes as long as many examples of another test.
    examples = settings(max_examples=EXAMPLES // 4, stateful_step_count=40, suppress_health_check=list(HealthCheck))
    await asyncio.to_thread(run_state_machine_as_test, lambda: AttemptMachine(world), settings=examples)
