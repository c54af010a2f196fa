"""Which late answers are newer than what was stored: a later answer from another device is not to be undone."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.exams.journal.entries import JournalEntry
from proeve.exams.late_answers.deliveries import DeliveryState, LateAnswer, accepted_leases, answers_of, deliveries_of

Place = tuple[int, int]
"""Lease and sequence as the page had them: the order in which answers were given."""


async def newer_than_stored(session: AsyncSession, attempt_id: int, answers: Sequence[LateAnswer]) -> list[LateAnswer]:
    """Leave out the answers of which the question has one from a later page, or a later one from the same page."""
    newest = await _newest_places(session, attempt_id)
    return [each for each in answers if (each.lease, each.sequence) > newest.get(each.slot, (-1, -1))]


async def _newest_places(session: AsyncSession, attempt_id: int) -> dict[int, Place]:
    """Return per slot the place of its newest answer; what was accepted earlier counts where its page had it."""
    accepted = [each for each in await deliveries_of(session, attempt_id) if each.state == DeliveryState.ACCEPTED]
    leases = accepted_leases(accepted)
    stored = await session.scalars(select(JournalEntry).where(col(JournalEntry.attempt_id) == attempt_id))
    from_pages: list[JournalEntry | LateAnswer] = [entry for entry in stored if entry.lease not in leases]
    for delivery in accepted:
        from_pages += await answers_of(session, delivery.id)
    return _newest(from_pages)


def _newest(answers: Iterable[JournalEntry | LateAnswer]) -> dict[int, Place]:
    newest: dict[int, Place] = {}
    for each in answers:
        newest[each.slot] = max(newest.get(each.slot, (-1, -1)), (each.lease, each.sequence))
    return newest
