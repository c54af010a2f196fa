"""Take in items that were written elsewhere, in a spreadsheet or a package: as drafts, for four eyes to judge."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.errors import ProeveError
from proeve.core.scope import Scope
from proeve.exams.item_versions import hold_versions, item_of
from proeve.workshop.access import refuse_onlookers
from proeve.workshop.drafts import ItemDraft
from proeve.workshop.writing import add_new_version, add_uploaded_draft, save_draft
from question_bank.drafting.document import document_of
from question_bank.items import Item


@dataclass(slots=True)
class TakenIn:
    """What became of items: drafts that were begun, ids that read as in the bank, and a sentence for the others."""

    begun: list[ItemDraft] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


async def take_in_items(session: AsyncSession, scope: Scope, items: Iterable[Item]) -> TakenIn:
    """Begin a draft for each item that is new or reads otherwise than its newest version.

    An item of which somebody is writing a next version, or whose family or exam does not fit, is refused by itself: the
    others go on. Raises NotFound for who does not work on items.
    """
    refuse_onlookers(scope)
    taken = TakenIn()
    for item in items:
        versions = await hold_versions(session, item.id)
        newest = item_of(versions[-1]) if versions else None
        if newest is not None and msgspec.structs.replace(item, version=newest.version) == newest:
            taken.same.append(item.id)
            continue
        try:
            async with session.begin_nested():  # Half a draft is not kept.
                taken.begun.append(await _begin(session, scope, item, is_new=newest is None))
        except ProeveError as refused:
            taken.refused[item.id] = refused.message
    return taken


async def _begin(session: AsyncSession, scope: Scope, item: Item, *, is_new: bool) -> ItemDraft:
    if is_new:
        return await add_uploaded_draft(session, scope, item)
    draft = await add_new_version(session, scope, item.id)
    return await save_draft(session, scope, draft.id, document_of(item), revision=draft.revision)
