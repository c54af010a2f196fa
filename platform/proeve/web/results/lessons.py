"""Turn the profile of a result into a picture and into lessons: what goes well, and what to do differently."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from question_bank.codebook import find_category
from question_bank.profile import ENOUGH_PROFESSIONAL, CategoryTally

FIRST_LESSONS = 3
"""What one person can work on at a time; the rest is there for who wants more."""
MOST_STRENGTHS = 4


@dataclass(frozen=True, slots=True)
class Lesson:
    """One habit to change: how often it was shown, what it means, one tip, and how it sounds (well or badly)."""

    name: str
    is_professional: bool
    sentence: str
    meaning: str
    advice: str
    example: str


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a profile says: rows for the picture, sentences on what goes well, lessons with the largest first.

    `recognised` is how often a category was recognised, of how many times.
    """

    rows: list[dict[str, Any]]
    strengths: list[str]
    first: list[Lesson]
    more: list[Lesson]
    recognised: tuple[int, int]


def lessons_of(profile: Iterable[Mapping[str, Any]]) -> Lessons:
    """Read the stored profile of a result; categories with too few decisions to say something are left out."""
    tallies = [_tally(entry) for entry in profile]
    telling = sorted((tally for tally in tallies if tally.enough), key=_picture_order)
    lessons = [_lesson(tally) for tally in sorted(telling, key=_gap, reverse=True) if tally.advice]
    strengths = [tally.sentence for tally in telling if _is_strength(tally) and tally.sentence]
    return Lessons(
        rows=[_row(tally) for tally in telling],
        strengths=strengths[:MOST_STRENGTHS],
        first=lessons[:FIRST_LESSONS],
        more=lessons[FIRST_LESSONS:],
        recognised=(sum(t.recognised for t in tallies), sum(t.to_recognise for t in tallies)),
    )


def _tally(entry: Mapping[str, Any]) -> CategoryTally:
    names = ("offered", "shown", "to_recognise", "recognised")
    return CategoryTally(str(entry["code"]), **{name: int(entry[name]) for name in names})


def _share(tally: CategoryTally) -> float:
    return tally.share or 0.0


def _picture_order(tally: CategoryTally) -> tuple[bool, float]:
    """Professional categories first, and on each side the one shown most."""
    return (not tally.professional, -_share(tally))


def _gap(tally: CategoryTally) -> float:
    """Return how far a habit is from what is best: always the one, never the other."""
    return 1 - _share(tally) if tally.professional else _share(tally)


def _is_strength(tally: CategoryTally) -> bool:
    return tally.professional and _share(tally) >= ENOUGH_PROFESSIONAL


def _row(tally: CategoryTally) -> dict[str, Any]:
    name = find_category(tally.code).name
    return {"label": name, "professional": tally.professional, "count": tally.shown, "of": tally.offered}


def _lesson(tally: CategoryTally) -> Lesson:
    category = find_category(tally.code)
    return Lesson(
        name=category.name,
        is_professional=category.professional,
        sentence=tally.sentence or "",
        meaning=category.explanation,
        advice=category.advice,
        example=category.example,
    )
