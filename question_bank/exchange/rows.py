"""A draft laid flat, part by part, and back: replies by letter, the key as marks beside them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from question_bank.exchange.carried import Draft
from question_bank.exchange.key_marks import MARKINGS
from question_bank.flaw import Place

Values = Mapping[Place, Any]
LISTS = ("options", "rubric", "model_answers")


def row_of(draft: Draft) -> dict[Place, Any]:
    """Return the values of a draft by their places; the key is a mark of each reply where its format has marks."""
    values: dict[Place, Any] = {}
    for name, part in draft.items():
        if name == "scenario":
            values |= {(name, field): value for field, value in part.items()}
        elif name == "replies":
            values |= {(name, reply["id"], field): value for reply in part for field, value in reply.items()}
        elif name in LISTS:
            values |= dict(_numbered(name, part))
        elif name == "key" and draft.get("kind") in MARKINGS:
            values |= {("replies", letter, "mark"): mark for letter, mark in _marks(draft).items()}
        else:
            values[name,] = part
    return values


def draft_from(values: Values) -> tuple[Draft, list[str]]:
    """Return the draft that such values describe, and sentences about a key that does not fit."""
    draft: Draft = {}
    letters = sorted({str(place[1]) for place in values if place[0] == "replies"})
    for place, value in values.items():
        if place[0] == "scenario":
            draft.setdefault("scenario", {})[place[1]] = value
        elif place[0] not in ("replies", *LISTS):
            draft[str(place[0])] = value
    replies = [_reply(values, letter) for letter in letters]
    if any(len(reply) > 1 for reply in replies):
        draft["replies"] = [reply for reply in replies if len(reply) > 1]
    draft |= {name: parts for name in LISTS if (parts := _listed(values, name))}
    return draft, _add_key(draft, _given_marks(values))


def _numbered(name: str, parts: Sequence[Any]) -> Iterator[tuple[Place, Any]]:
    for number, part in enumerate(parts):
        if isinstance(part, Mapping):
            yield from (((name, number, field), value) for field, value in part.items())
        else:
            yield (name, number), part


def _listed(values: Values, name: str) -> list[Any]:
    parts: dict[int, Any] = {}
    for place, value in values.items():
        if place[0] == name and len(place) > 2:  # noqa: PLR2004  A field of a part, not the part itself.
            parts.setdefault(int(place[1]), {})[place[2]] = value
        elif place[0] == name:
            parts[int(place[1])] = value
    return [parts[number] for number in sorted(parts)]


def _reply(values: Values, letter: str) -> dict[str, Any]:
    fields = {str(place[2]): value for place, value in values.items() if place[:2] == ("replies", letter)}
    fields.pop("mark", None)
    return {"id": letter} | {name: value for name, value in fields.items() if name != "id"}


def _marks(draft: Draft) -> Mapping[str, str | int]:
    """Return the marks of a key; a key that does not have the shape of its format has none."""
    try:
        return MARKINGS[draft["kind"]].marks_of(draft["key"])
    except (TypeError, ValueError, KeyError):
        return {}


def _given_marks(values: Values) -> dict[str, str | int]:
    return {str(place[1]): value for place, value in values.items() if place[0] == "replies" and place[-1] == "mark"}


def _add_key(draft: Draft, marks: Mapping[str, str | int]) -> list[str]:
    marking = MARKINGS.get(draft.get("kind", ""))
    if marking is None:
        given = ", ".join(f"{letter}: {mark}" for letter, mark in marks.items())
        return [f"Bij deze vraagvorm horen geen sleutels bij de reacties ({given})."] if marks else []
    key = marking.key_of(marks)
    if key is None:
        given = ", ".join(f"{letter}: {mark}" for letter, mark in marks.items()) or "niets"
        return [f"De sleutel klopt niet; nu staat er {given}. {marking.wanted}"]
    draft["key"] = key
    return []
