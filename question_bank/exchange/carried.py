"""What an import brings: drafts in the shape of an item's YAML, and what could not be carried along, in words."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from question_bank.items import Item

# The fields of an item as plain data (text, numbers, lists, mappings; days as 2027-06-30).
# Questions of others lack fields, and what they have need not fit: a draft is completed by an author.
Draft = dict[str, Any]


class Loss(Struct, frozen=True):
    """One thing of one question that was not carried along, for the person who imports or exports.

    ``item`` is what they can find the question by: its id, else its title or place in the file ("vraag 3");
    empty when the sentence speaks of the whole file. ``part`` names the part in Dutch ("afbeelding", "reactie b").
    ``sentence`` says what and why, and what to do where something can be done.
    """

    item: str
    part: str
    sentence: str


class Imported(Struct, frozen=True):
    """The outcome of an import: drafts in the order of the file, and all that was lost on the way."""

    drafts: tuple[Draft, ...]
    losses: tuple[Loss, ...] = ()


class Exported(Struct, frozen=True):
    """The outcome of an export: the bytes of the file, and all that it could not carry."""

    content: bytes
    losses: tuple[Loss, ...] = ()


def draft_of(item: Item) -> Draft:
    """Return an item as a draft, without the fields that hold nothing."""
    draft: Draft = _without_empty(msgspec.to_builtins(item))
    return draft


def item_of(draft: Mapping[str, Any]) -> Item:
    """Return the item a complete draft describes, or raise msgspec.ValidationError."""
    return msgspec.convert(draft, Item)


def _without_empty(plain: Any) -> Any:
    if isinstance(plain, Mapping):
        kept = ((name, _without_empty(value)) for name, value in plain.items())
        return {name: value for name, value in kept if value not in (None, [], {})}
    return [_without_empty(value) for value in plain] if isinstance(plain, list | tuple) else plain
