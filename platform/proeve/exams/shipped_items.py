"""Take in the items that come with the product, without undoing what was decided in the workshop.

Of an item that nobody touched, the newest shipped version is live. Where people decided otherwise (a version of their
own is live, or the item was paused or retired) a new shipped version waits, paused, until they decide about it. A
version that holds a text that leaked here is held back, paused too, until the product comes with another text.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.errors import Conflict
from proeve.exams.item_steps import ItemStep, StepKind
from proeve.exams.item_versions import ItemVersion, Standing, item_of, new_version, set_standing
from proeve.exams.leaked_items import leaked_texts
from question_bank.drafting import Neighbours
from question_bank.items import Item

HOLDS_LEAKED_TEXT = "Niet in gebruik genomen: een tekst lijkt te veel op een vraag die is uitgelekt."


async def add_shipped_items(session: AsyncSession, items: Iterable[Item]) -> None:
    """Store the shipped versions that are new and make them live where that was not decided otherwise; safe to repeat.

    A live version that the product no longer comes with is retired until it returns. Raises Conflict when a version
    that came with the product before reads otherwise now: a form may point to it.
    """
    offered = {item.id: item for item in items}
    stored: defaultdict[str, list[ItemVersion]] = defaultdict(list)
    for row in await session.scalars(select(ItemVersion).order_by(col(ItemVersion.version))):
        stored[row.item].append(row)
    for item_id, versions in stored.items():
        live = _live(versions)
        if item_id not in offered and live is not None and live.shipped_version is not None:
            _step(session, live, StepKind.LEFT_CONTENT, Standing.RETIRED)
            live.left_content = True
    leaked, held_back = await leaked_texts(session), await _held_back(session)
    for item in offered.values():
        await _take_in(session, item, stored.get(item.id, []), leaked, held_back)
    await session.flush()


async def _take_in(
    session: AsyncSession, item: Item, versions: Sequence[ItemVersion], leaked: Neighbours, held_back: frozenset[int]
) -> None:
    known = next((row for row in versions if row.shipped_version == item.version), None)
    if known is not None:
        _refuse_change(known, item)
        if _is_awaited(known, versions) and _live(versions) is None and not any(leaked.copies(item)):
            _step(session, known, StepKind.RETURNED, Standing.LIVE)
        return
    twin = next((row for row in reversed(versions) if row.shipped_version is None and _reads_the_same(row, item)), None)
    if twin is not None:
        # It was written here, went into the repository and comes back with the product.
        twin.shipped_version = item.version
        return
    await _add(session, item, versions, held_back, holds_leaked_text=any(leaked.copies(item)))


async def _add(
    session: AsyncSession,
    item: Item,
    versions: Sequence[ItemVersion],
    held_back: frozenset[int],
    *,
    holds_leaked_text: bool,
) -> None:
    takes_over = _takes_over(item, [row for row in versions if row.id not in held_back])
    standing = Standing.LIVE if takes_over and not holds_leaked_text else Standing.PAUSED
    if standing is Standing.LIVE:
        for row in versions:
            row.left_content = False
            if row.standing == Standing.LIVE or row.id in held_back:
                _step(session, row, StepKind.SUPERSEDED, Standing.RETIRED)
        # The database knows one live version of an item at a time.
        await session.flush()
    # Numbers go up; when a version written here has this number, the shipped one gets the next.
    number = max(item.version, *(row.version + 1 for row in versions)) if versions else item.version
    row = new_version(msgspec.structs.replace(item, version=number), standing, shipped_version=item.version)
    session.add(row)
    reason = HOLDS_LEAKED_TEXT if holds_leaked_text else ""
    facts = {"standing": standing, "holds_leaked_text": holds_leaked_text}
    session.add(ItemStep(item=row.item, version=row.version, kind=StepKind.SHIPPED, reason=reason, facts=facts))


async def _held_back(session: AsyncSession) -> frozenset[int]:
    """Return the rows that are paused since they came with a leaked text, so that nobody decided about them."""
    is_of_row = and_(col(ItemStep.item) == col(ItemVersion.item), col(ItemStep.version) == col(ItemVersion.version))
    came = select(col(ItemVersion.id), col(ItemStep.facts)).join(ItemStep, is_of_row)
    paused = came.where(col(ItemVersion.standing) == Standing.PAUSED, col(ItemStep.kind) == StepKind.SHIPPED)
    return frozenset(row.id for row in await session.execute(paused) if row.facts.get("holds_leaked_text"))


def _takes_over(item: Item, versions: Sequence[ItemVersion]) -> bool:
    """Say whether a new shipped version becomes live: not in the place of what people decided here."""
    if any(row.shipped_version is None and row.standing == Standing.APPROVED for row in versions):
        return False
    live = _live(versions)
    if live is not None:
        return live.shipped_version is not None and live.shipped_version < item.version
    return not versions or any(_is_awaited(row, versions) for row in versions)


def _is_awaited(row: ItemVersion, versions: Sequence[ItemVersion]) -> bool:
    """Say whether a version that left the product may return: not when people here went on from it."""
    went_on = any(each.shipped_version is None and each.version > row.version for each in versions)
    return row.left_content and not went_on


def _live(versions: Sequence[ItemVersion]) -> ItemVersion | None:
    return next((row for row in versions if row.standing == Standing.LIVE), None)


def _reads_the_same(row: ItemVersion, item: Item) -> bool:
    return msgspec.structs.replace(item_of(row), version=item.version) == item


def _refuse_change(row: ItemVersion, item: Item) -> None:
    if not _reads_the_same(row, item):
        raise Conflict(
            f"Vraag {item.id} versie {item.version} is al in gebruik en mag niet meer veranderen. "
            f"Geef de nieuwe tekst versie {item.version + 1}.",
            code="version_changed",
        )


def _step(session: AsyncSession, row: ItemVersion, kind: StepKind, standing: Standing) -> None:
    set_standing(row, standing)
    session.add(ItemStep(item=row.item, version=row.version, kind=kind))
