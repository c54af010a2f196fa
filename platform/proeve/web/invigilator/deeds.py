"""What can be done to people in a room: for each deed its words, to whom it can be done, and how."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.scope import Scope
from proeve.exams.attempts import AttemptState
from proeve.exams.invigilating.acts import Act
from proeve.exams.invigilating.ending import end_attempts, release_leases
from proeve.exams.invigilating.minutes import give_minutes
from proeve.exams.invigilating.pausing import pause_attempts, resume_attempts
from proeve.exams.invigilating.room import RoomRow
from proeve.exams.time_grants import GrantKind


@dataclass(frozen=True, slots=True)
class Filling:
    """What was filled in on the form of a deed."""

    reason: str
    minutes: int
    kind: str


Doing = Callable[[AsyncSession, Scope, int, Sequence[int], Filling], Awaitable[Act]]


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed; `starts_with_all` ticks everybody when nobody was chosen before."""

    title: str
    lead: str
    button: str
    sign: str
    fits: Callable[[RoomRow], bool]
    do: Doing
    asks_minutes: bool = False
    asks_reason: bool = True
    starts_with_all: bool = True
    is_final: bool = False


def _is_not_done(row: RoomRow) -> bool:
    return row.state in {AttemptState.PREPARED, AttemptState.RUNNING}


def _is_at_it(row: RoomRow) -> bool:
    return row.is_at_it


def _clock_runs(row: RoomRow) -> bool:
    return row.is_at_it and row.paused_at is None


def _clock_stands_still(row: RoomRow) -> bool:
    return row.is_at_it and row.paused_at is not None


async def _give_minutes(session: AsyncSession, scope: Scope, sitting: int, ids: Sequence[int], filled: Filling) -> Act:
    kind = GrantKind.PLANNED if filled.kind == GrantKind.PLANNED else GrantKind.INCIDENT
    return await give_minutes(session, scope, sitting, ids, minutes=filled.minutes, kind=kind, reason=filled.reason)


async def _pause(session: AsyncSession, scope: Scope, sitting: int, ids: Sequence[int], filled: Filling) -> Act:
    return await pause_attempts(session, scope, sitting, ids, reason=filled.reason)


async def _resume(session: AsyncSession, scope: Scope, sitting: int, ids: Sequence[int], _filled: Filling) -> Act:
    return await resume_attempts(session, scope, sitting, ids)


async def _release(session: AsyncSession, scope: Scope, sitting: int, ids: Sequence[int], _filled: Filling) -> Act:
    return await release_leases(session, scope, sitting, ids)


async def _end(session: AsyncSession, scope: Scope, sitting: int, ids: Sequence[int], filled: Filling) -> Act:
    return await end_attempts(session, scope, sitting, ids, reason=filled.reason)


DEEDS: Mapping[str, Deed] = {
    "minuten": Deed(
        "Minuten geven",
        "Dit komt bij de tijd die iemand al heeft. Wie bezig is met de toets, ziet de nieuwe eindtijd vanzelf.",
        "Minuten geven",
        "stopwatch",
        _is_not_done,
        _give_minutes,
        asks_minutes=True,
    ),
    "stilzetten": Deed(
        "Klok stilzetten",
        "De klok staat stil tot u hem weer laat lopen. Niemand verliest tijd en alle antwoorden blijven bewaard.",
        "Klok stilzetten",
        "pause-circle",
        _clock_runs,
        _pause,
    ),
    "doorgaan": Deed(
        "Klok weer laten lopen",
        "Iedereen krijgt de tijd terug die de klok heeft stilgestaan. De toets gaat op het scherm vanzelf verder.",
        "Klok laten lopen",
        "play-fill",
        _clock_stands_still,
        _resume,
        asks_reason=False,
    ),
    "ander-apparaat": Deed(
        "Verder op een ander apparaat",
        "Voor wie een apparaat kwijt is of niet meer verder kan. Deze persoon meldt zich aan op het andere apparaat en "
        "kiest 'Verdergaan'. Op het oude apparaat stopt de toets. Alle opgeslagen antwoorden blijven staan.",
        "Vrijgeven",
        "laptop",
        _is_at_it,
        _release,
        asks_reason=False,
        starts_with_all=False,
    ),
    "beeindigen": Deed(
        "Toets beëindigen",
        "De toets sluit meteen en telt met de antwoorden die er nu zijn. Dit kunt u niet ongedaan maken.",
        "Toets beëindigen",
        "slash-circle",
        _is_at_it,
        _end,
        starts_with_all=False,
        is_final=True,
    ),
}
"""By the word in the address."""
