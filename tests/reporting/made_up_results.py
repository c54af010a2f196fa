"""Make corporations, staff, results and certificates straight in the tables, for figures and lists to be drawn from."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.blueprints import StoredBlueprint
from proeve.exams.enrolments import Enrolment
from proeve.exams.results import Result
from proeve.exams.sittings import Sitting
from proeve.people.persons import Person
from proeve.register.certificates import Certificate
from proeve.reporting.category_counts import keep_counts
from question_bank.profile import CategoryTally

EXAM = "klantgericht-werken"
CLOSED_AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
Tallies = Mapping[str, tuple[int, int]]
"""Per category code: how often it was shown, of the times it was on offer."""

NUMBERS = itertools.count()


@dataclass
class MadeUpResults:
    """Adds rows with as few words as a test needs; ids are known at once, because every add is flushed."""

    session: AsyncSession

    async def add(self, row: Any) -> Any:
        self.session.add(row)
        await self.session.flush()
        return row

    async def corporation(self, name: str = "De Linde") -> Corporation:
        return await self.add(Corporation(name=name, city="Utrecht"))

    async def staff_member(self, corporation: Corporation, **fields: Any) -> StaffMember:
        number = next(NUMBERS)
        names = {"given_name": "Anna", "family_name": f"Bakker{number}"} | fields
        email = names.pop("email", f"medewerker{number}@example.nl")
        person = await self.add(Person(email=email, given_name=names["given_name"], family_name=names["family_name"]))
        return await self.add(StaffMember(corporation_id=corporation.id, person_id=person.id, email=email, **names))

    async def result(  # noqa: PLR0913  A test names only what it is about.
        self,
        member: StaffMember,
        *,
        exam: str = EXAM,
        grade: str = "7.0",
        closed_at: datetime = CLOSED_AT,
        shown: Tallies | None = None,
        extra_minutes: int = 0,
        form: dict[str, Any] | None = None,
        grading: dict[str, Any] | None = None,
    ) -> Result:
        blueprint = await self._blueprint(exam)
        sitting = await self.add(
            Sitting(
                corporation_id=member.corporation_id,
                exam=exam,
                blueprint_id=blueprint.id,
                opens_at=datetime(2026, 1, 1, tzinfo=UTC),
                closes_at=datetime(2027, 1, 1, tzinfo=UTC),
                created_by=member.person_id,
            )
        )
        enrolment = await self.add(
            Enrolment(
                corporation_id=member.corporation_id,
                sitting_id=sitting.id,
                staff_member_id=member.id,
                person_id=member.person_id,
                extra_minutes=extra_minutes,
                created_by=member.person_id,
            )
        )
        attempt = await self.add(
            Attempt(
                corporation_id=member.corporation_id,
                enrolment_id=enrolment.id,
                person_id=member.person_id,
                blueprint_id=blueprint.id,
                exam=exam,
                state=AttemptState.GRADED,
                seed="seed",
                form=form or {},
                started_at=closed_at,
                deadline_at=closed_at,
                allowed_seconds=2400,
                submitted_at=closed_at,
                closed_at=closed_at,
            )
        )
        profile = [
            CategoryTally(code, offered=of, shown=count).as_json() for code, (count, of) in (shown or {}).items()
        ]
        result: Result = await self.add(
            Result(
                corporation_id=member.corporation_id,
                attempt_id=attempt.id,
                staff_member_id=member.id,
                person_id=member.person_id,
                exam=exam,
                points=Decimal("34.5"),
                maximum=Decimal(46),
                cut=Decimal("33.825"),
                passed=Decimal(grade) >= Decimal("5.5"),
                grade=Decimal(grade),
                grading={"profile": profile, "marks": [], "chance": 11.2} | (grading or {}),
                closed_at=closed_at,
            )
        )
        await keep_counts(self.session, [result])
        return result

    async def certificate(self, result: Result, *, valid_until: date, **fields: Any) -> Certificate:
        number = next(NUMBERS)
        return await self.add(
            Certificate(
                corporation_id=result.corporation_id,
                person_id=result.person_id,
                staff_member_id=result.staff_member_id,
                result_id=result.id,
                exam=result.exam,
                number=f"PRV-2026-{number:04}",
                token_hash=str(number).encode(),
                snapshot={"holder": "Anna Bakker"},
                valid_from=date(2023, 1, 1),
                valid_until=valid_until,
                pdf_sha256=b"",
                **fields,
            )
        )

    async def _blueprint(self, exam: str) -> StoredBlueprint:
        """Return the stored blueprint of an exam, or the least that a result can point to."""
        found = await self.session.scalar(select(StoredBlueprint).where(col(StoredBlueprint.exam) == exam))
        return found or await self.add(StoredBlueprint(exam=exam, version=1, content={}))
