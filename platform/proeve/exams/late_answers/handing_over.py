"""Hand over answers that a page still has after its attempt was closed; they count only once somebody accepts them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.errors import Conflict, Invalid
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt, form_of, hold_own_attempt
from proeve.exams.closing import close_if_overdue
from proeve.exams.item_versions import find_items
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.journal.saves import LARGEST_SEQUENCE
from proeve.exams.late_answers.deliveries import DeliveryState, LateAnswer, LateDelivery, answers_of, deliveries_of
from question_bank.kinds import accepts, shape

MOST_ANSWERS = 100
SHORTEST_EXPLANATION, LONGEST_EXPLANATION = 10, 1000
HANDED_OVER_WITHIN = timedelta(days=14)
"""How long after closing somebody can come with answers; an objection can be made for longer."""
LAST_MOMENT_MS = 4_102_444_800_000
"""The year 2100: a client's clock is kept as evidence only, so a wrong one is bent and never refused."""

WHY_MISSING = (
    f"Leg in {SHORTEST_EXPLANATION} tot {LONGEST_EXPLANATION} tekens uit wat er gebeurde. "
    "Bijvoorbeeld: de wifi viel uit om half elf."
)


class SentAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """One answer as a page still has it; what it must look like depends on its slot."""

    lease: int
    sequence: int
    slot: int
    answer: Any
    client_ms: int


class _Late(NamedTuple):
    """The same with its answer as JSON text."""

    lease: int
    sequence: int
    slot: int
    answer: str | None
    client_ms: int

    @property
    def content(self) -> tuple[int, int, int, str | None]:
        """Return what tells it from others; the moment is only evidence."""
        return self[:4]


async def hand_over_late(
    session: AsyncSession, scope: Scope, attempt_id: int, answers: Sequence[SentAnswer], explanation: str
) -> LateDelivery | None:
    """Keep answers of the candidate's own closed attempt apart, to be decided about.

    What the journal has already is passed over; None means that nothing was late. Handing over the same once more
    returns the delivery there is. Raises NotFound, Invalid, and Conflict while the attempt runs (not_closed), while an
    earlier delivery waits (late_waiting) and when it is too long ago (late_too_old).
    """
    attempt = await hold_own_attempt(session, scope, attempt_id)
    await _check_time(session, attempt)
    late = await _not_in_journal(session, attempt, await _read(session, attempt, answers))
    if not late:
        return None
    known = await deliveries_of(session, attempt.id)
    for each in reversed(known):
        if await _holds(session, each, late):
            return each
    if any(each.state == DeliveryState.WAITING for each in known):
        raise Conflict(
            "U heeft al eerder antwoorden nagestuurd. Daar beslist eerst iemand over. Deze antwoorden blijven op dit "
            "apparaat bewaard: kom na de beslissing terug.",
            code="late_waiting",
        )
    return await _keep(session, attempt, late, _explained(explanation))


async def _check_time(session: AsyncSession, attempt: Attempt) -> None:
    await close_if_overdue(session, attempt)
    if attempt.closed_at is None:
        raise Conflict(
            "Uw toets is nog niet afgesloten. Ga terug naar de toets: uw antwoorden worden daar opgeslagen.",
            code="not_closed",
        )
    if clock.now() > attempt.closed_at + HANDED_OVER_WITHIN:
        raise Conflict(
            f"Antwoorden nasturen kan tot {HANDED_OVER_WITHIN.days} dagen na de toets. Wilt u dat er toch iemand naar "
            "kijkt? Maak dan bezwaar bij uw corporatie.",
            code="late_too_old",
        )


async def _read(session: AsyncSession, attempt: Attempt, sent: Sequence[SentAnswer]) -> list[_Late]:
    """Return the answers in the order of their pages; raise Invalid when one of them cannot belong to this attempt."""
    if not 1 <= len(sent) <= MOST_ANSWERS:
        raise Invalid(f"Stuur 1 tot en met {MOST_ANSWERS} antwoorden na.")
    slots = form_of(attempt).slots
    items = await find_items(session, [(slot.item, slot.version) for slot in slots])
    shapes = [shape(items[slot.item, slot.version]) for slot in slots]
    if any(not _fits(each, shapes, attempt.lease) for each in sent):
        raise Invalid("Een van deze antwoorden past niet bij uw toets. Laad de pagina opnieuw.", code="wrong_shape")
    rows = {(each.lease, each.sequence): each for each in sent}
    return [_late(rows[key]) for key in sorted(rows)]


def _fits(sent: SentAnswer, shapes: Sequence[str], newest_lease: int) -> bool:
    is_of_a_page = 0 <= sent.lease <= newest_lease and 1 <= sent.sequence <= LARGEST_SEQUENCE
    return is_of_a_page and 0 <= sent.slot < len(shapes) and accepts(shapes[sent.slot], sent.answer)


def _late(sent: SentAnswer) -> _Late:
    answer = None if sent.answer is None else msgspec.json.encode(sent.answer).decode()
    return _Late(sent.lease, sent.sequence, sent.slot, answer, min(max(sent.client_ms, 0), LAST_MOMENT_MS))


async def _not_in_journal(session: AsyncSession, attempt: Attempt, late: list[_Late]) -> list[_Late]:
    """Leave out what was stored in time, of which the page only never heard."""
    stored = await session.scalars(select(JournalEntry).where(col(JournalEntry.attempt_id) == attempt.id))
    known = {(entry.lease, entry.sequence, entry.slot, entry.answer) for entry in stored}
    return [each for each in late if each.content not in known]


async def _holds(session: AsyncSession, delivery: LateDelivery, late: list[_Late]) -> bool:
    held = await answers_of(session, delivery.id)
    return {each.content for each in late} <= {(each.lease, each.sequence, each.slot, each.answer) for each in held}


def _explained(explanation: str) -> str:
    tidy = explanation.replace("\0", "").strip()
    if not SHORTEST_EXPLANATION <= len(tidy) <= LONGEST_EXPLANATION:
        raise Invalid(WHY_MISSING, {"explanation": WHY_MISSING})
    return tidy


async def _keep(session: AsyncSession, attempt: Attempt, late: list[_Late], explanation: str) -> LateDelivery:
    delivery = LateDelivery(
        attempt_id=attempt.id,
        corporation_id=attempt.corporation_id,
        person_id=attempt.person_id,
        explanation=explanation,
    )
    session.add(delivery)
    await session.flush()
    session.add_all(LateAnswer(delivery_id=delivery.id, **each._asdict()) for each in late)
    await session.flush()
    record(
        session,
        "late_answers.hand_over",
        f"attempt:{attempt.id}",
        actor_id=attempt.person_id,
        corporation_id=attempt.corporation_id,
        delivery=delivery.id,
        answers=len(late),
        explanation=explanation,
    )
    return delivery
