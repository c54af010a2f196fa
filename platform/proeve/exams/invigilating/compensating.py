"""Propose and grant the minutes that make an outage good, with the evidence of each person."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import clock, dutch
from proeve.core.errors import Conflict
from proeve.core.scope import Scope
from proeve.exams.attempts import Attempt
from proeve.exams.granting import Why, add_time, can_get_time
from proeve.exams.invigilating.acts import Act, ActKind, add_act, find_room, hold_in_room
from proeve.exams.invigilating.outages import Loss, Outage, Sat, Span, find_outages
from proeve.exams.invigilating.room import RoomRow, all_in_room
from proeve.exams.journal.presence import ConnectionGap, silent_since
from proeve.exams.time_grants import GrantKind, TimeGrant
from proeve.exams.timing import SECONDS_PER_MINUTE


@dataclass(frozen=True, slots=True)
class ProposedLoss:
    """What one person lost, and whether minutes are still of use to them."""

    row: RoomRow
    loss: Loss
    is_at_it: bool

    @property
    def began_at(self) -> datetime:
        """Return from when nothing was heard."""
        return datetime.fromtimestamp(self.loss.span[0] / 1000, UTC)

    @property
    def ended_at(self) -> datetime:
        """Return until when nothing was heard."""
        return datetime.fromtimestamp(self.loss.span[1] / 1000, UTC)


@dataclass(frozen=True, slots=True)
class Proposal:
    """An outage with the minutes it is to be made good with."""

    began_at: datetime
    ended_at: datetime
    is_over: bool
    losses: tuple[ProposedLoss, ...]

    @property
    def key(self) -> int:
        """Return what this outage is known by: when it began, in milliseconds."""
        return clock.milliseconds(self.began_at)

    @property
    def to_grant(self) -> tuple[ProposedLoss, ...]:
        """Return who can still get minutes."""
        return tuple(each for each in self.losses if each.is_at_it)


async def all_proposals(session: AsyncSession, scope: Scope, sitting_id: int) -> list[Proposal]:
    """List the outages of a sitting that were not made good, of which somebody who is still at it had a loss."""
    await find_room(session, scope, sitting_id)
    rows = [row for row in await all_in_room(session, scope, sitting_id) if row.started_at is not None]
    outages = find_outages(await _read_sats(session, rows))
    proposals = [_proposal(outage, {row.attempt_id: row for row in rows}) for outage in outages]
    return [proposal for proposal in proposals if proposal.to_grant]


async def compensate(session: AsyncSession, scope: Scope, sitting_id: int, key: int) -> Act:
    """Grant everybody who is at it what an outage cost them; `key` is that of its proposal.

    The attempts are held before the proposal is made, so that two who press at once grant it once. Raises NotFound,
    and Conflict (code made_good) when there is nothing left to make good.
    """
    await find_room(session, scope, sitting_id)
    running = [row.attempt_id for row in await all_in_room(session, scope, sitting_id) if row.is_at_it]
    proposal, held = None, {}
    if running:
        sitting, attempts = await hold_in_room(session, scope, sitting_id, [each for each in running if each])
        held = {attempt.id: attempt for attempt in attempts if can_get_time(attempt)}
        proposals = await all_proposals(session, scope, sitting_id)
        proposal = next((each for each in proposals if each.key == key), None)
    losses = [each.loss for each in proposal.to_grant if each.loss.attempt_id in held] if proposal else []
    if proposal is None or not losses:
        raise Conflict("Deze storing is al goedgemaakt, of er is niemand meer bezig.", code="made_good")
    reason = f"Storing van {dutch.time(proposal.began_at)} tot {dutch.time(proposal.ended_at)} uur"
    act = await add_act(
        session, scope, sitting, ActKind.OUTAGE, [held[loss.attempt_id] for loss in losses], reason=reason
    )
    for loss in losses:
        _make_good(session, scope, held[loss.attempt_id], loss, act)
    await session.flush()
    return act


def _make_good(session: AsyncSession, scope: Scope, attempt: Attempt, loss: Loss, act: Act) -> None:
    why = Why(act.reason, GrantKind.OUTAGE, act.id, loss.made_good)
    add_time(session, scope, attempt, seconds=loss.minutes * SECONDS_PER_MINUTE, why=why)


async def _read_sats(session: AsyncSession, rows: Sequence[RoomRow]) -> list[Sat]:
    ids = [row.attempt_id for row in rows]
    silences, made_good = defaultdict[int, list[Span]](list), defaultdict[int, list[Span]](list)
    for gap in await session.scalars(select(ConnectionGap).where(col(ConnectionGap.attempt_id).in_(ids))):
        silences[gap.attempt_id].append((gap.from_ms, gap.until_ms))
    counted = select(TimeGrant).where(col(TimeGrant.attempt_id).in_(ids), col(TimeGrant.undone_at).is_(None))
    for grant in await session.scalars(counted.where(col(TimeGrant.from_ms).is_not(None))):
        made_good[grant.attempt_id].append((grant.from_ms or 0, grant.until_ms or 0))
    now_ms = clock.now_ms()
    return [_sat(row, silences[row.attempt_id or 0], made_good[row.attempt_id or 0], now_ms) for row in rows]


def _sat(row: RoomRow, silences: list[Span], made_good: list[Span], now_ms: int) -> Sat:
    """Return one person's times; a pause that goes on is no loss."""
    paused = [(clock.milliseconds(row.paused_at), now_ms)] if row.paused_at else []
    ended = clock.milliseconds(row.closed_at) if row.closed_at else now_ms
    began = clock.milliseconds(row.started_at) if row.started_at else ended
    return Sat(row.attempt_id or 0, (began, ended), [*silences, *_last_silence(row, now_ms)], [*made_good, *paused])


def _last_silence(row: RoomRow, now_ms: int) -> list[Span]:
    """Return the silence that goes on, or in which an attempt was closed: no sign of life ended it, so no row has it.

    Who handed in was there.
    """
    if row.started_at is None or row.submitted_at is not None:
        return []
    until_ms = clock.milliseconds(row.closed_at) if row.closed_at else now_ms
    since_ms = silent_since(row.seen_ms, clock.milliseconds(row.started_at), until_ms)
    return [] if since_ms is None else [(since_ms, until_ms)]


def _proposal(outage: Outage, rows: dict[int | None, RoomRow]) -> Proposal:
    began_at, ended_at = (datetime.fromtimestamp(ms / 1000, UTC) for ms in outage.span)
    losses = tuple(ProposedLoss(rows[loss.attempt_id], loss, rows[loss.attempt_id].is_at_it) for loss in outage.losses)
    return Proposal(began_at, ended_at, outage.span[1] < clock.now_ms(), losses)
