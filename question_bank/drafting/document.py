"""The document of a draft: an item in the making, in the shape of its YAML, with anything still left out."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from question_bank.items import Item

Words = Annotated[str, Meta(max_length=4000)]
Few = Meta(max_length=12)
T = TypeVar("T")

SET_ELSEWHERE = ("id", "version", "family", "exam")
"""What names an item is not typed in its document."""


class Misshapen(ValueError):
    """What was sent is no document of an item at all, which no page of ours does."""


class DraftTurn(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One thing that was said."""

    speaker: Words = ""
    text: Words = ""


class DraftScenario(Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What the candidate reads before the question."""

    role: Words = ""
    fact: Words = ""
    text: Words = ""
    quote: Words = ""
    dialogue: Annotated[list[DraftTurn], Few] = []


class DraftReply(Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One reply."""

    id: Words = ""
    text: Words = ""
    category: Words = ""
    also: Annotated[list[Words], Few] = []
    explanation: Words = ""
    remark: Words = ""


class DraftOption(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One category to recognise."""

    category: Words = ""
    explanation: Words = ""


class DraftCriterion(Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One line of a rubric."""

    criterion: Words = ""
    max: int | None = None
    levels: dict[str, Words] = {}


class DraftDocument(Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """The fields of an item but for its name, in the order in which they are written down."""

    kind: Words = ""
    category: Words = ""
    domain: Words = ""
    channel: Words = ""
    situation: Words = ""
    difficulty: int | None = None
    source: Words = ""
    boundary_rule: int | None = None
    enemies: Annotated[list[Words], Meta(max_length=40)] = []
    valid_until: Words = ""
    scenario: DraftScenario = msgspec.field(default_factory=DraftScenario)
    question: Words = ""
    replies: Annotated[list[DraftReply], Few] = []
    options: Annotated[list[DraftOption], Few] = []
    key: Words | Annotated[list[Words], Few] | dict[str, int | str] = ""
    rubric: Annotated[list[DraftCriterion], Few] = []
    model_answers: Annotated[list[Words], Few] = []
    marking_notes: Words = ""


def tidied(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document with single spaces in its texts and without what is blank; numbers may come as text.

    Raises Misshapen for anything that no form for an item sends.
    """
    try:
        draft = msgspec.convert(_without_blanks(dict(document)), DraftDocument, strict=False)
    except msgspec.ValidationError as error:
        raise Misshapen(str(error)) from error
    plain: dict[str, Any] = _without_blanks(msgspec.to_builtins(draft))
    for holder in (plain, *plain.get("replies", [])):
        for name in {"also", "enemies"} & holder.keys():
            holder[name] = [code for code in holder[name] if code]
    if isinstance(plain.get("key"), dict):
        plain["key"] = {name: _number(value) for name, value in plain["key"].items()}
    return plain


def document_of(item: Item) -> dict[str, Any]:
    """Return the document of an item that exists, as a start for its next version."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(item))
    return tidied({name: value for name, value in plain.items() if name not in SET_ELSEWHERE})


def _without_blanks(value: Any) -> Any:
    """Drop fields without anything in them; a part of a list stays, so that places in it stay what they are."""
    if isinstance(value, str):
        # Signs that nobody sees have no place in an item, and some cannot be stored.
        return " ".join("".join(sign for sign in value if sign.isprintable() or sign.isspace()).split())
    if isinstance(value, dict):
        kept = ((name, _without_blanks(part)) for name, part in value.items())
        return {name: part for name, part in kept if part not in ("", None, [], {})}
    if isinstance(value, list):
        return [_without_blanks(part) for part in value]
    return value


def _number(value: int | str) -> int | str:
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value
