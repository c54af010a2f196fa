"""What has leaked: the texts that must not come back, under whatever id."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.exams.item_steps import ItemStep, StepKind
from proeve.exams.item_versions import ItemVersion, Version, find_items
from question_bank.drafting import Neighbours


async def leaked_versions(session: AsyncSession) -> frozenset[Version]:
    """Return the versions that there were of each item when it leaked."""
    rows = (
        select(col(ItemVersion.item), col(ItemVersion.version))
        .join(ItemStep, col(ItemStep.item) == col(ItemVersion.item))
        .where(col(ItemStep.kind) == StepKind.LEAKED, col(ItemVersion.version) <= col(ItemStep.version))
    )
    return frozenset((row.item, row.version) for row in await session.execute(rows))


async def leaked_texts(session: AsyncSession) -> Neighbours:
    """Return what has leaked, made ready to compare items with that arrive without anybody typing them here."""
    return Neighbours((), (await find_items(session, await leaked_versions(session))).values())
