"""What each act on a version is called, and what its page explains before it is done."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.scope import Scope
from proeve.exams.item_versions import ItemVersion, Standing
from proeve.workshop.standing import pause_version, possible_acts, put_live, resume_version, retire_version

Doing = Callable[[AsyncSession, Scope, str, int, str], Awaitable[ItemVersion]]
"""Does it to a version of an item, for a reason."""


@dataclass(frozen=True, slots=True)
class VersionAct:
    """The page of one act, below the page of the item."""

    name: str
    path: str
    title: str
    button: str
    icon: str
    what: str
    done: str
    do: Doing
    asks_reason: bool = False
    is_grave: bool = False


async def _put_live(session: AsyncSession, scope: Scope, item_id: str, version: int, _reason: str) -> ItemVersion:
    return await put_live(session, scope, item_id, version)


async def _resume(session: AsyncSession, scope: Scope, item_id: str, version: int, _reason: str) -> ItemVersion:
    return await resume_version(session, scope, item_id, version)


async def _pause(session: AsyncSession, scope: Scope, item_id: str, version: int, reason: str) -> ItemVersion:
    return await pause_version(session, scope, item_id, version, reason=reason)


async def _retire(session: AsyncSession, scope: Scope, item_id: str, version: int, reason: str) -> ItemVersion:
    return await retire_version(session, scope, item_id, version, reason=reason)


KEPT = "Toetsen die al klaarstaan, houden de vragen die ze hebben."
VERSION_ACTS = (
    VersionAct(
        "put_live",
        "in-gebruik",
        "In gebruik nemen",
        "In gebruik nemen",
        "play-fill",
        f"Vanaf nu komt deze versie op nieuwe toetsen. Een eerdere versie van deze vraag gaat uit gebruik. {KEPT}",
        "Deze versie is nu in gebruik.",
        _put_live,
    ),
    VersionAct(
        "resume",
        "hervatten",
        "Weer in gebruik nemen",
        "Weer in gebruik nemen",
        "play-fill",
        f"Vanaf nu komt deze versie weer op nieuwe toetsen. {KEPT}",
        "Deze versie is weer in gebruik.",
        _resume,
    ),
    VersionAct(
        "pause",
        "pauzeren",
        "Pauzeren",
        "Pauzeren",
        "pause-circle",
        f"Deze versie komt voorlopig niet op nieuwe toetsen. U kunt hem later weer in gebruik nemen. {KEPT}",
        "Deze versie staat op pauze.",
        _pause,
        asks_reason=True,
    ),
    VersionAct(
        "retire",
        "uit-gebruik",
        "Uit gebruik nemen",
        "Voorgoed uit gebruik nemen",
        "slash-circle",
        f"Deze versie komt nooit meer op een toets. Met de tekst kunt u wel een nieuwe versie beginnen. {KEPT}",
        "Deze versie is uit gebruik.",
        _retire,
        asks_reason=True,
        is_grave=True,
    ),
)
BY_PATH = {act.path: act for act in VERSION_ACTS}


def acts_for(standing: Standing) -> list[VersionAct]:
    """List what can be done with a version that stands so."""
    possible = possible_acts(standing)
    return [act for act in VERSION_ACTS if act.name in possible]
