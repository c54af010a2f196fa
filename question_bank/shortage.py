"""Why a form cannot be drawn: which cells of a blueprint the bank cannot fill."""

from collections.abc import Sequence

import msgspec
import numpy as np
from msgspec import Struct

from question_bank.assembly import Row, rows_of, solve, solve_stretched
from question_bank.blueprint import Blueprint
from question_bank.items import Item


class CellStock(Struct, frozen=True):
    """How many items a cell needs and how many the bank can give it in one form."""

    name: str
    low: int
    high: int
    available: int

    @property
    def fits(self) -> bool:
        """Say whether the cell on its own can be filled."""
        return self.available >= self.low

    def __str__(self) -> str:
        return f"cel {self.name}: {self.low} nodig, {self.available} beschikbaar"


class Clash(Struct, frozen=True):
    """A cell that could be filled on its own, but not together with the others."""

    name: str
    low: int
    high: int
    reachable: int

    def __str__(self) -> str:
        needed = str(self.low) if self.low == self.high else f"{self.low} tot {self.high}"
        return f"cel {self.name}: {needed} nodig, {self.reachable} haalbaar naast de andere cellen"


Shortage = CellStock | Clash


class InfeasibleBlueprint(ValueError):
    """The bank cannot fill the blueprint; ``shortages`` names the cells."""

    def __init__(self, blueprint: Blueprint, found: Sequence[Shortage]) -> None:
        named = "; ".join(str(shortage) for shortage in found)
        super().__init__(
            f"De toets {blueprint.title} kan niet worden samengesteld: {named}. Voeg vragen toe of verruim de cel."
        )
        self.exam = blueprint.exam
        self.shortages = tuple(found)


def stock(blueprint: Blueprint, pool: Sequence[Item]) -> tuple[CellStock, ...]:
    """Count per cell what the bank has; items of one scenario family count once, for a form holds one of them."""
    return tuple(
        CellStock(row.name, row.low, row.high, len({pool[member].family for member in row.members}))
        for row in rows_of(blueprint, pool)
        if row.name is not None and row.counts
    )


def shortages(blueprint: Blueprint, pool: Sequence[Item]) -> tuple[Shortage, ...]:
    """Name the cells that cannot be filled: first each on its own, else those that clash with each other."""
    alone = tuple(cell for cell in stock(blueprint, pool) if not cell.fits)
    return alone or _clashes(rows_of(blueprint, pool), len(pool))


def _clashes(rows: Sequence[Row], count: int) -> tuple[Clash, ...]:
    # A cell takes part in the conflict when letting go of it alone would make a form possible.
    partners = [
        (number, row)
        for number, row in enumerate(rows)
        if not row.hard and solve(_without(rows, number), np.zeros(count)) is not None
    ]
    if partners:
        return tuple(_clash(row, _nearest(rows, number, count)) for number, row in partners)
    # Several conflicts stand apart: name the smallest set of stretches that solves them all.
    chosen = set(solve_stretched(rows, count).chosen)
    broken = ((row, row.total(chosen)) for row in rows if not row.hard)
    return tuple(_clash(row, held) for row, held in broken if not row.low <= held <= row.high)


def _without(rows: Sequence[Row], number: int) -> list[Row]:
    return [*rows[:number], *rows[number + 1 :]]


def _nearest(rows: Sequence[Row], number: int, count: int) -> int:
    """Return how close to its bounds this row can come when only this row may stretch."""
    hardened = [row if index == number else msgspec.structs.replace(row, name=None) for index, row in enumerate(rows)]
    return rows[number].total(set(solve_stretched(hardened, count).chosen))


def _clash(row: Row, reachable: int) -> Clash:
    return Clash(row.name or "", row.low, row.high, reachable)
