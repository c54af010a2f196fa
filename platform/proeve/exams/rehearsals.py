"""The dress rehearsals: on which device somebody practised, what came of it, and who of a sitting is ready."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import CheckConstraint, Select, String, UniqueConstraint, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import JsonDocument, UtcDateTime
from proeve.core.errors import Invalid
from proeve.core.inserting import insert_missing
from proeve.core.scope import Scope
from proeve.corporations.staff import StaffMember
from proeve.exams.enrolments import Enrolment
from proeve.exams.rehearsal_checks import Checks, Outcome, judge

MOST_SAVES = 100
COUNTS_FOR = timedelta(days=30)
"""Browsers are renewed every four weeks and networks change: an older rehearsal says nothing about the device today."""
LONG_AGO = f"Wel eerder, maar meer dan {COUNTS_FOR.days} dagen geleden."
NEVER_SEEN = "Deze uitkomst hoort niet bij een oefening die wij hebben gezien. Laad de pagina opnieuw en begin opnieuw."


class Rehearsal(SQLModel, table=True):
    """What somebody's last rehearsal on one device showed; `device` is a browser and a system in words.

    `run` and `received` are of the rehearsal that goes on or went on last, the other columns of the last that was
    finished: `received` holds the numbers of the practice answers that reached us, as evidence for its outcome.
    """

    __tablename__ = "rehearsal"
    __table_args__ = (
        UniqueConstraint("person_id", "device"),
        CheckConstraint("(done_at IS NULL) = (outcome IS NULL)", name="done_with_an_outcome"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    device: str
    run: str
    received: list[int] = Field(default_factory=list, sa_type=JsonDocument)
    done_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    checks: dict[str, Any] | None = Field(default=None, sa_type=JsonDocument)
    outcome: Outcome | None = Field(default=None, sa_type=String(20))
    reason: str = ""

    @property
    def counts(self) -> bool:
        """Say whether this was finished, and recently enough to say something about the device."""
        return self.done_at is not None and clock.now() - self.done_at <= COUNTS_FOR


class Readiness(StrEnum):
    """Where somebody stands with practising."""

    NOT_YET = "not_yet"
    READY = "ready"
    TOO_OLD = "too_old"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class ReadinessRow:
    """One person of a sitting; device, reason and moment are those of the rehearsal that decides."""

    enrolment_id: int
    person_id: int
    name: str
    team: str
    readiness: Readiness
    device: str = ""
    reason: str = ""
    done_at: datetime | None = None


async def keep_practice_answers(
    session: AsyncSession, scope: Scope, *, device: str, run: str, sequences: Collection[int]
) -> None:
    """Note that practice answers of a rehearsal arrived; another `run` on the same device begins anew."""
    rehearsal = await _hold(session, scope, device, run)
    before = rehearsal.received if rehearsal.run == run else []
    rehearsal.received = sorted({*before, *sequences})[:MOST_SAVES]
    rehearsal.run = run


async def finish_rehearsal(session: AsyncSession, scope: Scope, *, device: str, run: str, checks: Checks) -> Rehearsal:
    """Keep what a rehearsal showed and what we make of it; raise Invalid for what cannot have happened."""
    verdict = judge(checks)
    rehearsal = await _hold(session, scope, device, run)
    if len(rehearsal.received) < _answers_claimed(checks) or (rehearsal.run != run and _answers_claimed(checks)):
        raise Invalid(NEVER_SEEN)
    rehearsal.run = run
    rehearsal.checks = msgspec.to_builtins(checks)
    rehearsal.outcome, rehearsal.reason = verdict
    rehearsal.done_at = clock.now()
    return rehearsal


async def find_rehearsal(session: AsyncSession, scope: Scope, *, device: str) -> Rehearsal | None:
    """Return somebody's own finished rehearsal on a device, or None."""
    return await session.scalar(_of(scope, device).where(col(Rehearsal.done_at).is_not(None)))


async def all_readiness(session: AsyncSession, scope: Scope, sitting_id: int) -> list[ReadinessRow]:
    """List everyone of a sitting by name, with where they stand; a device that is ready outweighs the others.

    The rehearsals carry no corporation: whoever may see an enrolment may see whether its person is ready.
    """
    people = await session.execute(
        select(Enrolment, StaffMember)
        .join(StaffMember, col(StaffMember.id) == col(Enrolment.staff_member_id))
        .where(col(Enrolment.sitting_id) == sitting_id)
        .where(col(Enrolment.withdrawn_at).is_(None))
        .where(scope.covers(corporation=col(Enrolment.corporation_id), person=col(Enrolment.person_id)))
        .order_by(col(StaffMember.sort_name), col(Enrolment.id))
    )
    rehearsals = await _all_finished(session, sitting_id)
    return [_row(enrolment, member, rehearsals[enrolment.person_id]) for enrolment, member in people]


async def last_rehearsed_at(session: AsyncSession, sitting_id: int) -> datetime | None:
    """Return when anybody of a sitting last finished a rehearsal: until then, readiness is what it was."""
    return await session.scalar(
        select(func.max(col(Rehearsal.done_at)))
        .join(Enrolment, col(Enrolment.person_id) == col(Rehearsal.person_id))
        .where(col(Enrolment.sitting_id) == sitting_id)
    )


async def _all_finished(session: AsyncSession, sitting_id: int) -> dict[int, list[Rehearsal]]:
    found = await session.scalars(
        select(Rehearsal)
        .join(Enrolment, col(Enrolment.person_id) == col(Rehearsal.person_id))
        .where(col(Enrolment.sitting_id) == sitting_id)
        .where(col(Rehearsal.done_at).is_not(None))
        .order_by(col(Rehearsal.done_at))
    )
    by_person = defaultdict[int, list[Rehearsal]](list)
    for rehearsal in found:
        by_person[rehearsal.person_id].append(rehearsal)
    return by_person


def _row(enrolment: Enrolment, member: StaffMember, rehearsals: Sequence[Rehearsal]) -> ReadinessRow:
    """Sum up somebody's rehearsals, the oldest first: of those that count the last that is ready, else the last."""
    who = (enrolment.id, enrolment.person_id, member.name, member.team)
    recent = [each for each in rehearsals if each.counts]
    decisive = max(recent, key=lambda each: (each.outcome == Outcome.READY, each.done_at), default=None)
    if decisive is None or decisive.outcome is None:
        last = (rehearsals[-1].device, LONG_AGO, rehearsals[-1].done_at) if rehearsals else ()
        return ReadinessRow(*who, Readiness.NOT_YET, *last)
    return ReadinessRow(*who, Readiness(decisive.outcome), decisive.device, decisive.reason, decisive.done_at)


def _answers_claimed(checks: Checks) -> int:
    """Return how many practice answers must have reached us if the checks are true."""
    return (checks.saving is not None) + (checks.offline is not None and checks.offline.delivered)


async def _hold(session: AsyncSession, scope: Scope, device: str, run: str) -> Rehearsal:
    row = {"person_id": scope.person_id, "device": device, "run": run, "received": [], "reason": ""}
    await insert_missing(session, Rehearsal, [row])
    wanted = _of(scope, device).with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(wanted)).one()


def _of(scope: Scope, device: str) -> Select[Rehearsal]:
    return select(Rehearsal).where(col(Rehearsal.person_id) == scope.person_id).where(col(Rehearsal.device) == device)
