"""Hold a bank in files against the one in the database: what taking the files in would change."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import distinct, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.exams.blueprints import all_blueprints, reads_the_same
from proeve.exams.item_steps import StepKind, all_steps
from proeve.exams.item_versions import ItemVersion, Standing, item_of
from proeve.exams.leaked_items import leaked_texts
from question_bank.bank import Bank
from question_bank.blueprint import Blueprint
from question_bank.blueprint_differences import ChangedField, blueprint_differences
from question_bank.differences import Difference, differences
from question_bank.drafting.document import document_of
from question_bank.items import Item

BY_A_BANK = frozenset({StepKind.TAKEN_OUT, StepKind.LEFT_CONTENT})
"""Steps that took an item out of use because a bank came without it, and not because somebody judged the item."""


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """An item that reads otherwise in the files; `version` is the number that text is to get here."""

    item: Item
    version: int
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class ChangedBlueprint:
    """A blueprint that reads otherwise in the files, or (`is_new`) of an exam that there was none of."""

    blueprint: Blueprint
    is_new: bool
    differences: list[ChangedField]


@dataclass(slots=True)
class BankChanges:
    """What taking in a bank would do, each list by id.

    `returned` were taken out because an earlier bank came without them; `kept_out` are in the files, but people here
    paused or retired them or still try them out, so they stay as they are. `blueprints` would become the next versions.
    `leaked` says by id of what would come in which text leaked here before.
    """

    added: list[Item] = field(default_factory=list)
    changed: list[ChangedItem] = field(default_factory=list)
    returned: list[ChangedItem] = field(default_factory=list)
    taken_out: list[Item] = field(default_factory=list)
    kept_out: list[Item] = field(default_factory=list)
    blueprints: list[ChangedBlueprint] = field(default_factory=list)
    leaked: dict[str, str] = field(default_factory=dict)
    same: int = 0

    @property
    def is_empty(self) -> bool:
        """Say whether taking in the files would change nothing."""
        return not (self.added or self.changed or self.returned or self.taken_out or self.blueprints)


async def read_bank(session: AsyncSession) -> Bank:
    """Return the bank as the files should have it: what is live, and the newest blueprint of each exam."""
    rows = select(ItemVersion).where(col(ItemVersion.standing) == Standing.LIVE).order_by(col(ItemVersion.item))
    items = {row.item: item_of(row) for row in await session.scalars(rows)}
    return Bank(items=items, blueprints={blueprint.exam: blueprint for blueprint in await all_blueprints(session)})


async def count_waiting_items(session: AsyncSession) -> int:
    """Count the items that are not in files: none of their versions is live, and one is approved or paused."""
    live = select(col(ItemVersion.item)).where(col(ItemVersion.standing) == Standing.LIVE)
    waiting = col(ItemVersion.standing).in_([Standing.APPROVED, Standing.PAUSED])
    items = select(func.count(distinct(col(ItemVersion.item)))).where(waiting, col(ItemVersion.item).not_in(live))
    return await session.scalar(items) or 0


async def compare_bank(session: AsyncSession, bank: Bank) -> BankChanges:
    """Find what taking in a bank would add, change (as new versions), bring back and take out."""
    versions: defaultdict[str, list[ItemVersion]] = defaultdict(list)
    for row in await session.scalars(select(ItemVersion).order_by(col(ItemVersion.version))):
        versions[row.item].append(row)
    absent = {item_id for item_id in bank.items if versions.get(item_id) and _live(versions[item_id]) is None}
    without_judgement = await _taken_out_by_a_bank(session, absent)
    changes = BankChanges()
    for item_id, item in sorted(bank.items.items()):
        _compare_item(changes, item, versions.get(item_id, []), may_return=item_id in without_judgement)
    for item_id, rows in sorted(versions.items()):
        live = _live(rows)
        if live is not None and item_id not in bank.items:
            changes.taken_out.append(item_of(live))
    current = {blueprint.exam: blueprint for blueprint in await all_blueprints(session)}
    for exam, blueprint in sorted(bank.blueprints.items()):
        before = current.get(exam)
        if before is None:
            changes.blueprints.append(ChangedBlueprint(blueprint, True, []))
        elif not reads_the_same(blueprint, before):
            changes.blueprints.append(ChangedBlueprint(blueprint, False, blueprint_differences(before, blueprint)))
    texts = await leaked_texts(session)
    for item in (*changes.added, *(changed.item for changed in (*changes.changed, *changes.returned))):
        if (copied := next(texts.copies(item), None)) is not None:
            changes.leaked[item.id] = copied.sentence
    return changes


def _compare_item(changes: BankChanges, item: Item, versions: list[ItemVersion], *, may_return: bool) -> None:
    if not versions:
        changes.added.append(item)
        return
    live = _live(versions)
    if live is None and not may_return:
        changes.kept_out.append(item)
        return
    before = item_of(live or versions[-1])
    same = msgspec.structs.replace(item, version=before.version) == before
    if live is not None and same:
        changes.same += 1
        return
    version = before.version if same else max(item.version, versions[-1].version + 1)
    changed = ChangedItem(item, version, differences(document_of(before), document_of(item)))
    (changes.changed if live is not None else changes.returned).append(changed)


def _live(versions: list[ItemVersion]) -> ItemVersion | None:
    return next((row for row in versions if row.standing == Standing.LIVE), None)


async def _taken_out_by_a_bank(session: AsyncSession, item_ids: Collection[str]) -> set[str]:
    last = {step.item: step.kind for step in await all_steps(session, item_ids)}
    return {item_id for item_id, kind in last.items() if kind in BY_A_BANK}
