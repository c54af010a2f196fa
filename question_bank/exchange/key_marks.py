"""The key of a question as marks beside its replies: that is easier to fill in, and to see, than a key in one cell."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

BEST, MOST, LEAST = "beste", "meest", "minst"
ALSO_BEST = frozenset({BEST, "best", "x", "ja", "goed"})

Marks = Mapping[str, str | int]


class Marking(Struct, frozen=True):
    """How a format marks its key: from a key to marks by reply letter, and back; None when the marks give no key."""

    marks_of: Callable[[Any], Marks]
    key_of: Callable[[Marks], Any]
    wanted: str


def _best_of(marks: Marks) -> str | None:
    best = [letter for letter, mark in marks.items() if mark in ALSO_BEST]
    return best[0] if len(best) == len(marks) == 1 else None


def _ends_of(marks: Marks) -> dict[str, str] | None:
    ends = {mark: letter for letter, mark in marks.items()}
    if len(marks) != len(ends) or set(ends) != {MOST, LEAST}:
        return None
    return {"most": ends[MOST], "least": ends[LEAST]}


def _ratings_of(marks: Marks) -> dict[str, int] | None:
    ratings = {letter: mark for letter, mark in marks.items() if isinstance(mark, int)}
    return ratings if ratings and len(ratings) == len(marks) else None


def _ranking_of(marks: Marks) -> list[str] | None:
    places = {mark: letter for letter, mark in marks.items()}
    wanted = range(1, len(marks) + 1)
    return [places[place] for place in wanted] if marks and set(places) == set(wanted) else None


_BEST = Marking(lambda key: {key: BEST}, _best_of, "Zet 'beste' bij precies één reactie.")
MARKINGS: Mapping[str, Marking] = {
    "best_answer": _BEST,
    "next_step": _BEST,
    "most_least": Marking(
        lambda key: {key["most"]: MOST, key["least"]: LEAST},
        _ends_of,
        "Zet 'meest' bij één reactie en 'minst' bij één andere.",
    ),
    "rate_replies": Marking(dict, _ratings_of, "Zet bij elke reactie een cijfer van 1 tot en met 4."),
    "rank_replies": Marking(
        lambda key: {letter: place for place, letter in enumerate(key, start=1)},
        _ranking_of,
        "Nummer de reacties van 1 (de beste) tot en met 4, elk nummer één keer.",
    ),
}
