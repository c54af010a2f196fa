"""Open running attempts in pages: take the lease, and hand over all that a page needs to go on by itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import clock
from proeve.core.audit import AuditLine, record_all
from proeve.core.errors import Conflict, ProeveError, only
from proeve.core.scope import Scope
from proeve.exams import timing
from proeve.exams.asking import Asked, settle_asked_items
from proeve.exams.attempt_tokens import AttemptTokens, Pass
from proeve.exams.attempts import Attempt, AttemptState, begins_later, hold_attempts, no_such_attempt, not_started
from proeve.exams.blueprints import find_blueprint
from proeve.exams.journal.answers import StoredAnswer, last_answers
from proeve.exams.journal.last_slot import last_slot
from proeve.exams.starting import ALREADY_CLOSED
from question_bank.forms import Slot
from question_bank.items import Item
from question_bank.kinds import kind_of, shape
from question_bank.kinds.views import Presented

LONGEST_DEVICE = 300
"""Browsers name themselves in some 150 signs."""


class Shown(Presented, frozen=True):
    """An item in a slot of a form, as its candidate sees it."""

    slot: int


class Bootstrap(Struct, frozen=True):
    """What the exam page starts with; times are in milliseconds since 1970, by the server's clock.

    `items` are in the order of the form and hold nothing that gives a key away. `last_slot` is the question that a page
    before this one was last heard of at.
    """

    attempt: int
    exam: str
    lease: int
    token: str
    server_ms: int
    deadline_ms: int
    grace_ms: int
    state: str
    items: list[Shown]
    answers: list[StoredAnswer]
    last_slot: int | None


class Opening(NamedTuple):
    """A page's wish to take an attempt over.

    `device` is what the browser calls itself, kept for whoever has to judge an objection later.
    """

    scope: Scope
    attempt_id: int
    device: str = ""


async def open_attempt(
    session: AsyncSession, scope: Scope, attempt_id: int, *, tokens: AttemptTokens, device: str = ""
) -> Bootstrap:
    """Take a running attempt over for a page: from now on only this page can save.

    One that is paused can be taken over as well; its deadline moves along with the clock, as in every envelope. Raises
    NotFound, and Conflict when the attempt has not started or is closed.
    """
    return only(await open_attempts(session, [Opening(scope, attempt_id, device)], tokens=tokens))


async def open_attempts(
    session: AsyncSession, openings: Sequence[Opening], *, tokens: AttemptTokens
) -> list[Bootstrap | ProeveError]:
    """Let many pages take attempts over at once, by as many statements as for one, but for what earlier pages left.

    Returns for each what its page starts with, or the error that `open_attempt` raises for it.
    """
    attempts = await hold_attempts(session, {opening.attempt_id for opening in openings})
    found = [_openable(attempts.get(opening.attempt_id), opening) for opening in openings]
    taken_over = {each[0].id: each[0] for each in found if not isinstance(each, ProeveError)}
    asked = await settle_asked_items(session, list(taken_over.values()))
    outcomes: list[Bootstrap | ProeveError] = []
    lines: list[AuditLine] = []
    for opening, each in zip(openings, found, strict=True):
        if isinstance(each, ProeveError):
            outcomes.append(each)
            continue
        attempt, deadline_at = each
        attempt.lease += 1
        lines.append(_audit_line(attempt, opening))
        outcomes.append(await _bootstrap(session, attempt, deadline_at, asked[attempt.id], tokens))
    await session.flush()
    await record_all(session, lines)
    return outcomes


def _openable(attempt: Attempt | None, opening: Opening) -> tuple[Attempt, datetime] | ProeveError:
    """Return an attempt that this page may take over and its deadline, or why it may not."""
    if attempt is None or attempt.person_id != opening.scope.person_id:
        return no_such_attempt()
    if attempt.state == AttemptState.PREPARED or attempt.deadline_at is None or begins_later(attempt):
        return not_started()
    if attempt.state != AttemptState.RUNNING or timing.is_overdue(
        attempt.paused_at or clock.now(), attempt.deadline_at
    ):
        return Conflict(ALREADY_CLOSED, code="attempt_closed")
    return attempt, attempt.deadline_at


def _audit_line(attempt: Attempt, opening: Opening) -> AuditLine:
    facts = {"lease": attempt.lease, "device": opening.device[:LONGEST_DEVICE]}
    return AuditLine("attempt.open", f"attempt:{attempt.id}", opening.scope.person_id, attempt.corporation_id, facts)


async def _bootstrap(
    session: AsyncSession, attempt: Attempt, deadline_at: datetime, asked: Asked, tokens: AttemptTokens
) -> Bootstrap:
    blueprint = await find_blueprint(session, attempt.blueprint_id)
    is_first = attempt.lease == 1  # Nobody can have saved anything before the first page was opened.
    now = clock.now()
    return Bootstrap(
        attempt=attempt.id,
        exam=blueprint.title,
        lease=attempt.lease,
        token=tokens.issue(_pass(attempt, [item for _, item in asked])),
        server_ms=clock.milliseconds(now),
        deadline_ms=clock.milliseconds(deadline_at + (now - (attempt.paused_at or now))),
        grace_ms=round(timing.GRACE.total_seconds() * 1000),
        state="paused" if attempt.paused_at else attempt.state,
        items=[_shown(number, slot, item) for number, (slot, item) in enumerate(asked)],
        answers=[] if is_first else await last_answers(session, attempt.id),
        last_slot=None if is_first else await last_slot(session, attempt.id),
    )


def _pass(attempt: Attempt, items: list[Item]) -> Pass:
    return Pass(
        attempt_id=attempt.id,
        lease=attempt.lease,
        person_id=attempt.person_id,
        shapes=tuple(shape(item) for item in items),
    )


def _shown(number: int, slot: Slot, item: Item) -> Shown:
    return Shown(slot=number, **asdict(kind_of(item).present(item, slot.order)))
