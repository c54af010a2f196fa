"""What tests of exams arrange: corporations, staff, sittings and attempts, as rows in a real database."""

import itertools
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from proeve.core import clock
from proeve.core.database import Database
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.blueprints import StoredBlueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.journal.journal import Journal
from proeve.exams.sittings import Sitting
from proeve.people.persons import Person

_numbers = itertools.count(1)


class Arrange:
    """Puts rows into the database, each with everything it hangs on."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def _add(self, row: Any) -> Any:
        async with self.database.unit_of_work() as session:
            session.add(row)
        return row

    async def corporation(self, name: str | None = None) -> Corporation:
        return await self._add(Corporation(name=name or f"Woonstichting {next(_numbers)}"))

    async def person(self, given_name: str = "Noor", family_name: str = "Jansen") -> Person:
        email = f"persoon{next(_numbers)}@voorbeeld.example"
        return await self._add(Person(email=email, given_name=given_name, family_name=family_name))

    async def staff_member(self, corporation: Corporation | None = None, given_name: str = "Noor") -> StaffMember:
        corporation = corporation or await self.corporation()
        person = await self.person(given_name)
        return await self._add(
            StaffMember(
                corporation_id=corporation.id,
                person_id=person.id,
                given_name=person.given_name,
                family_name=person.family_name,
                email=person.email,
            )
        )

    async def blueprint(self, exam: str = "klantgericht-werken") -> StoredBlueprint:
        return await self._add(StoredBlueprint(exam=exam, version=next(_numbers), content={}))

    async def enrolment(self, staff_member: StaffMember | None = None) -> Enrolment:
        member = staff_member or await self.staff_member()
        blueprint = await self.blueprint()
        now = clock.now()
        sitting = await self._add(
            Sitting(
                corporation_id=member.corporation_id,
                exam=blueprint.exam,
                blueprint_id=blueprint.id,
                opens_at=now - timedelta(hours=1),
                closes_at=now + timedelta(hours=8),
                created_by=member.person_id,
            )
        )
        return await self._add(
            Enrolment(
                corporation_id=member.corporation_id,
                sitting_id=sitting.id,
                staff_member_id=member.id,
                person_id=member.person_id,
                created_by=member.person_id,
            )
        )

    async def attempt(
        self,
        state: AttemptState = AttemptState.RUNNING,
        *,
        deadline_at: datetime | None = None,
        lease: int = 1,
        minutes: int = 40,
    ) -> Attempt:
        """An attempt without a form of its own, started just now unless it has a deadline."""
        enrolment = await self.enrolment()
        sitting_blueprint = await self.blueprint()
        allowed = timedelta(minutes=minutes)
        deadline_at = deadline_at or clock.now() + allowed
        started = state is not AttemptState.PREPARED
        return await self._add(
            Attempt(
                corporation_id=enrolment.corporation_id,
                enrolment_id=enrolment.id,
                person_id=enrolment.person_id,
                blueprint_id=sitting_blueprint.id,
                exam="klantgericht-werken",
                state=state,
                seed="seed",
                form={},
                lease=lease,
                started_at=deadline_at - allowed if started else None,
                allowed_seconds=minutes * 60 if started else None,
                deadline_at=deadline_at if started else None,
                closed_at=deadline_at if state in {AttemptState.CLOSED, AttemptState.GRADED} else None,
            )
        )


@pytest.fixture
def arrange(database: Database) -> Arrange:
    return Arrange(database)


@pytest.fixture
async def journal(database: Database) -> AsyncIterator[Journal]:
    journal = Journal(database)
    await journal.start()
    yield journal
    await journal.stop()
