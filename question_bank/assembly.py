"""The model of a form as a mixed-integer program: which items may stand together, solved by HiGHS.

Binary x_i says whether item i is in the form. Linear-on-the-fly assembly: sum x = L, every cell within its
bounds, at most one item per scenario family, enemies never together, and the summed difficulty and expected time
within their tolerances (W.J. van der Linden, Linear Models for Optimal Test Design, Springer 2005, chapters 3 and 4).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, csr_array, hstack

from question_bank.blueprint import Blueprint, Cell
from question_bank.items import Item

INFEASIBLE = 2
DIFFICULTY, SECONDS = "moeilijkheid samen", "seconden samen"
Numbers = NDArray[np.float64]


class Row(Struct, frozen=True):
    """A bound on how many of these items a form holds, or on what their sizes add up to; a hard row is never relaxed.

    ``sizes`` says for each member what it adds; without them each adds 1.
    """

    members: tuple[int, ...]
    low: int
    high: int
    name: str | None = None
    sizes: tuple[int, ...] | None = None

    @property
    def counts(self) -> bool:
        """Say whether this row counts items, rather than adding up something of theirs."""
        return self.sizes is None

    def total(self, chosen: Collection[int]) -> int:
        """Return what the chosen items add up to in this row."""
        return sum(size for member, size in zip(self.members, self.parts, strict=True) if member in chosen)

    @property
    def parts(self) -> tuple[int, ...]:
        """Return what each member adds."""
        return (1,) * len(self.members) if self.sizes is None else self.sizes

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
    return [length, *cells, *_sum_rows(blueprint, items), *_family_rows(items), *_enemy_rows(items)]


def cell_row(cell: Cell, items: Sequence[Item]) -> Row:
    """Write one cell as a row."""
    return Row(tuple(i for i, item in enumerate(items) if cell.holds(item)), cell.min, cell.max, cell.name)


class Program:
    """The rows of one pool as the matrix that the solver takes, built once for any number of forms."""

    def __init__(self, rows: Sequence[Row], count: int) -> None:
        self._matrix = csc_array(_matrix(rows, count))
        self._rows = rows

    def solve(self, costs: Numbers, among: NDArray[np.intp] | None = None) -> Solution | None:
        """Return the cheapest selection that keeps every row, or None when there is none.

        ``among`` limits it to some of the items, by index, which is faster in a large pool.
        """
        if among is None:
            return _solved(_constraint(self._matrix, self._rows), costs, Bounds(0, 1), len(costs))
        part = _constraint(self._matrix[:, among], self._rows)
        solution = _solved(part, costs[among], Bounds(0, 1), len(among))
        return solution and Solution(tuple(among[list(solution.chosen)].tolist()))


def solve(rows: Sequence[Row], costs: Numbers) -> Solution | None:
    """Return the cheapest selection that keeps every row, or None when there is none."""
    return Program(rows, len(costs)).solve(costs)


def solve_stretched(rows: Sequence[Row], count: int) -> Solution:
    """Return a selection of ``count`` candidates that breaks the soft rows as little as possible.

    Every soft row gets two slack columns, one to fall short and one to go over; their sum is minimised. A row that adds
    up sizes counts its stretch in its largest size, so that seconds weigh no more than items do.
    """
    soft = [number for number, row in enumerate(rows) if not row.hard]
    slack = csr_array((np.ones(len(soft)), (soft, range(len(soft)))), shape=(len(rows), len(soft)))
    matrix = hstack([_matrix(rows, count), slack, -slack], format="csr")
    per_unit = [1 / max(rows[number].parts, default=1) for number in soft]
    costs = np.concatenate([np.zeros(count), per_unit, per_unit])
    upper = np.concatenate([np.ones(count), np.full(2 * len(soft), np.inf)])
    solution = _solved(_constraint(matrix, rows), costs, Bounds(0, upper), count)
    if solution is None:
        raise RuntimeError("a model whose soft rows may all stretch always has a solution")
    return solution


def _solved(constraint: LinearConstraint, costs: Numbers, bounds: Bounds, binary: int) -> Solution | None:
    if not binary:
        return None  # The solver refuses to look at no items at all.
    whole = np.concatenate([np.ones(binary), np.zeros(len(costs) - binary)])
    # A gap of zero makes the optimum the only answer, so that it does not depend on the solver's route.
    result = milp(costs, integrality=whole, bounds=bounds, constraints=constraint, options={"mip_rel_gap": 0})
    if result.status == INFEASIBLE:
        return None
    if not result.success:
        raise RuntimeError(f"HiGHS stopped: {result.message}")
    # Binary values come back as floats.
    chosen = np.flatnonzero(np.rint(result.x[:binary]))
    return Solution(tuple(chosen.tolist()), tuple(result.x[binary:].tolist()))


def _constraint(matrix: csr_array | csc_array, rows: Sequence[Row]) -> LinearConstraint:
    return LinearConstraint(matrix, [row.low for row in rows], [row.high for row in rows])


def _matrix(rows: Sequence[Row], count: int) -> csr_array:
    columns = [member for row in rows for member in row.members]
    values = [float(size) for row in rows for size in row.parts]
    starts = np.cumsum([0, *(len(row.members) for row in rows)])
    return csr_array((values, columns, starts), shape=(len(rows), count))


def _sum_rows(blueprint: Blueprint, items: Sequence[Item]) -> Iterator[Row]:
    sums = (
        (DIFFICULTY, blueprint.total_difficulty, [item.difficulty for item in items]),
        (SECONDS, blueprint.total_seconds, [blueprint.seconds_of(item) for item in items]),
    )
    for name, target, sizes in sums:
        if target is not None:
            yield Row(tuple(range(len(items))), target.low, target.high, name, tuple(sizes))


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
