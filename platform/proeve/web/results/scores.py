"""Explain a score in words, with the person's own numbers: chance, what was asked above it, the cut and the grade."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

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


def score_of(result: Result, blueprint: Blueprint) -> Score:
    """Write out the score of a result."""
    places = _places(result)
    points, maximum, cut = (figure(value, places) for value in (result.points, result.maximum, result.cut))
    return Score(
        points=points,
        maximum=maximum,
        cut=cut,
        distance=figure(abs(result.points - result.cut), places),
        grade=grade_words(result.grade),
        steps=[*_cut_steps(result, blueprint, places), _grade_step(result, places)],
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


def _places(result: Result) -> int:
    """Return how many decimals keep the points and the cut apart, for they may lie very close."""
    if result.points == result.cut:
        return FEW_PLACES
    shown = {figure(result.points), figure(result.cut)}
    return ALL_PLACES if len(shown) == 1 else FEW_PLACES


def _cut_steps(result: Result, blueprint: Blueprint, places: int) -> list[str]:
    """Say c = G + k(M - G) in words (domain rules: k of what can be earned above chance G)."""
    chance = Decimal(str(result.grading["chance"]))
    above, asked = result.maximum - chance, result.cut - chance
    percent = figure(100 * blueprint.cut, places)
    g, m, room, need, cut = (figure(each, places) for each in (chance, result.maximum, above, asked, result.cut))
    return [
        f"Wie bij elke vraag gokt, haalt gemiddeld {g} van de {m} punten.",
        f"Boven die {g} punten zijn er dus nog {room} punten te halen: {m} − {g} = {room}.",
        f"Daarvan vragen we {percent} procent. Dat is {need} punten.",
        f"De grens ligt dus bij {g} + {need} = {cut} punten.",
    ]


def _grade_step(result: Result, places: int) -> str:
    points, cut, grade = figure(result.points, places), figure(result.cut, places), grade_words(result.grade)
    if not result.passed:
        return (
            "Het cijfer loopt van een 1 bij 0 punten tot een 5,5 op de grens. "
            f"U haalde {points} van de {cut} punten tot de grens: 1 + 4,5 × {points} / {cut} = {grade}."
        )
    over, room = figure(result.points - result.cut, places), figure(result.maximum - result.cut, places)
    return (
        "Het cijfer loopt van een 5,5 op de grens tot een 10 bij alle punten. "
        f"U haalde {over} van de {room} punten boven de grens: 5,5 + 4,5 × {over} / {room} = {grade}."
    )


def _percentage(value: Decimal, of: Decimal) -> float:
    share = 100 * value / of if of else Decimal(0)
    return float(share.quantize(Decimal("0.01"), ROUND_HALF_UP))
