"""What a timeline is about: one attempt with all that hangs on it, read once for all sources."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.clock import milliseconds
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, find_attempt
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.late_answers.deliveries import LateAnswer, LateDelivery, accepted_leases, answers_of, deliveries_of
from proeve.exams.overview import EnrolmentRow, read_enrolments, select_enrolments
from proeve.exams.receipts.stored import Receipt, all_entries
from proeve.exams.results import Result
from proeve.register.certificates import Certificate
from proeve.register.finding import find_certificate_of_result


@dataclass(frozen=True, slots=True)
class LateRecord:
    """One late delivery and its answers."""

    delivery: LateDelivery
    answers: list[LateAnswer]

    def has(self, entry: JournalEntry) -> bool:
        """Say whether an entry of the journal is an answer of this delivery, as it was handed over."""
        received_ms = milliseconds(self.delivery.received_at)
        handed_over = {(each.slot, each.answer, each.client_ms) for each in self.answers}
        is_ours = (entry.slot, entry.answer, entry.client_ms) in handed_over and entry.received_ms == received_ms
        return is_ours and entry.lease == self.delivery.journal_lease


@dataclass(frozen=True, slots=True)
class Subject:
    """One attempt; `receipt`, `result` and `certificate` are None until there is one.

    So is a certificate whose data were erased.
    """

    attempt: Attempt
    place: EnrolmentRow
    entries: list[JournalEntry]
    receipt: Receipt | None
    result: Result | None
    certificate: Certificate | None
    late: list[LateRecord] = field(default_factory=list)

    @property
    def covered_entries(self) -> list[JournalEntry]:
        """Return the entries that the receipt is about: all but what was accepted after closing."""
        added = accepted_leases(record.delivery for record in self.late)
        return [entry for entry in self.entries if entry.lease not in added]

    @property
    def added_entries(self) -> list[JournalEntry]:
        """Return the entries that an assessor accepted after closing."""
        added = accepted_leases(record.delivery for record in self.late)
        return [entry for entry in self.entries if entry.lease in added]


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
        late=[
            LateRecord(each, await answers_of(session, each.id)) for each in await deliveries_of(session, attempt_id)
        ],
    )
