"""What tests of exams arrange: corporations, staff, sittings and attempts, in a real database with the real bank."""

import itertools
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.jobs import JobContext
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.attempt_tokens import AttemptTokens
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.blueprints import StoredBlueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.journal.journal import Journal
from proeve.exams.journal.saves import Claim, Receipt, Save
from proeve.exams.planning import plan_sitting
from proeve.exams.preparing import prepare_sitting
from proeve.exams.sittings import Sitting
from proeve.exams.starting import start_attempt
from proeve.people.persons import Person

EXAM = "klantgericht-werken"
_numbers = itertools.count(1)


class Arrange:
    """Puts things into the database, each with everything it hangs on."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add(self, row: Any) -> Any:
        async with self.database.unit_of_work() as session:
            session.add(row)
        return row

    async def corporation(self, name: str | None = None) -> Corporation:
        return await self.add(Corporation(name=name or f"Woonstichting {next(_numbers)}"))

    async def staff_member(self, corporation: Corporation | None = None, given_name: str = "Noor") -> StaffMember:
        corporation = corporation or await self.corporation()
        email = f"persoon{next(_numbers)}@voorbeeld.example"
        person = await self.add(Person(email=email, given_name=given_name, family_name="Jansen"))
        return await self.add(
            StaffMember(
                corporation_id=corporation.id,
                person_id=person.id,
                given_name=given_name,
                family_name="Jansen",
                email=email,
            )
        )

    async def administrator(self, corporation_id: int | None = None) -> Scope:
        """The scope of an administrator of this corporation, or of one that is added."""
        if corporation_id is None:
            corporation_id = (await self.corporation()).id
        person = await self.add(
            Person(email=f"beheer{next(_numbers)}@voorbeeld.example", given_name="Bo", family_name="Beheer")
        )
        return Scope(person.id, Role.ADMINISTRATOR, frozenset({corporation_id}))

    async def attempt(
        self,
        state: AttemptState = AttemptState.RUNNING,
        *,
        deadline_at: datetime | None = None,
        lease: int = 1,
        minutes: int = 40,
    ) -> Attempt:
        """An attempt without a form, as a row: for what happens around the questions."""
        member = await self.staff_member()
        blueprint = await self.add(StoredBlueprint(exam=EXAM, version=1000 + next(_numbers), content={}))
        now = clock.now()
        place = {"corporation_id": member.corporation_id, "created_by": member.person_id}
        sitting = await self.add(
            Sitting(
                **place,
                exam=EXAM,
                blueprint_id=blueprint.id,
                opens_at=now - timedelta(hours=1),
                closes_at=now + timedelta(hours=8),
            )
        )
        enrolment = await self.add(
            Enrolment(**place, sitting_id=sitting.id, staff_member_id=member.id, person_id=member.person_id)
        )
        allowed, is_started = timedelta(minutes=minutes), state is not AttemptState.PREPARED
        deadline_at = deadline_at or now + allowed
        return await self.add(
            Attempt(
                corporation_id=member.corporation_id,
                enrolment_id=enrolment.id,
                person_id=member.person_id,
                blueprint_id=blueprint.id,
                exam=EXAM,
                state=state,
                seed="seed",
                form={},
                lease=lease,
                started_at=deadline_at - allowed if is_started else None,
                allowed_seconds=minutes * 60 if is_started else None,
                deadline_at=deadline_at if is_started else None,
                closed_at=deadline_at if state in {AttemptState.CLOSED, AttemptState.GRADED} else None,
            )
        )


def employee(whose: Attempt | Enrolment | StaffMember) -> Scope:
    """The scope of the person something belongs to."""
    return Scope(whose.person_id, Role.EMPLOYEE)


class ArrangeExams(Arrange):
    """The same, with the bank in the database, so that whole attempts can be drawn and sat."""

    def __init__(self, database: Database, settings: Settings) -> None:
        super().__init__(database)
        self.context = JobContext(database, settings)

    async def planned(self, *members: StaffMember, **changes: Any) -> Sitting:
        """A sitting that is open from an hour ago for eight hours, for these people of one corporation."""
        members = members or (await self.staff_member(),)
        plan = {
            "exam": EXAM,
            "opens_at": clock.now() - timedelta(hours=1),
            "closes_at": clock.now() + timedelta(hours=8),
            "staff_member_ids": [member.id for member in members],
        }
        scope = await self.administrator(members[0].corporation_id)
        async with self.database.unit_of_work() as session:
            return await plan_sitting(session, scope, **(plan | changes))

    async def prepared(self, *members: StaffMember, **changes: Any) -> Attempt:
        """The first attempt of a planned sitting, its form drawn."""
        sitting = await self.planned(*members, **changes)
        await prepare_sitting(self.context, sitting_id=sitting.id)
        async with self.database.reading() as session:
            of_sitting = select(Attempt).join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
            of_sitting = of_sitting.where(col(Enrolment.sitting_id) == sitting.id).order_by(col(Attempt.id))
            attempt = await session.scalar(of_sitting.limit(1))
        assert attempt is not None
        return attempt

    async def running(self, *members: StaffMember, **changes: Any) -> Attempt:
        """The same, started just now."""
        attempt = await self.prepared(*members, **changes)
        async with self.database.unit_of_work() as session:
            return await start_attempt(session, employee(attempt), attempt.id)

    async def again(self, attempt: Attempt) -> Attempt:
        """The attempt as it is in the database now."""
        async with self.database.reading() as session:
            return await session.get_one(Attempt, attempt.id)


@pytest.fixture
def arrange(database: Database) -> Arrange:
    return Arrange(database)


@pytest.fixture
async def exams(database: Database, settings: Settings, stock: Any, set_clock: object) -> ArrangeExams:
    """Whole exams, on a clock that stands still."""
    async with database.unit_of_work() as session:
        await stock(session)
    return ArrangeExams(database, settings)


@pytest.fixture
async def journal(database: Database) -> AsyncIterator[Journal]:
    journal = Journal(database)
    await journal.start()
    yield journal
    await journal.stop()


@pytest.fixture
def tokens() -> AttemptTokens:
    return AttemptTokens(b"a key for tests only")


Answering = Callable[..., Any]


@pytest.fixture
def answer(journal: Journal) -> Answering:
    """Save answers of an attempt by slot, as its page would: `await answer(attempt, {0: '{"choice":1}'})`."""
    sequences = itertools.count(1)

    async def answer(attempt: Attempt, answers: dict[int, str | None], *, lease: int = 0) -> Receipt:
        saves = [Save(next(sequences), slot, text, False, clock.now_ms()) for slot, text in answers.items()]
        return await journal.save(Claim(attempt.id, lease), saves, received_ms=clock.now_ms())

    return answer


@pytest.fixture(name="employee")
def employee_fixture() -> Callable[..., Scope]:
    return employee
