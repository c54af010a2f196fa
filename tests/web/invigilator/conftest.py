"""A room with people in it: sittings, attempts and signs of life as rows."""

from datetime import timedelta
from typing import Any

import pytest

from proeve.core import clock
from proeve.core.database import Database
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.blueprints import find_current_blueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.journal.presence import Presence
from proeve.exams.sittings import Sitting
from proeve.people.persons import Person

EXAM = "klantgericht-werken"
MINUTES = 40


class RoomOfRows:
    """One sitting of a corporation, to which people are added one by one."""

    def __init__(self, database: Database, corporation: Corporation, sitting: Sitting) -> None:
        self.database = database
        self.corporation = corporation
        self.sitting = sitting
        self.path = f"/toezicht/{sitting.id}"

    async def add(self, row: Any) -> Any:
        async with self.database.unit_of_work() as session:
            session.add(row)
        return row

    async def invited(self, name: str) -> Enrolment:
        email = f"{name.lower()}@lindehof.example"
        person = await self.add(Person(email=email, given_name=name, family_name="Jansen"))
        owner = {"corporation_id": self.corporation.id}
        names = {"given_name": name, "family_name": "Jansen", "email": email, "team": "Klantcontact"}
        member = await self.add(StaffMember(**owner, person_id=person.id, **names))
        place = {"sitting_id": self.sitting.id, "staff_member_id": member.id, "created_by": person.id}
        return await self.add(Enrolment(**owner, **place, person_id=person.id))

    async def at_it(self, name: str, *, seen_ago: float = 5, **presence: int) -> Attempt:
        """Somebody who began ten minutes ago and was last heard `seen_ago` seconds ago."""
        enrolment = await self.invited(name)
        now = clock.now()
        started = now - timedelta(minutes=10)
        attempt = await self.add(
            Attempt(
                corporation_id=self.corporation.id,
                enrolment_id=enrolment.id,
                person_id=enrolment.person_id,
                blueprint_id=self.sitting.blueprint_id,
                exam=EXAM,
                state=AttemptState.RUNNING,
                seed="seed",
                form={},
                started_at=started,
                allowed_seconds=MINUTES * 60,
                deadline_at=started + timedelta(minutes=MINUTES),
            )
        )
        seen_ms = clock.milliseconds(now) - round(seen_ago * 1000)
        await self.add(Presence(attempt_id=attempt.id, seen_ms=seen_ms, **presence))
        return attempt

    async def again(self, attempt: Attempt) -> Attempt:
        async with self.database.reading() as session:
            return await session.get_one(Attempt, attempt.id)


@pytest.fixture
async def room(web_database: Database, lindehof: Corporation, stock: Any) -> RoomOfRows:
    async with web_database.unit_of_work() as session:
        await stock(session)
        blueprint = await find_current_blueprint(session, EXAM)
        administrator = Person(email="plan@lindehof.example", given_name="P", family_name="L")
        session.add(administrator)
        await session.flush()
        now = clock.now()
        sitting = Sitting(
            corporation_id=lindehof.id,
            exam=EXAM,
            blueprint_id=blueprint.id,
            opens_at=now - timedelta(hours=1),
            closes_at=now + timedelta(hours=1),
            created_by=administrator.id,
        )
        session.add(sitting)
    return RoomOfRows(web_database, lindehof, sitting)
