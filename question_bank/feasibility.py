"""Whether the bank can fill a blueprint, cell by cell and as a whole, in words for whoever edits it."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import numpy as np
from msgspec import Struct

from question_bank.assembly import rows_of, solve
from question_bank.attribute_words import names_in_words
from question_bank.blueprint import Blueprint
from question_bank.items import Item
from question_bank.pool import pool_of
from question_bank.shortage import CellStock, Clash, Shortage, shortages, stock

FORMS_APART = 3
"""A first attempt and two resits, no item of which returns."""


class Supply(StrEnum):
    """How far the live items of a cell go."""

    SHORT = "short"
    NO_RESIT = "no_resit"
    ENOUGH = "enough"


class CellFeasibility(Struct, frozen=True):
    """One cell: what a form needs of it, what is live, and what is approved and could go live.

    ``number`` is its place among the cells of the blueprint, None for the form as a whole. Items of one scenario family
    count once, for a form holds one of them.
    """

    number: int | None
    words: str
    low: int
    high: int
    live: int
    approved: int

    @property
    def supply(self) -> Supply:
        """Return how far the live items go; on its own, for cells may also stand in each other's way."""
        if self.live < self.low:
            return Supply.SHORT
        return Supply.ENOUGH if self.live >= FORMS_APART * self.low else Supply.NO_RESIT

    @property
    def sentence(self) -> str:
        """Return the cell as "cel zeggen wat niet kan × aan de balie: 2 nodig, 1 live"."""
        more = f", {self.approved} goedgekeurd" if self.approved else ""
        return f"cel {self.words}: {self.low} nodig, {self.live} live{more}"


class Feasibility(Struct, frozen=True):
    """Every cell of a blueprint, and why no form can be drawn; no reasons mean that one can.

    ``pilots`` counts the approved items, by family, that could stand in the ``pilot_slots``.
    """

    cells: tuple[CellFeasibility, ...]
    reasons: tuple[str, ...]
    pilot_slots: int = 0
    pilots: int = 0

    @property
    def can_be_drawn(self) -> bool:
        """Say whether the live items can fill a form."""
        return not self.reasons

    @property
    def pilot_sentence(self) -> str | None:
        """Return how far the approved items go for the pilot slots; None when there are none to fill."""
        if not self.pilot_slots:
            return None
        sentence = f"proefvragen: {self.pilot_slots} nodig, {self.pilots} goedgekeurd"
        return sentence if self.pilots >= self.pilot_slots else f"{sentence}; de toets krijgt er dus {self.pilots}"


def feasibility(blueprint: Blueprint, live: Iterable[Item], approved: Iterable[Item] = ()) -> Feasibility:
    """Look how far the live items go; solves one program when a form can be drawn, and one more per cell when not.

    Approved items that come after a live version of the same item add nothing, so they are not counted.
    """
    pool, pilots, words = pool_of(blueprint, live), pool_of(blueprint, approved), names_in_words(blueprint)
    families = {item.family for item in pool}
    coming = [item for item in pilots if item.family not in families]
    # The form as a whole comes first, then the cells in their order.
    numbers = (None, *range(len(blueprint.cells)))
    stocks = zip(numbers, stock(blueprint, pool), stock(blueprint, coming), strict=True)
    cells = tuple(_cell(number, words[now.name], now, later) for number, now, later in stocks)
    reasons = tuple(_reason(each, words[each.name]) for each in _shortages(blueprint, pool))
    return Feasibility(cells, reasons, blueprint.pilot_slots, len({item.family for item in pilots}))


def _shortages(blueprint: Blueprint, pool: list[Item]) -> Sequence[Shortage]:
    if solve(rows_of(blueprint, pool), np.zeros(len(pool))) is not None:
        return ()
    return shortages(blueprint, pool)


def _cell(number: int | None, words: str, now: CellStock, later: CellStock) -> CellFeasibility:
    return CellFeasibility(number, words, now.low, now.high, now.available, later.available)


def _reason(shortage: Shortage, words: str) -> str:
    if isinstance(shortage, Clash):
        needed = str(shortage.low) if shortage.low == shortage.high else f"{shortage.low} tot {shortage.high}"
        return f"cel {words}: {needed} nodig, {shortage.reachable} haalbaar naast de andere cellen"
    return f"cel {words}: {shortage.low} nodig, {shortage.available} live"
