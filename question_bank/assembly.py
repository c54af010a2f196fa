"""The model of a form as a mixed-integer program: which items may stand together, solved by HiGHS.

Binary x_i says whether item i is in the form. Linear-on-the-fly assembly: sum x = L, every cell within its
bounds, at most one item per scenario family, enemies never together (the model of eatATA and TestDesign).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack

from question_bank.blueprint import Blueprint, Cell
from question_bank.items import Item

INFEASIBLE = 2
Numbers = NDArray[np.float64]


class Row(Struct, frozen=True):
    """A bound on how many of these items a form holds; a hard row is never relaxed."""

    members: tuple[int, ...]
    low: int
    high: int
    name: str | None = None

    @property
    def hard(self) -> bool:
        """Say whether this row is a rule of nature rather than a cell of the blueprint."""
        return self.name is None


class Solution(Struct, frozen=True):
    """The chosen items by index, and how far each row was stretched when rows could stretch."""

    chosen: tuple[int, ...]
    stretch: tuple[float, ...] = ()


def rows_of(blueprint: Blueprint, items: Sequence[Item]) -> list[Row]:
    """Write a blueprint and the ties between items as rows; the first row is the length of the form."""
    length = Row(tuple(range(len(items))), blueprint.length, blueprint.length, "alle vragen")
    cells = (cell_row(cell, items) for cell in blueprint.cells)
    return [length, *cells, *_family_rows(items), *_enemy_rows(items)]


def cell_row(cell: Cell, items: Sequence[Item]) -> Row:
    """Write one cell as a row."""
    return Row(tuple(i for i, item in enumerate(items) if cell.holds(item)), cell.min, cell.max, cell.name)


def solve(rows: Sequence[Row], costs: Numbers) -> Solution | None:
    """Return the cheapest selection that keeps every row, or None when there is none."""
    return _solved(_matrix(rows, len(costs)), rows, costs, Bounds(0, 1))


def solve_stretched(rows: Sequence[Row], count: int) -> Solution:
    """Return a selection of ``count`` candidates that breaks the soft rows as little as possible.

    Every soft row gets two slack columns, one to fall short and one to go over; their sum is minimised.
    """
    soft = [number for number, row in enumerate(rows) if not row.hard]
    slack = csr_array((np.ones(len(soft)), (soft, range(len(soft)))), shape=(len(rows), len(soft)))
    matrix = hstack([_matrix(rows, count), slack, -slack], format="csr")
    costs = np.concatenate([np.zeros(count), np.ones(2 * len(soft))])
    upper = np.concatenate([np.ones(count), np.full(2 * len(soft), np.inf)])
    solution = _solved(matrix, rows, costs, Bounds(0, upper), binary=count)
    if solution is None:
        raise RuntimeError("a model whose soft rows may all stretch always has a solution")
    return solution


def _solved(
    matrix: csr_array, rows: Sequence[Row], costs: Numbers, bounds: Bounds, binary: int | None = None
) -> Solution | None:
    count = len(costs) if binary is None else binary
    limits = LinearConstraint(matrix, [row.low for row in rows], [row.high for row in rows])
    whole = np.concatenate([np.ones(count), np.zeros(len(costs) - count)])
    # A gap of zero makes the optimum the only answer, so that it does not depend on the solver's route.
    result = milp(costs, integrality=whole, bounds=bounds, constraints=limits, options={"mip_rel_gap": 0})
    if result.status == INFEASIBLE:
        return None
    if not result.success:
        raise RuntimeError(f"HiGHS stopped: {result.message}")
    # Binary values come back as floats.
    chosen = np.flatnonzero(np.rint(result.x[:count]))
    return Solution(tuple(chosen.tolist()), tuple(result.x[count:].tolist()))


def _matrix(rows: Sequence[Row], count: int) -> csr_array:
    columns = [member for row in rows for member in row.members]
    starts = np.cumsum([0, *(len(row.members) for row in rows)])
    return csr_array((np.ones(len(columns)), columns, starts), shape=(len(rows), count))


def _family_rows(items: Sequence[Item]) -> Iterable[Row]:
    families: defaultdict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        families[item.family].append(index)
    return (Row(tuple(members), 0, 1) for members in families.values() if len(members) > 1)


def _enemy_rows(items: Sequence[Item]) -> Iterable[Row]:
    index = {item.id: number for number, item in enumerate(items)}
    pairs = {
        (min(index[item.id], index[enemy]), max(index[item.id], index[enemy]))
        for item in items
        for enemy in item.enemies
        if enemy in index
    }
    return (Row(pair, 0, 1) for pair in sorted(pairs))
