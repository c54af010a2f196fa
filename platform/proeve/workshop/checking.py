"""Check a draft among the items of the bank, quickly enough to do so at every pause in typing."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.exams.decoded import Decoded
from proeve.exams.item_versions import ItemVersion, Standing, Version, find_items
from proeve.exams.leaked_items import leaked_versions
from proeve.workshop.drafts import ItemDraft
from question_bank.drafting import Neighbours, draft_flaws
from question_bank.drafting.document import tidied
from question_bank.flaw import Flaw

IN_THE_BANK = (Standing.LIVE, Standing.APPROVED, Standing.PAUSED)

_ready: Decoded[tuple[frozenset[Version], frozenset[Version]], Neighbours] = Decoded()


async def check_document(session: AsyncSession, draft: ItemDraft, document: Mapping[str, Any]) -> list[Flaw]:
    """Find what is missing, wrong or doubtful in what somebody is typing into a draft; nothing is stored.

    Raises Misshapen for what is no document of an item.
    """
    return draft_flaws(draft.whole(tidied(document)), await neighbours(session))


async def check_draft(session: AsyncSession, draft: ItemDraft) -> list[Flaw]:
    """Find what is missing, wrong or doubtful in a draft as it is stored."""
    return draft_flaws(draft.whole(), await neighbours(session))


def problems_of(flaws: Iterable[Flaw]) -> dict[str, str]:
    """Return the sentences of the problems by dotted place; warnings do not stop anybody."""
    problems: dict[str, str] = {}
    for flaw in flaws:
        if flaw.severity == "problem":
            place = ".".join(str(step) for step in flaw.place)
            problems[place] = f"{problems[place]} {flaw.sentence}" if place in problems else flaw.sentence
    return problems


async def neighbours(session: AsyncSession) -> Neighbours:
    """Return the items of the bank made ready to compare with; made once for each state of the bank.

    What has leaked is compared with too, so that it does not come back as another item.
    """
    rows = select(col(ItemVersion.item), col(ItemVersion.version)).where(col(ItemVersion.standing).in_(IN_THE_BANK))
    # Of an item with several, the newest stays: later pairs replace earlier ones.
    newest = {row.item: row.version for row in await session.execute(rows.order_by(col(ItemVersion.version)))}
    current = frozenset(newest.items())
    state = current, await leaked_versions(session) - current
    ready = _ready.of(session)
    if state not in ready:
        items, leaked = [(await find_items(session, versions)).values() for versions in state]
        made = await asyncio.to_thread(Neighbours, items, leaked)
        ready.clear()
        ready[state] = made
    return ready[state]
