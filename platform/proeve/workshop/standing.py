"""The life of a version after its approval: put live, paused, resumed, retired; every move in one table."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.errors import Conflict, NotFound
from proeve.core.scope import Scope
from proeve.exams.item_steps import StepKind
from proeve.exams.item_versions import ItemVersion, Standing, hold_versions, item_of, set_standing
from proeve.exams.leaked_items import leaked_texts
from proeve.workshop.access import checked_reason, refuse_writers
from proeve.workshop.recording import record_step

WORDS: Mapping[Standing, str] = {
    Standing.APPROVED: "goedgekeurd",
    Standing.LIVE: "in gebruik",
    Standing.PAUSED: "gepauzeerd",
    Standing.RETIRED: "uit gebruik",
}
LEAKED = (
    "Versie {version} kan niet in gebruik: een tekst lijkt te veel op een vraag die is uitgelekt. "
    "Schrijf een nieuwe versie met een andere tekst."
)


class Act(NamedTuple):
    """A move between standings, and the step it is."""

    before: frozenset[Standing]
    after: Standing
    step: StepKind


ACTS: Mapping[str, Act] = {
    "put_live": Act(frozenset({Standing.APPROVED}), Standing.LIVE, StepKind.PUT_LIVE),
    "pause": Act(frozenset({Standing.LIVE}), Standing.PAUSED, StepKind.PAUSED),
    "resume": Act(frozenset({Standing.PAUSED}), Standing.LIVE, StepKind.RESUMED),
    "retire": Act(frozenset({Standing.APPROVED, Standing.LIVE, Standing.PAUSED}), Standing.RETIRED, StepKind.RETIRED),
}
"""What people may do with a version. Nothing comes back from retirement: its text can begin a new version."""


def possible_acts(standing: Standing) -> set[str]:
    """Return the acts that a version with this standing allows."""
    return {name for name, act in ACTS.items() if standing in act.before}


async def put_live(session: AsyncSession, scope: Scope, item_id: str, version: int) -> ItemVersion:
    """Let forms be drawn with an approved version; the earlier versions of the item are out of use from now on.

    Raises NotFound, and Conflict for a version that is not approved (any more; code wrong_standing) or that holds a
    text that leaked (code leaked_text).
    """
    return await _act(session, scope, (item_id, version), "put_live")


async def resume_version(session: AsyncSession, scope: Scope, item_id: str, version: int) -> ItemVersion:
    """Let forms be drawn with a paused version again, or with a shipped one that waited; raises as `put_live` does."""
    return await _act(session, scope, (item_id, version), "resume")


async def pause_version(session: AsyncSession, scope: Scope, item_id: str, version: int, *, reason: str) -> ItemVersion:
    """Draw no new forms with a version for now; forms that have it keep it. Raises Invalid without a reason."""
    return await _act(session, scope, (item_id, version), "pause", checked_reason(reason))


async def retire_version(
    session: AsyncSession, scope: Scope, item_id: str, version: int, *, reason: str
) -> ItemVersion:
    """Take a version out of use for good; forms that have it keep it. Raises Invalid without a reason."""
    return await _act(session, scope, (item_id, version), "retire", checked_reason(reason))


async def _act(
    session: AsyncSession, scope: Scope, version: tuple[str, int], name: str, reason: str = ""
) -> ItemVersion:
    refuse_writers(scope)
    act, (item_id, number) = ACTS[name], version
    versions = await hold_versions(session, item_id)
    row = next((each for each in versions if each.version == number), None)
    if row is None:
        raise NotFound("Deze versie van de vraag is er niet.")
    if row.standing not in act.before:
        stands = f"Versie {number} van deze vraag is {WORDS[Standing(row.standing)]}."
        raise Conflict(f"{stands} Open de vraag opnieuw om te zien wat kan.", code="wrong_standing")
    if act.after is Standing.LIVE:
        if any((await leaked_texts(session)).copies(item_of(row))):
            raise Conflict(LEAKED.format(version=number), code="leaked_text")
        await _supersede(session, scope, versions, row)
    set_standing(row, act.after)
    record_step(session, scope, version, act.step, reason=reason)
    await session.flush()
    return row


async def _supersede(session: AsyncSession, scope: Scope, versions: list[ItemVersion], by: ItemVersion) -> None:
    """Retire the live version and every older one; what is newer than a version that is resumed waits on."""
    for each in versions:
        is_over = each.standing == Standing.LIVE or each.version < by.version
        if each is not by and is_over and each.standing != Standing.RETIRED:
            set_standing(each, Standing.RETIRED)
            record_step(session, scope, (each.item, each.version), StepKind.SUPERSEDED, by=by.version)
        # What left the product does not come back by itself after this.
        each.left_content = False
    # The database knows one live version of an item at a time.
    await session.flush()
