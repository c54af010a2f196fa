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
    """How often something was so, of the times it could be; all but `is_enough` need an `of` above zero.

    `worth` is the number of independent observations that the count is worth: fewer than `of` where several of them
    come from one person. None: as many as `of`.
    """

    count: int = 0
    of: int = 0
    worth: float | None = None

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
        number = self.of if self.worth is None else self.worth
        share, spread = self.share, Z * Z / number
        middle = (share + spread / 2) / (1 + spread)
        half = Z * sqrt(share * (1 - share) / number + spread / number / 4) / (1 + spread)
        return Interval(max(0.0, middle - half), min(1.0, middle + half))

    def differs_from(self, other: "Tally") -> bool:
        """Tell whether two shares differ by more than chance: a cautious test, for their intervals may not touch."""
        mine, its = self.interval, other.interval
        return mine.high < its.low or its.high < mine.low


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over results, each with a count x of n: enough to see how much they differ among each other."""

    results: int
    x: int
    n: int
    xx: int
    xn: int
    nn: int

    def tally(self) -> Tally:
        """Return the count, and what it is worth given that the decisions of one person are alike.

        The share is a ratio of sums, whose variance over k results is k/(k-1) Σ(x - pn)² / (Σn)² (Cochran, Sampling
        Techniques, 1977, section 3.12); the worth is the number of independent decisions with the same variance.
        """
        share = self.x / self.n
        single = share * (1 - share)
        if self.results < 2 or not single:  # noqa: PLR2004  Differences need two.
            return Tally(self.x, self.n)
        spread = self.xx - 2 * share * self.xn + share * share * self.nn
        variance = self.results / (self.results - 1) * spread / self.n**2
        return Tally(self.x, self.n, worth=min(self.n, single / variance) if variance > 0 else self.n)
