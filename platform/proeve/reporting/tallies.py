"""Counts of a group, and how far a share that was counted may lie from the share that is so."""

from dataclasses import dataclass
from math import sqrt

FEWEST_RESULTS = 5
"""Nothing is said about fewer results together: that would be about persons, and mostly chance."""
FEWEST_DECISIONS = 10
"""Nothing is said about what came up less often in a whole group."""
Z = 1.959963984540054
"""The 97.5th percentile of the normal distribution, for intervals of 95 %."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The true share lies between these two in 19 of 20 such cases."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was so, of the times it could be; all but `is_enough` need an `of` above zero."""

    count: int = 0
    of: int = 0

    @property
    def is_enough(self) -> bool:
        """Tell whether it came up often enough to say something about a group."""
        return self.of >= FEWEST_DECISIONS

    @property
    def share(self) -> float:
        """Return the share, from 0 to 1."""
        return self.count / self.of

    @property
    def interval(self) -> Interval:
        """Return Wilson's score interval (1927), which stays honest for small numbers and near 0 and 1."""
        share, spread = self.share, Z * Z / self.of
        middle = (share + spread / 2) / (1 + spread)
        half = Z * sqrt(share * (1 - share) / self.of + spread / self.of / 4) / (1 + spread)
        return Interval(max(0.0, middle - half), min(1.0, middle + half))

    def differs_from(self, other: "Tally") -> bool:
        """Tell whether two shares differ by more than chance: a cautious test, for their intervals may not touch."""
        mine, its = self.interval, other.interval
        return mine.high < its.low or its.high < mine.low
