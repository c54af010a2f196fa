"""Explain a score in words, with the person's own numbers: chance, what was asked above it, the cut and the grade."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from proeve.core import dutch
from proeve.exams.results import Result
from question_bank.blueprint import Blueprint

LOWEST, PASS, HIGHEST = Decimal(1), Decimal("5.5"), Decimal(10)
FEW_PLACES, ALL_PLACES = 2, 4


@dataclass(frozen=True, slots=True)
class Score:
    """The points of one result, written out.

    `steps` explain cut and grade, one sentence each; `share` and `cut_share` are percentages of the maximum, to draw.
    """

    points: str
    maximum: str
    cut: str
    distance: str
    grade: str
    steps: list[str]
    share: float
    cut_share: float
    is_rounded_up: bool


class Rounded(NamedTuple):
    """The numbers of a result as they are shown; what is counted from them adds up to what people read."""

    points: Decimal
    maximum: Decimal
    cut: Decimal
    chance: Decimal


def score_of(result: Result, blueprint: Blueprint) -> Score:
    """Write out the score of a result."""
    shown = _rounded(result)
    return Score(
        points=_words(shown.points),
        maximum=_words(shown.maximum),
        cut=_words(shown.cut),
        distance=_words(abs(shown.points - shown.cut)),
        grade=grade_words(result.grade),
        steps=[*_cut_steps(shown, blueprint), _grade_step(result, shown)],
        share=_percentage(result.points, result.maximum),
        cut_share=_percentage(result.cut, result.maximum),
        is_rounded_up=not result.passed and result.grade >= PASS,
    )


def figure(value: Decimal, places: int = FEW_PLACES) -> str:
    """Write a number of points without zeros at its end: 41, 36,6, 36,58."""
    words = dutch.number(value, places)
    return words.rstrip("0").rstrip(",") if "," in words else words


def grade_words(grade: Decimal) -> str:
    """Write a grade: 7,5, and a 10 without decimals."""
    return dutch.number(grade, 0 if grade == HIGHEST else 1)


def places_of(points: Decimal, cut: Decimal) -> int:
    """Return how many decimals keep the points and the cut apart, for they may lie very close."""
    if points == cut:
        return FEW_PLACES
    shown = {figure(points), figure(cut)}
    return ALL_PLACES if len(shown) == 1 else FEW_PLACES


def _rounded(result: Result) -> Rounded:
    unit = Decimal(1).scaleb(-places_of(result.points, result.cut))
    numbers = (result.points, result.maximum, result.cut, Decimal(str(result.grading["chance"])))
    return Rounded(*(number.quantize(unit) for number in numbers))


def _words(rounded: Decimal) -> str:
    return figure(rounded, ALL_PLACES)


def _cut_steps(shown: Rounded, blueprint: Blueprint) -> list[str]:
    """Say c = G + k(M - G) in words (domain rules: k of what can be earned above chance G)."""
    above, asked = shown.maximum - shown.chance, shown.cut - shown.chance
    percent = figure(100 * blueprint.cut)
    g, m, room, need, cut = (_words(each) for each in (shown.chance, shown.maximum, above, asked, shown.cut))
    return [
        f"Wie bij elke vraag gokt, haalt gemiddeld {g} van de {m} punten.",
        f"Boven die {g} punten zijn er dus nog {room} punten te halen: {m} − {g} = {room}.",
        f"Daarvan vragen we {percent} procent. Dat is {need} punten.",
        f"De grens ligt dus bij {g} + {need} = {cut} punten.",
    ]


def _grade_step(result: Result, shown: Rounded) -> str:
    points, cut, grade = _words(shown.points), _words(shown.cut), grade_words(result.grade)
    if not result.passed:
        return (
            "Het cijfer loopt van een 1 bij 0 punten tot een 5,5 op de grens. "
            f"U haalde {points} van de {cut} punten tot de grens: 1 + 4,5 × {points} / {cut} = {grade}."
        )
    over, room = _words(shown.points - shown.cut), _words(shown.maximum - shown.cut)
    return (
        "Het cijfer loopt van een 5,5 op de grens tot een 10 bij alle punten. "
        f"U haalde {over} van de {room} punten boven de grens: 5,5 + 4,5 × {over} / {room} = {grade}."
    )


def _percentage(value: Decimal, of: Decimal) -> float:
    share = 100 * value / of if of else Decimal(0)
    return float(share.quantize(Decimal("0.01"), ROUND_HALF_UP))
