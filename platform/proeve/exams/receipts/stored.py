"""The receipts as stored: made when an attempt is closed, in the same transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import UtcDateTime
from proeve.core.errors import NotFound
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, form_of
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.late_answers.deliveries import deliveries_of
from proeve.exams.receipts.chain import ChainedEntry, ChainedFacts, ChainedSlot, answer_digest, chain
from proeve.exams.receipts.codes import write_code

MARK_BYTES = 4


class Receipt(SQLModel, table=True):
    """The receipt of one attempt.

    `marks` are the first bytes of every link of the chain. They prove nothing by themselves; they tell where a chain
    that was changed afterwards first goes another way.
    """

    __tablename__ = "receipt"

    attempt_id: int = Field(primary_key=True, foreign_key="attempt.id")
    entry_count: int
    digest: bytes
    marks: bytes
    made_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)

    @property
    def code(self) -> str:
        """Return the code as people read it."""
        return write_code(self.digest.hex())

    @property
    def mark_words(self) -> list[str]:
        """Return the marks in hexadecimal, one for the facts and then one for each entry."""
        places = range(0, len(self.marks), MARK_BYTES)
        return [self.marks[place : place + MARK_BYTES].hex() for place in places]


async def make_receipts(session: AsyncSession, attempts: Collection[Attempt]) -> None:
    """Chain what the journal holds of attempts that are closing; a receipt that was made stays as it is."""
    made = select(col(Receipt.attempt_id)).where(col(Receipt.attempt_id).in_(attempt.id for attempt in attempts))
    known = set(await session.scalars(made))
    missing = [attempt for attempt in attempts if attempt.id not in known]
    ids = [attempt.id for attempt in missing]
    accepted = {(each.attempt_id, each.journal_lease) for each in await deliveries_of(session, *ids)}
    entries: dict[int, list[ChainedEntry]] = {attempt_id: [] for attempt_id in ids}
    for entry in await all_entries(session, *ids):
        if (entry.attempt_id, entry.lease) not in accepted:
            entries[entry.attempt_id].append(chained(entry))
    session.add_all([_receipt(attempt, entries[attempt.id]) for attempt in missing])
    await session.flush()


def _receipt(attempt: Attempt, entries: Sequence[ChainedEntry]) -> Receipt:
    links = chain(facts_of(attempt), entries)
    return Receipt(
        attempt_id=attempt.id,
        entry_count=len(entries),
        digest=bytes.fromhex(links[-1]),
        marks=b"".join(bytes.fromhex(link)[:MARK_BYTES] for link in links),
    )


async def find_receipt(session: AsyncSession, scope: Scope, attempt_id: int) -> Receipt:
    """Return the receipt of an attempt, or raise NotFound as long as it is open."""
    mine = scope.covers(corporation=col(Attempt.corporation_id), person=col(Attempt.person_id))
    wanted = select(Receipt).join(Attempt, col(Attempt.id) == col(Receipt.attempt_id))
    receipt = await session.scalar(wanted.where(col(Receipt.attempt_id) == attempt_id, mine))
    if receipt is None:
        raise NotFound("Er is nog geen ontvangstbewijs. Dat komt er als de toets is ingeleverd.")
    return receipt


async def all_entries(session: AsyncSession, *attempt_ids: int) -> list[JournalEntry]:
    """List what the journal holds of attempts, in the order that counts: by lease, then by sequence."""
    wanted = select(JournalEntry).where(col(JournalEntry.attempt_id).in_(attempt_ids))
    return list(await session.scalars(wanted.order_by(col(JournalEntry.lease), col(JournalEntry.sequence))))


def facts_of(attempt: Attempt) -> ChainedFacts:
    """Return what was fixed before the first answer."""
    form = form_of(attempt)
    return ChainedFacts(
        attempt=attempt.id,
        exam=form.exam,
        blueprint_version=form.blueprint_version,
        seed=form.seed,
        slots=tuple(ChainedSlot(slot.item, slot.version, slot.order) for slot in form.slots),
    )


def chained(entry: JournalEntry) -> ChainedEntry:
    """Return one entry of the journal as it is chained."""
    return ChainedEntry(
        lease=entry.lease,
        sequence=entry.sequence,
        slot=entry.slot,
        answer_sha256=answer_digest(entry.answer),
        flagged=entry.is_flagged,
        late=entry.is_late,
        client_ms=entry.client_ms,
        received_ms=entry.received_ms,
    )
