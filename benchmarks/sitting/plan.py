"""How a simulated sitting goes: how many come in how fast, how long all are in, and how fast they think."""

import math
import os
from dataclasses import dataclass
from random import Random

SECTOR = 30_000
"""All employees of the sector at once."""
FASTEST = 10.0
PER_CORE = 1000

THINKS_SECONDS = (5.0, 60.0)
CHANGES_MIND_SECONDS = (1.0, 3.0)
BEAT_SECONDS = 20.0
CHANGES_MIND = 0.15
RECONNECTS = 0.02
"""The share of answers before which the connection was lost: a train, a lift, another network."""
REOPENS = 0.005
"""The share of answers before which the exam was opened anew: a reload, another device."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One sitting: people come in at an even pace, all are in for a while, and then hand in at an even pace.

    At a `speed` of 10 they think, change their minds and show signs of life ten times as often as people do.
    """

    candidates: int
    speed: float
    starts_per_second: float
    hold_seconds: float
    hand_ins_per_second: float
    with_page: bool = False

    def comes_in_after(self, number: int) -> float:
        """Return after how many seconds the candidate with this number wants to start."""
        return number / self.starts_per_second

    def hands_in_after(self, number: int) -> float:
        """Return how many seconds after everybody was in this candidate hands in."""
        return self.hold_seconds + number / self.hand_ins_per_second


def default_candidates() -> int:
    """Return a number for a run of about two minutes on this machine."""
    return PER_CORE * (os.cpu_count() or 1)


def default_speed(candidates: int) -> float:
    """Return the speed at which fewer candidates make the load of a whole sector, as far as that is believable."""
    return min(FASTEST, max(1.0, SECTOR / candidates))


@dataclass(frozen=True, slots=True)
class Pace:
    """How one candidate spends time; what it draws depends on its own dice only, so a run can be repeated."""

    dice: Random
    speed: float

    @property
    def beat(self) -> float:
        """Return the seconds between two signs of life."""
        return BEAT_SECONDS / self.speed

    def thinks(self) -> float:
        """Return the seconds until the next answer: 5 to 60, short ones more often than long ones (22 on average)."""
        return math.exp(self.dice.uniform(*map(math.log, THINKS_SECONDS))) / self.speed

    def doubts(self) -> float:
        """Return the seconds until a mind is changed."""
        return self.dice.uniform(*CHANGES_MIND_SECONDS) / self.speed

    def waits(self, failures: int) -> float:
        """Return the seconds until a request that failed is sent again: ever longer, as the exam page does."""
        return min(15.0, 2.0**failures) * self.dice.uniform(0.5, 1) / self.speed

    def happens(self, share: float) -> bool:
        """Say whether something happens that happens in this share of all cases."""
        return self.dice.random() < share
