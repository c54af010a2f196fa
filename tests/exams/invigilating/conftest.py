"""What tests of the room do: the acts of an invigilator, each in a transaction of its own."""

import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import Corporation
from proeve.exams.attempts import Attempt
from proeve.exams.enrolments import Enrolment
from proeve.exams.invigilating.ending import end_attempts, release_leases
from proeve.exams.invigilating.minutes import give_minutes, give_minutes_to_all
from proeve.exams.invigilating.pausing import pause_attempts, resume_attempts
from proeve.exams.invigilating.undoing import undo_act
from proeve.exams.starting import start_attempt
from proeve.exams.time_grants import GrantKind
from proeve.people.persons import Person


class Room:
    """An invigilator in the room of the first attempt that is named."""

    def __init__(self, exams) -> None:
        self._exams = exams
        self._person = None

    async def scope(self, attempt: Attempt) -> Scope:
        if self._person is None:
            person = Person(email="toezicht@voorbeeld.example", given_name="Ilse", family_name="Toe")
            self._person = await self._exams.add(person)
        return Scope(self._person.id, Role.INVIGILATOR, frozenset({attempt.corporation_id}))

    async def corporation(self, member) -> Corporation:
        async with self._exams.database.reading() as session:
            return await session.get_one(Corporation, member.corporation_id)

    async def sitting_id(self, attempt: Attempt) -> int:
        async with self._exams.database.reading() as session:
            return (await session.get_one(Enrolment, attempt.enrolment_id)).sitting_id

    async def another(self, attempt: Attempt, *others: Attempt) -> Attempt:
        """Start the attempt of somebody else in the same sitting."""
        known = [each.id for each in (attempt, *others)]
        sitting_id = await self.sitting_id(attempt)
        async with self._exams.database.unit_of_work() as session:
            wanted = select(Attempt).join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
            wanted = wanted.where(col(Enrolment.sitting_id) == sitting_id, col(Attempt.id).not_in(known))
            other = (await session.scalars(wanted.order_by(col(Attempt.id)))).first()
            return await start_attempt(session, Scope(other.person_id, Role.EMPLOYEE), other.id)

    async def _do(self, act, attempts, scope=None, **facts):
        scope = scope or await self.scope(attempts[0])
        sitting_id = await self.sitting_id(attempts[0])
        async with self._exams.database.unit_of_work() as session:
            return await act(session, scope, sitting_id, [each.id for each in attempts], **facts)

    async def pause(self, *attempts, reason="Brandalarm", scope=None):
        return await self._do(pause_attempts, attempts, scope, reason=reason)

    async def resume(self, *attempts, scope=None):
        return await self._do(resume_attempts, attempts, scope)

    async def minutes(self, *attempts, minutes=10, kind=GrantKind.INCIDENT, reason="Storing", scope=None):
        return await self._do(give_minutes, attempts, scope, minutes=minutes, kind=kind, reason=reason)

    async def minutes_to_all(self, *attempts, minutes=10, reason="Storing", scope=None):
        return await self._do(give_minutes_to_all, attempts, scope, minutes=minutes, reason=reason)

    async def end(self, *attempts, reason="Onwel geworden", scope=None):
        return await self._do(end_attempts, attempts, scope, reason=reason)

    async def release(self, *attempts, scope=None):
        return await self._do(release_leases, attempts, scope)

    async def undo(self, attempt, act, scope=None):
        scope = scope or await self.scope(attempt)
        async with self._exams.database.unit_of_work() as session:
            return await undo_act(session, scope, act.sitting_id, act.id)


@pytest.fixture
def room(exams) -> Room:
    return Room(exams)
