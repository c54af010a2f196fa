"""Everything that whoever edits a blueprint wants to know at once: is it right, can it be drawn, what will forms be."""

from collections.abc import Sequence

from msgspec import Struct

from question_bank.blueprint import Blueprint, blueprint_flaws
from question_bank.estimates import Estimates, estimate
from question_bank.feasibility import Feasibility, feasibility
from question_bank.flaw import Flaw
from question_bank.items import Item
from question_bank.pool import Pool

FORMS_AT_ONCE = 16
"""Enough to see what forms are like, in half a second."""


class Survey(Struct, frozen=True):
    """What is wrong in itself, how far the items go, and what forms are like.

    `feasibility` is None while cells contradict themselves, and `estimates` as long as no form can be drawn.
    """

    flaws: tuple[Flaw, ...]
    feasibility: Feasibility | None = None
    estimates: Estimates | None = None

    @property
    def is_sound(self) -> bool:
        """Say whether forms can be drawn from this blueprint as it is."""
        return not self.flaws and self.feasibility is not None and self.feasibility.can_be_drawn

    @property
    def problems(self) -> tuple[str, ...]:
        """Return why not, in sentences."""
        reasons = () if self.feasibility is None else self.feasibility.reasons
        return (*(flaw.sentence for flaw in self.flaws), *(f"{_capital(reason)}." for reason in reasons))


def survey(blueprint: Blueprint, live: Sequence[Item], approved: Sequence[Item] = ()) -> Survey:
    """Look at a blueprint from all sides; takes about a second of computing."""
    flaws = tuple(blueprint_flaws(blueprint))
    if any(flaw.place[0] == "cells" for flaw in flaws):
        return Survey(flaws)
    found = feasibility(blueprint, live, approved)
    if not found.can_be_drawn:
        return Survey(flaws, found)
    return Survey(flaws, found, estimate(Pool(blueprint, live, approved), FORMS_AT_ONCE))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
