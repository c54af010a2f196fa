"""Browse everything in the workshop: one line for each item, in whichever state it is."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core.scope import Scope
from proeve.exams.decoded import Decoded
from proeve.exams.item_versions import ItemVersion, Standing, Version, item_of
from proeve.people.names import fold
from proeve.workshop.access import refuse_onlookers
from proeve.workshop.drafts import ItemDraft, all_drafts
from question_bank.items import Item, all_texts

STANDS_FIRST = (Standing.LIVE, Standing.APPROVED, Standing.PAUSED, Standing.RETIRED)
"""Which version of an item is the one to show, when it has several."""

_folded: Decoded[Version, tuple[Item, str]] = Decoded()


@dataclass(frozen=True, slots=True)
class BankRow:
    """One item: a version, usually the one that counts most, and the draft that is open; at least one of the two.

    `state` is that of the draft, draft or in_review, only when there is no version in use or on its way.
    """

    item_id: str
    exam: str
    state: str
    row: ItemVersion | None
    item: Item | None
    draft: ItemDraft | None
    words: str


@dataclass(frozen=True, slots=True)
class BankFilter:
    """What a list of items is narrowed to; an empty field narrows nothing.

    `state` also finds the items that have a draft in that state, or another version that has it and then is the one
    shown; retired are only items that have nothing else. Each word of `text` stands in a text or in the id.
    """

    exam: str = ""
    kind: str = ""
    domain: str = ""
    category: str = ""
    channel: str = ""
    situation: str = ""
    difficulty: str = ""
    state: str = ""
    text: str = ""

    def holds(self, row: BankRow) -> bool:
        """Tell whether an item is meant."""
        names = (field.name for field in fields(self) if field.name not in {"exam", "state", "text"})
        wanted = {name: value for name in names if (value := getattr(self, name))}
        if self.exam not in {"", row.exam}:
            return False
        if self.state and self.state not in {row.state, row.draft.state if row.draft else ""}:
            return False
        if any(_attribute(row, name) != value for name, value in wanted.items()):
            return False
        return all(word in row.words for word in fold(self.text).split())


async def all_rows(session: AsyncSession, scope: Scope, wanted: BankFilter) -> list[BankRow]:
    """List the items that a filter means, by exam and id."""
    refuse_onlookers(scope)
    versions: dict[str, list[ItemVersion]] = {}
    for row in await session.scalars(select(ItemVersion).order_by(col(ItemVersion.version).desc())):
        versions.setdefault(row.item, []).append(row)
    drafts = {draft.item: draft for draft in await all_drafts(session, scope)}
    decoded = _folded.of(session)
    rows = [
        _row(item_id, _shown(versions.get(item_id, []), wanted.state), drafts.get(item_id), decoded)
        for item_id in {*versions, *drafts}
    ]
    return sorted((row for row in rows if wanted.holds(row)), key=lambda row: (row.exam, row.item_id))


def _shown(versions: Sequence[ItemVersion], state: str) -> ItemVersion | None:
    """Return the version that counts most; of versions in use or on their way, the one that is looked for."""
    first = min(versions, key=lambda row: STANDS_FIRST.index(Standing(row.standing)), default=None)
    if state == Standing.RETIRED:
        return first
    return next((row for row in versions if row.standing == state), first)


def _row(
    item_id: str, shown: ItemVersion | None, draft: ItemDraft | None, decoded: dict[Version, tuple[Item, str]]
) -> BankRow:
    if shown is None:
        texts = " ".join(_texts_of(draft.content)) if draft else ""
        exam, state = (draft.exam, draft.state) if draft else ("", "")
        return BankRow(item_id, exam, state, None, None, draft, fold(f"{item_id} {texts}"))
    key = (shown.item, shown.version)
    if key not in decoded:
        item = item_of(shown)
        decoded[key] = item, fold(" ".join((item.id, *all_texts(item).values())))
    item, words = decoded[key]
    return BankRow(item_id, shown.exam, shown.standing, shown, item, draft, words)


def _attribute(row: BankRow, name: str) -> str:
    if row.item is not None:
        return str(getattr(row.item, name))
    return str(row.draft.content.get(name, "")) if row.draft else ""


def _texts_of(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts_of(part)]
