"""Lay late answers beside what was stored: a later answer from another device is not to be undone."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.exams.journal.entries import JournalEntry
from proeve.exams.late_answers.deliveries import LateAnswer, LateDelivery, accepted_leases, answers_of, deliveries_of

Stored = JournalEntry | LateAnswer
"""An answer that counts: one that a page delivered, or one of a delivery that was accepted before."""


async def newest_beside(session: AsyncSession, delivery: LateDelivery) -> dict[int, Stored]:
    """Return per slot the newest answer there was beside a delivery.

    The order is that of the pages: what was accepted earlier counts where its page had it.
    """
    deliveries = await deliveries_of(session, delivery.attempt_id)
    accepted = accepted_leases(deliveries)
    stored = await session.scalars(select(JournalEntry).where(col(JournalEntry.attempt_id) == delivery.attempt_id))
    beside: list[Stored] = [entry for entry in stored if entry.lease not in accepted]
    for each in deliveries:
        if each.id < delivery.id and each.journal_lease is not None:
            beside += await answers_of(session, each.id)
    return _newest(beside)


def is_newer(late: LateAnswer, stored: Stored | None) -> bool:
    """Say whether a late answer was given after the one that is there, by the count of their pages."""
    return stored is None or _place(late) > _place(stored)


def newer_than(stored: dict[int, Stored], answers: Sequence[LateAnswer]) -> list[LateAnswer]:
    """Leave out the answers that were overtaken."""
    return [each for each in answers if is_newer(each, stored.get(each.slot))]


def _newest(answers: Iterable[Stored]) -> dict[int, Stored]:
    newest: dict[int, Stored] = {}
    for each in sorted(answers, key=_place):
        newest[each.slot] = each
    return newest


def _place(answer: Stored) -> tuple[int, int]:
    return answer.lease, answer.sequence
