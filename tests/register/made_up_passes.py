"""Passes to issue certificates for, and certificates with dates to one's liking, as rows in a real database."""

import itertools
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.jobs import JobContext
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.blueprints import add_blueprints, find_current_blueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.results import Result
from proeve.exams.sittings import Sitting
from proeve.people.persons import Person
from proeve.people.roles import grant_role
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.issuing import issue_certificate
from question_bank.bank import load_bank
from question_bank.blueprint import Blueprint

KLANTGERICHT = "klantgericht-werken"
LASTIG = "lastige-boodschappen"


@cache
def _blueprints() -> Collection[Blueprint]:
    return load_bank().blueprints.values()


class MadeUpPasses:
    """Puts rows into the database, each with everything it hangs on; results stand there without any answers."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self.database = database
        self.context = JobContext(database, settings)
        self._numbers = itertools.count(1)

    async def add(self, row: Any) -> Any:
        async with self.database.unit_of_work() as session:
            session.add(row)
        return row

    async def corporation(self, name: str = "Woonstichting De Linde") -> Corporation:
        return await self.add(Corporation(name=name))

    async def person(self, name: str = "Joke|van der|Berg", email: str = "") -> Person:
        given, prefix, family = name.split("|")
        email = email or f"persoon{next(self._numbers)}@voorbeeld.example"
        return await self.add(Person(email=email, given_name=given, name_prefix=prefix, family_name=family))

    def operator(self, person_id: int) -> Scope:
        return Scope(person_id, Role.OPERATOR)

    async def role_holder(self, role: Role, corporation: Corporation, name: str = "Joke|van der|Berg") -> Person:
        person = await self.person(name)
        async with self.database.unit_of_work() as session:
            await grant_role(session, person.id, role, corporation.id, granted_by=None)
        return person

    async def staff_member(self, corporation: Corporation, name: str = "Jan|van der|Berg") -> StaffMember:
        """A member of staff; the three parts of the name stand between bars."""
        person = await self.person(name)
        return await self.add(
            StaffMember(
                corporation_id=corporation.id,
                person_id=person.id,
                given_name=person.given_name,
                name_prefix=person.name_prefix,
                family_name=person.family_name,
                email=person.email,
            )
        )

    async def result(
        self, member: StaffMember, *, exam: str = KLANTGERICHT, passed: bool = True, closed_at: datetime | None = None
    ) -> Result:
        """A result, of an attempt that closed just now unless a moment is given."""
        closed_at = closed_at or clock.now()
        attempt = await self._attempt(member, exam, closed_at)
        return await self.add(
            Result(
                corporation_id=member.corporation_id,
                attempt_id=attempt.id,
                staff_member_id=member.id,
                person_id=member.person_id,
                exam=exam,
                points=Decimal(32 if passed else 12),
                maximum=Decimal(40),
                cut=Decimal(28),
                passed=passed,
                grade=Decimal("7.2") if passed else Decimal("3.1"),
                grading={"profile": []},
                closed_at=closed_at,
            )
        )

    async def issued(self, member: StaffMember, *, passed_on: date | None = None, **fields: Any) -> Certificate:
        """A certificate made by the real job, of a pass at noon on a day."""
        noon = datetime.combine(passed_on or clock.today(), time(12), clock.AMSTERDAM)
        result = await self.result(member, closed_at=noon, **fields)
        await issue_certificate(self.context, result_id=result.id)
        return await self.certificate_of(result)

    async def dated(self, member: StaffMember, valid_until: date, **fields: Any) -> Certificate:
        """A certificate with the dates one asks for; nothing was drawn, so its file says nothing."""
        number = next(self._numbers)
        result = await self.result(member, exam=fields.pop("exam", KLANTGERICHT))
        valid_from = fields.pop("valid_from", valid_until - timedelta(days=365))
        certificate = await self.add(
            Certificate(
                corporation_id=member.corporation_id,
                person_id=member.person_id,
                staff_member_id=member.id,
                result_id=result.id,
                exam=result.exam,
                number=f"PR-2026-TEST-{number:04}-X",
                token_hash=str(number).encode(),
                snapshot={
                    "holder": member.name,
                    "exam": result.exam,
                    "exam_version": "1",
                    "passed_on": clock.today().isoformat(),
                },
                valid_from=valid_from,
                valid_until=valid_until,
                pdf_sha256=b"",
                **fields,
            )
        )
        await self.add(CertificateFile(certificate_id=certificate.id, pdf=b"%PDF"))
        return certificate

    async def certificate_of(self, result: Result) -> Certificate:
        async with self.database.reading() as session:
            return (await session.scalars(select(Certificate).where(col(Certificate.result_id) == result.id))).one()

    async def _attempt(self, member: StaffMember, exam: str, closed_at: datetime) -> Attempt:
        async with self.database.unit_of_work() as session:
            await add_blueprints(session, _blueprints())
            blueprint = await find_current_blueprint(session, exam)
        started_at = closed_at - timedelta(minutes=30)
        owner = {"corporation_id": member.corporation_id, "created_by": member.person_id}
        sitting = await self.add(
            Sitting(exam=exam, blueprint_id=blueprint.id, opens_at=started_at, closes_at=closed_at, **owner)
        )
        place = {"sitting_id": sitting.id, "staff_member_id": member.id, "person_id": member.person_id}
        enrolment = await self.add(Enrolment(**owner, **place))
        return await self.add(
            Attempt(
                corporation_id=member.corporation_id,
                enrolment_id=enrolment.id,
                person_id=member.person_id,
                blueprint_id=blueprint.id,
                exam=exam,
                state=AttemptState.GRADED,
                seed="seed",
                form={},
                started_at=started_at,
                allowed_seconds=2400,
                deadline_at=started_at + timedelta(minutes=40),
                closed_at=closed_at,
            )
        )
