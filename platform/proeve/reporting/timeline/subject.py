"""What a timeline is about: one attempt with all that hangs on it, read once for all sources."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, find_attempt
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.overview import EnrolmentRow, read_enrolments, select_enrolments
from proeve.exams.receipts.stored import Receipt, all_entries
from proeve.exams.results import Result
from proeve.register.certificates import Certificate
from proeve.register.finding import find_certificate_of_result


@dataclass(frozen=True, slots=True)
class Subject:
    """One attempt; `receipt`, `result` and `certificate` are None until there is one."""

    attempt: Attempt
    place: EnrolmentRow
    entries: list[JournalEntry]
    receipt: Receipt | None
    result: Result | None
    certificate: Certificate | None


async def read_subject(session: AsyncSession, scope: Scope, attempt_id: int) -> Subject:
    """Read an attempt in its surroundings; raise NotFound when it is somebody else's."""
    attempt = await find_attempt(session, scope, attempt_id)
    places = await read_enrolments(session, select_enrolments(scope).where(col(Attempt.id) == attempt_id))
    result = await session.scalar(select(Result).where(col(Result.attempt_id) == attempt_id))
    return Subject(
        attempt=attempt,
        place=places[0],
        entries=await all_entries(session, attempt_id),
        receipt=await session.get(Receipt, attempt_id),
        result=result,
        certificate=await find_certificate_of_result(session, scope, result.id) if result else None,
    )
