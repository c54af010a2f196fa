"""What differs between two versions of an item: field by field, and in texts word by word."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, Literal

from msgspec import Struct

from question_bank.codebook import find_category, is_category
from question_bank.flaw import Place

Change = Literal["same", "removed", "added"]

NAMES: Mapping[str, str] = {
    "kind": "Vraagvorm",
    "category": "Categorie",
    "domain": "Onderwerp",
    "channel": "Kanaal",
    "situation": "Situatie",
    "difficulty": "Moeilijkheid",
    "source": "Bron",
    "boundary_rule": "Grensregel",
    "enemies": "Elkaar verradende vragen",
    "valid_until": "Geldig tot en met",
    "scenario": "Casus",
    "role": "rol",
    "fact": "feit",
    "text": "tekst",
    "quote": "citaat",
    "dialogue": "gesprek",
    "speaker": "wie spreekt",
    "question": "Vraag",
    "replies": "Reactie",
    "also": "verdere categorieën",
    "explanation": "uitleg",
    "remark": "opmerking",
    "options": "Categorie om uit te kiezen",
    "key": "Sleutel",
    "rubric": "Rubric",
    "criterion": "criterium",
    "max": "punten",
    "levels": "niveaus",
    "model_answers": "Voorbeeldantwoord",
    "marking_notes": "Aanwijzingen voor beoordelaars",
}
ENDS: Mapping[str, str] = {"most": "meest", "least": "minst"}
NAMED_BY: Mapping[str, str] = {"replies": "id", "options": "category"}
"""Parts that have a name of their own are compared by it, wherever they stand."""

_WORD_OR_SPACE = re.compile(r"\S+|\s+")
_TEXT_FIELDS = frozenset(
    {"role", "fact", "text", "quote", "question", "explanation", "remark", "criterion", "marking_notes"}
)


class Piece(Struct, frozen=True):
    """A stretch of text that stayed, went or came."""

    change: Change
    text: str


class Difference(Struct, frozen=True):
    """One field that differs; `before` or `after` is None where the field was not there.

    `pieces` are the words of both, in order: without those added it reads as before, without those removed as after.
    """

    place: Place
    name: str
    before: str | None
    after: str | None
    pieces: tuple[Piece, ...]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Compare two documents of items (see `drafting.document`), in the order of the fields; empty when all is equal.

    A reply is told by its letter and an option by its category; the place has the letter where a list has a number.
    """
    old, new = dict(_fields(before, ())), dict(_fields(after, ()))
    places = [*new, *(place for place in old if place not in new)]
    places.sort(key=_order)
    return [_difference(place, old.get(place), new.get(place)) for place in places if old.get(place) != new.get(place)]


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return the words of two texts as pieces that stayed, went or came."""
    old, new = _WORD_OR_SPACE.findall(before), _WORD_OR_SPACE.findall(after)
    pieces: list[Piece] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(old[i1:i2])))
            continue
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        pieces += [Piece(change, text) for change, text in (("removed", gone), ("added", come)) if text]  # type: ignore[arg-type]  # The two words are Changes.
    return tuple(pieces)


def name_of(place: Place) -> str:
    """Return a place as people call it: "Reactie a, uitleg"."""
    words: list[str] = []
    for step in place:
        if isinstance(step, int):
            words[-1] += f" {step + 1}"
        elif step in ENDS:
            words[-1] += f" {ENDS[step]}"
        elif step in NAMES:
            words.append(NAMES[step].lower() if words else NAMES[step])
        elif is_category(step):
            words[-1] += f" {find_category(step).name}"
        else:
            words[-1] += f" {step}"
    return ", ".join(words)


def _fields(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """List what a document says by place, down to texts and numbers."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _fields(part, (*place, name))
    elif isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
        by = NAMED_BY.get(str(place[-1]))
        for number, part in enumerate(value):
            step = str(part.get(by) or number) if by else number
            yield from _fields({name: each for name, each in part.items() if name != by}, (*place, step))
    elif isinstance(value, (list, tuple)) and place[-1] == "model_answers":
        for number, part in enumerate(value):
            yield (*place, number), str(part)
    elif isinstance(value, (list, tuple)):
        yield place, ", ".join(str(part) for part in value)
    elif value is not None:
        yield place, str(value)


def _order(place: Place) -> tuple[tuple[int, int, str], ...]:
    return tuple(_rank(step) for step in place)


def _rank(step: str | int) -> tuple[int, int, str]:
    if isinstance(step, int):
        return (-1, step, "")
    return (list(NAMES).index(step), 0, step) if step in NAMES else (-1, 0, step)


def _difference(place: Place, before: str | None, after: str | None) -> Difference:
    is_text = place[-1] in _TEXT_FIELDS or place[0] in {"model_answers", "rubric"}
    if is_text and before is not None and after is not None:
        pieces = word_changes(before, after)
    else:
        pairs: tuple[tuple[Change, str | None], ...] = (("removed", before), ("added", after))
        pieces = tuple(Piece(change, text) for change, text in pairs if text is not None)
    return Difference(place, name_of(place), before, after, pieces)
