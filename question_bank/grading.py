"""Grade a sitting: answers to points, to pass or fail on the unrounded score, to a Dutch grade.

Everything is computed in fractions, so that a score on the cut is on the cut.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

from msgspec import Struct

from question_bank.blueprint import Blueprint
from question_bank.forms import Slot
from question_bank.items import Item
from question_bank.kinds import kind_of
from question_bank.kinds.kind import Answer
from question_bank.profile import CategoryTally, profile_of

LOWEST, PASS, HIGHEST = Fraction(1), Fraction(11, 2), Fraction(10)


class SlotMark(Struct, frozen=True):
    """The points of one item, already weighted, with its maximum and what blind guessing earns."""

    slot: int
    item: str
    version: int
    answered: bool
    points: Fraction
    maximum: Fraction
    chance: Fraction


class Grading(Struct, frozen=True):
    """The outcome of one sitting; ``cut`` is the number of points needed and ``grade`` is 1.0 to 10.0.

    ``pilots`` are the marks of items that were tried out: they show how good the items are, and count in nothing else.
    """

    marks: tuple[SlotMark, ...]
    points: Fraction
    maximum: Fraction
    chance: Fraction
    cut: Fraction
    passed: bool
    grade: Decimal
    profile: tuple[CategoryTally, ...]
    pilots: tuple[SlotMark, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return plain data: points as rounded numbers, to show or to store beside the decision."""
        return {
            "points": _rounded(self.points),
            "maximum": _rounded(self.maximum),
            "chance": _rounded(self.chance),
            "cut": _rounded(self.cut),
            "passed": self.passed,
            "grade": str(self.grade),
            "marks": [_mark_as_json(mark) for mark in self.marks],
            "profile": [tally.as_json() for tally in self.profile],
            "pilots": [_mark_as_json(mark) for mark in self.pilots],
        }


class MissingVersion(LookupError):
    """The items given do not hold the version a form asks for."""

    def __init__(self, slot: Slot) -> None:
        super().__init__(f"Versie {slot.version} van vraag {slot.item} is er niet. Zet deze versie terug in de bank.")
        self.slot = slot


def grade(
    blueprint: Blueprint,
    items: Iterable[Item],
    slots: Sequence[Slot],
    answers: Mapping[int, Answer | None],
) -> Grading:
    """Grade the answers by slot number; a slot without an answer earns 0, nothing is ever subtracted.

    Slots that are not scored count in nothing: not in points, maximum, chance, cut, profile or decision.

    ``items`` must hold each version in the form, or MissingVersion is raised; an answer that does not fit
    its item raises UnfitAnswer.
    """
    versions = {(item.id, item.version): item for item in items}
    asked = [(number, _version(versions, slot), slot.order) for number, slot in enumerate(slots) if slot.is_scored]
    marks = _marks(blueprint, asked, answers)
    tried = [(number, _version(versions, slot), slot.order) for number, slot in enumerate(slots) if not slot.is_scored]
    decisions = (
        decision
        for number, item, order in asked
        for decision in kind_of(item).decisions(item, order, answers.get(number))
    )
    points = sum((mark.points for mark in marks), Fraction(0))
    maximum = sum((mark.maximum for mark in marks), Fraction(0))
    chance = sum((mark.chance for mark in marks), Fraction(0))
    cut = cut_score(maximum, chance, blueprint.knowledge_share)
    return Grading(
        marks=marks,
        points=points,
        maximum=maximum,
        chance=chance,
        cut=cut,
        passed=points >= cut,
        grade=dutch_grade(points, maximum, cut),
        profile=profile_of(decisions),
        pilots=_marks(blueprint, tried, answers),
    )


def cut_score(maximum: Fraction, chance: Fraction, share: Fraction) -> Fraction:
    """Return c = G + k(M - G): the share k is asked of what can be earned above chance G."""
    return chance + share * (maximum - chance)


def exact_grade(points: Fraction, maximum: Fraction, cut: Fraction) -> Fraction:
    """Return the unrounded grade: two straight lines, 1 at zero, 5.5 at the cut, 10 at the maximum."""
    if points >= cut:
        return HIGHEST if maximum == cut else PASS + (HIGHEST - PASS) * (points - cut) / (maximum - cut)
    return LOWEST + (PASS - LOWEST) * points / cut


def dutch_grade(points: Fraction, maximum: Fraction, cut: Fraction) -> Decimal:
    """Return the grade with one decimal, half up; pass or fail is never read from it."""
    tenths = floor(exact_grade(points, maximum, cut) * 10 + Fraction(1, 2))
    return Decimal(tenths).scaleb(-1)


def _version(versions: Mapping[tuple[str, int], Item], slot: Slot) -> Item:
    try:
        return versions[(slot.item, slot.version)]
    except KeyError:
        raise MissingVersion(slot) from None


def _marks(
    blueprint: Blueprint, asked: Sequence[tuple[int, Item, Sequence[int]]], answers: Mapping[int, Answer | None]
) -> tuple[SlotMark, ...]:
    return tuple(_mark(blueprint, number, item, order, answers.get(number)) for number, item, order in asked)


def _mark(blueprint: Blueprint, number: int, item: Item, order: Sequence[int], answer: Answer | None) -> SlotMark:
    kind, weight = kind_of(item), blueprint.weight_of(item)
    return SlotMark(
        slot=number,
        item=item.id,
        version=item.version,
        answered=kind.is_complete(answer),
        points=weight * kind.points(item, order, answer),
        maximum=weight,
        chance=weight * kind.chance(item),
    )


def _mark_as_json(mark: SlotMark) -> dict[str, Any]:
    return {
        "slot": mark.slot,
        "item": mark.item,
        "version": mark.version,
        "answered": mark.answered,
        "points": _rounded(mark.points),
        "maximum": _rounded(mark.maximum),
        "chance": _rounded(mark.chance),
    }


def _rounded(value: Fraction) -> float:
    return round(float(value), 4)
