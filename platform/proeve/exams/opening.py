"""Open a running attempt in a page: take the lease, and hand over all the page needs to go on by itself."""

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.audit import record
from proeve.core.errors import Conflict
from proeve.core.scope import Scope
from proeve.exams import timing
from proeve.exams.attempt_tokens import AttemptTokens, Pass
from proeve.exams.attempts import Attempt, AttemptState, begins_later, form_of, hold_own_attempt
from proeve.exams.blueprints import find_blueprint
from proeve.exams.item_versions import find_items
from proeve.exams.journal.answers import StoredAnswer, last_answers
from proeve.exams.starting import ALREADY_CLOSED
from question_bank.drawing import Slot
from question_bank.items import Item
from question_bank.kinds import kind_of, shape

LONGEST_DEVICE = 300
"""Browsers name themselves in some 150 signs."""


class Bootstrap(Struct, frozen=True):
    """What the exam page starts with; times are in milliseconds since 1970, by the server's clock.

    `items` are in the order of the form and hold nothing that gives a key away.
    """

    attempt: int
    exam: str
    lease: int
    token: str
    server_ms: int
    deadline_ms: int
    grace_ms: int
    state: str
    items: list[dict[str, Any]]
    answers: list[StoredAnswer]


async def open_attempt(
    session: AsyncSession, scope: Scope, attempt_id: int, *, tokens: AttemptTokens, device: str = ""
) -> Bootstrap:
    """Take a running attempt over for a page: from now on only this page can save.

    `device` is what the browser calls itself, kept for whoever has to judge an objection later.
    One that is paused can be taken over as well; its deadline moves along with the clock, as in every envelope. Raises
    NotFound, and Conflict when the attempt has not started or is closed.
    """
    attempt = await hold_own_attempt(session, scope, attempt_id)
    now = clock.now()
    if attempt.state == AttemptState.PREPARED or attempt.deadline_at is None or begins_later(attempt):
        raise Conflict("U bent nog niet begonnen. Lees eerst de uitleg en druk op 'Toets starten'.", code="not_started")
    stood_still_from = attempt.paused_at or now
    if attempt.state != AttemptState.RUNNING or timing.is_overdue(stood_still_from, attempt.deadline_at):
        raise Conflict(ALREADY_CLOSED, code="attempt_closed")
    attempt.lease += 1
    await session.flush()
    subject = f"attempt:{attempt.id}"
    facts = {"lease": attempt.lease, "device": device[:LONGEST_DEVICE]}
    record(session, "attempt.open", subject, actor_id=scope.person_id, corporation_id=attempt.corporation_id, **facts)
    blueprint = await find_blueprint(session, attempt.blueprint_id)
    slots = form_of(attempt).slots
    items = await find_items(session, [(slot.item, slot.version) for slot in slots])
    asked = [(slot, items[slot.item, slot.version]) for slot in slots]
    return Bootstrap(
        attempt=attempt.id,
        exam=blueprint.title,
        lease=attempt.lease,
        token=tokens.issue(_pass(attempt, [item for _, item in asked])),
        server_ms=clock.milliseconds(now),
        deadline_ms=clock.milliseconds(attempt.deadline_at + (now - stood_still_from)),
        grace_ms=round(timing.GRACE.total_seconds() * 1000),
        state="paused" if attempt.paused_at else attempt.state,
        items=[_presented(number, slot, item) for number, (slot, item) in enumerate(asked)],
        # Nobody can have saved anything before the first page was opened.
        answers=await last_answers(session, attempt.id) if attempt.lease > 1 else [],
    )


def _pass(attempt: Attempt, items: list[Item]) -> Pass:
    return Pass(
        attempt_id=attempt.id,
        lease=attempt.lease,
        person_id=attempt.person_id,
        shapes=tuple(shape(item) for item in items),
    )


def _presented(number: int, slot: Slot, item: Item) -> dict[str, Any]:
    return {"slot": number, **msgspec.to_builtins(kind_of(item).present(item, slot.order))}
