"""The category profile: what somebody tends to do, counted over the decisions in which they could show it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import Struct

from question_bank.codebook import all_categories, find_category
from question_bank.kinds.views import Decision

# Fewer decisions than this say nothing about a person.
FEWEST_DECISIONS = 3
# Advice is given for a professional habit shown in less than this share, or an unprofessional one in more.
ENOUGH_PROFESSIONAL = 0.7
TOO_MUCH_UNPROFESSIONAL = 0.25


class CategoryTally(Struct, frozen=True):
    """One category in one sitting: how often it could be shown and was, and how often it was recognised."""

    code: str
    offered: int = 0
    shown: int = 0
    to_recognise: int = 0
    recognised: int = 0

    @property
    def professional(self) -> bool:
        """Say whether showing this category is a good thing."""
        return find_category(self.code).professional

    @property
    def enough(self) -> bool:
        """Say whether there were enough decisions to say something."""
        return self.offered >= FEWEST_DECISIONS

    @property
    def share(self) -> float | None:
        """Return the share of the decisions in which it was shown, None without decisions."""
        return self.shown / self.offered if self.offered else None

    @property
    def sentence(self) -> str | None:
        """Return the tally in words, None when there were too few decisions."""
        if not self.enough:
            return None
        habit = find_category(self.code).habit
        return f"{habit[0].upper()}{habit[1:]}: {self.shown} van {self.offered} keer."

    @property
    def advice(self) -> str | None:
        """Return what to do more or less of, None when nothing needs to change or there is too little to go on."""
        if not self.enough:
            return None
        share = self.shown / self.offered
        needed = share < ENOUGH_PROFESSIONAL if self.professional else share > TOO_MUCH_UNPROFESSIONAL
        return find_category(self.code).advice if needed else None

    def as_json(self) -> dict[str, Any]:
        """Return the counts with their wording as plain data."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        category = find_category(self.code)
        words = {"name": category.name, "family": category.family, "professional": category.professional}
        return plain | words | {"enough": self.enough, "sentence": self.sentence, "advice": self.advice}


def profile_of(decisions: Iterable[Decision]) -> tuple[CategoryTally, ...]:
    """Count decisions per category, in the order of the codebook; categories without decisions are left out.

    An unprofessional category is on offer in every reply that shows it. A professional one counts only
    where the key makes it the right thing to do: leaving it is no shortcoming elsewhere.
    """
    tallies: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for decision in decisions:
        if decision.recognised:
            tallies[decision.category][2] += 1
            tallies[decision.category][3] += decision.endorsed
        elif decision.right or not find_category(decision.category).professional:
            tallies[decision.category][0] += 1
            tallies[decision.category][1] += decision.endorsed
    codes = (category.code for category in all_categories())
    return tuple(CategoryTally(code, *tallies[code]) for code in codes if code in tallies)
