"""Which version of an item a page shows: a number in the address, the draft, or the one that counts most."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from proeve.core.errors import NotFound
from proeve.exams.item_versions import ItemVersion, Standing, item_of
from proeve.workshop.browsing import STANDS_FIRST
from proeve.workshop.drafts import ItemDraft
from proeve.workshop.life import Life
from question_bank.drafting.document import document_of
from question_bank.items import Item

DRAFT = "concept"


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """A version or the draft of an item, with its document; a draft has no item, for it may not be complete."""

    item_id: str
    version: int
    document: Mapping[str, Any]
    item: Item | None
    name: str
    mark: str
    """How an address names it: a number or `concept`."""


def find_version(life: Life, mark: str) -> ShownVersion:
    """Return the version that an address names, the one in use when it names none; raise NotFound."""
    if mark == DRAFT and life.draft is not None:
        return of_draft(life.draft)
    if not mark and not life.versions and life.draft is not None:
        return of_draft(life.draft)
    found = [row for row in life.versions if str(row.version) == mark] if mark else [first_of(life)]
    if not found or found[0] is None:
        raise NotFound("Deze versie van de vraag is er niet.")
    return of_version(found[0])


def first_of(life: Life) -> ItemVersion | None:
    """Return the version that counts most: in use before approved, paused and retired."""
    return min(life.versions, key=lambda row: STANDS_FIRST.index(Standing(row.standing)), default=None)


def of_version(row: ItemVersion) -> ShownVersion:
    """Return a stored version to show."""
    item = item_of(row)
    return ShownVersion(item.id, item.version, document_of(item), item, f"versie {row.version}", str(row.version))


def of_draft(draft: ItemDraft) -> ShownVersion:
    """Return a draft to show."""
    name = f"concept van versie {draft.version}"
    return ShownVersion(draft.item, draft.version, draft.content, None, name, DRAFT)
