"""The candidates of a simulation: people of many employers, who come in the order of their sittings."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

CORPORATIONS = 270
SPREAD = 1.1
"""Of the sizes of employers, as the deviation of their logarithm: the largest has some thirty times the median."""
SITTING = 25
RESITS = 0.1


@dataclass(frozen=True, slots=True)
class Candidate:
    """One drawing: somebody of an employer, at their first attempt or at a resit."""

    number: int
    employer: int
    is_resit: bool = False

    @property
    def seed(self) -> str:
        """Return the seed of their form."""
        return f"{self.number}{' again' if self.is_resit else ''}"


def crowd(people: int, employers: int = CORPORATIONS) -> list[Candidate]:
    """Return that many people in the order in which forms are drawn, and after them those who sit again.

    Employers have sizes as skewed as in the sector; each sends people in sittings of at most 25, in a random order. All
    of it lies within the thirty days in which colleagues share items.
    """
    random = Random(people * 1000 + employers)
    sittings = [
        sitting for employer, size in enumerate(_sizes(people, employers, random)) for sitting in _split(size, employer)
    ]
    random.shuffle(sittings)
    numbers = iter(range(people))
    first = [Candidate(next(numbers), employer) for employer, size in sittings for _ in range(size)]
    again = random.sample(first, round(people * RESITS))
    return first + [Candidate(each.number, each.employer, is_resit=True) for each in again]


def _sizes(people: int, employers: int, random: Random) -> list[int]:
    weights = [random.lognormvariate(0, SPREAD) for _ in range(employers)]
    counts = [1] * employers
    for employer in random.choices(range(employers), weights, k=people - employers):
        counts[employer] += 1
    return counts


def _split(size: int, employer: int) -> Iterator[tuple[int, int]]:
    for begun in range(0, size, SITTING):
        yield employer, min(SITTING, size - begun)
