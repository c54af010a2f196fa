"""What tests of the employee's pages arrange: an employee, invitations, and sittings at any point of their course."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.jobs import JobContext
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, form_of
from proeve.exams.blueprints import StoredBlueprint, find_current_blueprint
from proeve.exams.closing import submit_attempt
from proeve.exams.enrolments import Enrolment
from proeve.exams.item_versions import find_items
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.preparing import prepare_attempt
from proeve.exams.results import Result
from proeve.exams.sittings import JOINT_PATIENCE, Sitting, SittingKind
from proeve.exams.starting import start_attempt
from proeve.people.persons import Person, find_person_by_email
from proeve.register.certificates import Certificate
from proeve.register.issuing import issue_certificate
from question_bank.kinds import kind_of
from tests.web.visiting import Visitor

Client = Visitor
KW = "klantgericht-werken"
DAY = timedelta(hours=8)


class Life:
    """Lets one employee live through sittings; every step goes through the real rooms."""

    def __init__(self, database: Database, settings: Settings, member: StaffMember) -> None:
        self.database = database
        self.settings = settings
        self.member = member
        self.scope = Scope(member.person_id, Role.EMPLOYEE, frozenset({member.corporation_id}))

    async def enrolled(
        self,
        exam: str = KW,
        *,
        opens: timedelta = timedelta(hours=-1),
        lasts: timedelta = timedelta(hours=8),
        how: Mapping[str, Any] = MappingProxyType({}),
        **extra: int,
    ) -> Enrolment:
        """Invite to a sitting that opens `opens` from now; `how` is more about it, `extra` the person's extra time."""
        async with self.database.unit_of_work() as session:
            opens_at = clock.now() + opens
            sitting = Sitting(
                corporation_id=self.member.corporation_id,
                exam=exam,
                blueprint_id=(await find_current_blueprint(session, exam)).id,
                opens_at=opens_at,
                closes_at=opens_at + lasts,
                created_by=self.member.person_id,
                **how,
            )
            session.add(sitting)
            await session.flush()
            enrolment = Enrolment(
                corporation_id=self.member.corporation_id,
                sitting_id=sitting.id,
                staff_member_id=self.member.id,
                person_id=self.member.person_id,
                created_by=self.member.person_id,
                **extra,
            )
            session.add(enrolment)
        return enrolment

    async def prepared(self, exam: str = KW, **when: Any) -> Attempt:
        """Invite, and draw the form."""
        return await prepare_attempt(self.database, self.scope, (await self.enrolled(exam, **when)).id)

    async def joint(self, *, opens: timedelta = timedelta(minutes=10), **how: Any) -> Attempt:
        """Invite to a joint start, and draw the form."""
        how = {"kind": SittingKind.JOINT, "start_code": "K7M4PX"} | how
        return await self.prepared(opens=opens, lasts=JOINT_PATIENCE, how=how)

    async def started(self, exam: str = KW, **when: Any) -> Attempt:
        """Invite, draw the form, and start the clock."""
        attempt = await self.prepared(exam, **when)
        async with self.database.unit_of_work() as session:
            return await start_attempt(session, self.scope, attempt.id)

    async def answered(self, attempt: Attempt, *, right: int, wrong: int = 0) -> Attempt:
        """Answer the first `right` questions rightly, the next `wrong` ones as badly as can be, and leave the rest."""
        slots = form_of(attempt).slots
        async with self.database.unit_of_work() as session:
            items = await find_items(session, [(slot.item, slot.version) for slot in slots])
            for number, slot in enumerate(slots[: right + wrong]):
                item = items[slot.item, slot.version]
                kind = kind_of(item)
                answer = kind.right_answer(item, slot.order) if number < right else _worst(item, slot.order)
                session.add(_entry(attempt, number, answer))
        return attempt

    async def handed_in(self, exam: str = KW, *, right: int = 20, wrong: int = 0, **when: Any) -> Attempt:
        """Sit a whole exam and hand it in."""
        attempt = await self.started(exam, **when)
        await self.answered(attempt, right=right, wrong=wrong)
        async with self.database.unit_of_work() as session:
            return await submit_attempt(session, self.scope, attempt.id)

    async def certified(self, attempt: Attempt) -> Certificate:
        """Run the job that issues the certificate of a passed attempt."""
        async with self.database.reading() as session:
            result = (await session.scalars(select(Result).where(col(Result.attempt_id) == attempt.id))).one()
        await issue_certificate(JobContext(self.database, self.settings), result_id=result.id)
        async with self.database.reading() as session:
            return (await session.scalars(select(Certificate).where(col(Certificate.result_id) == result.id))).one()

    async def under_policy(self, review: str, exam: str = KW) -> None:
        """Have the exam's blueprint follow another review policy, before it is read for the first time."""
        async with self.database.unit_of_work() as session:
            stored = await find_current_blueprint(session, exam)
            changed = {**stored.content, "review": review}
            await session.execute(
                update(StoredBlueprint).where(col(StoredBlueprint.id) == stored.id).values(content=changed)
            )


def _worst(item: Any, order: Sequence[int]) -> Any:
    kind = kind_of(item)
    return min(kind.complete_answers(len(order)), key=lambda answer: kind.points(item, order, answer))


def _entry(attempt: Attempt, slot: int, answer: Any) -> JournalEntry:
    return JournalEntry(
        attempt_id=attempt.id,
        lease=1,
        sequence=slot + 1,
        slot=slot,
        answer=msgspec.json.encode(answer).decode(),
        client_ms=clock.now_ms(),
        received_ms=clock.now_ms(),
    )


async def add_member(database: Database, corporation: Corporation, email: str, given_name: str = "Noor") -> StaffMember:
    """Make a person with this address a member of a corporation's staff."""
    async with database.unit_of_work() as session:
        person = await _find_or_add(session, email, given_name)
        member = StaffMember(
            corporation_id=corporation.id,
            person_id=person.id,
            given_name=person.given_name,
            name_prefix=person.name_prefix,
            family_name=person.family_name,
            email=person.email,
        )
        session.add(member)
    return member


async def _find_or_add(session: Any, email: str, given_name: str) -> Person:
    known = await session.scalar(select(Person).where(col(Person.email) == email))
    if known is None:
        session.add(Person(email=email, given_name=given_name, name_prefix="van", family_name="Dalen"))
        await session.flush()
    return await find_person_by_email(session, email)


@pytest.fixture
async def stocked(web_database: Database, stock: Any, set_clock: object) -> Database:
    """The database with the question bank in it, on a stopped clock."""
    async with web_database.unit_of_work() as session:
        await stock(session)
    return web_database


@pytest.fixture
async def employee(stocked: Database, sign_in: Callable[..., Awaitable[Client]], lindehof: Corporation) -> Client:
    """Noor van Dalen of Lindehof, signed in as an employee."""
    return await sign_in(Role.EMPLOYEE, lindehof, email="noor@lindehof.example")


@pytest.fixture
async def life(stocked: Database, web_settings: Settings, employee: Client, lindehof: Corporation) -> Life:
    """What happens to Noor."""
    return Life(stocked, web_settings, await add_member(stocked, lindehof, "noor@lindehof.example"))


@pytest.fixture
async def other_life(stocked: Database, web_settings: Settings, waterkant: Corporation) -> Life:
    """What happens to somebody at another corporation, who is not signed in."""
    return Life(stocked, web_settings, await add_member(stocked, waterkant, "ander@waterkant.example", "Bas"))
