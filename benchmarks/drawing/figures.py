"""What forms have in common: how often each item was given out, and how many items two people share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.drawing.simulation import Drawn

BLOCK = 500
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shares:
    """Over all pairs of people: the mean and the 99th percentile of the share of items they have in common."""

    pairs: int
    mean: float
    p99: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one simulation: exposure as shares of the people, overlap as shares of a form.

    `seconds` passed, and all processes together used `cpu_seconds` of processor time. `exposure` holds the percentiles
    0, 5, 25, 50, 75, 95 and 100 over the items of the pool. `new_at_first` and `new_later` are items per form that no
    colleague had met. `known_median` and `known_largest` are what the people of the median and of the largest employer
    met together, resits included.
    """

    exam: str
    people: int
    employers: int
    resits: int
    seconds: float
    cpu_seconds: float
    exposure: tuple[float, ...]
    never_given: int
    same_employer: Shares
    other_employers: Shares
    all_pairs: Shares
    new_at_first: float
    new_later: float
    known_median: float
    known_largest: int
    largest_employer: int
    seen_again: int


def figures(
    exam: str, drawn: Sequence[Drawn], pool_ids: Sequence[str], *, seconds: float, cpu_seconds: float
) -> Figures:
    """Return the figures of a simulation; pairs are of first attempts only, exposure is of all."""
    column = {item: number for number, item in enumerate(pool_ids)}
    counts = np.zeros(len(column))
    for form in drawn:
        counts[[column[item] for item in form.items]] += 1
    first = [form for form in drawn if not form.candidate.is_resit]
    same, other = _shared(first, column)
    length = len(first[0].items)
    known = _known(drawn)
    sizes = np.bincount([form.candidate.employer for form in first])
    late = [form.new_to_colleagues for form in _after_the_free_ones(first)]
    return Figures(
        exam=exam,
        people=len(first),
        employers=len(known),
        resits=len(drawn) - len(first),
        seconds=seconds,
        cpu_seconds=cpu_seconds,
        exposure=tuple(float(each) for each in np.percentile(counts / len(drawn), [0, 5, 25, 50, 75, 95, 100])),
        never_given=int((counts == 0).sum()),
        same_employer=_shares(same, length),
        other_employers=_shares(other, length),
        all_pairs=_shares(same + other, length),
        new_at_first=float(np.mean([form.new_to_colleagues for form in first])),
        new_later=float(np.mean(late)) if late else 0.0,
        known_median=float(np.median(list(known.values()))),
        known_largest=known[int(sizes.argmax())],
        largest_employer=int(sizes.max()),
        seen_again=sum(form.seen_again for form in drawn),
    )


def _shared(forms: Sequence[Drawn], column: dict[str, int]) -> tuple[Counts, Counts]:
    """Count pairs by the number of items they share: of one employer, and of different employers."""
    held = np.zeros((len(forms), len(column)), dtype=np.float32)
    for row, form in enumerate(forms):
        held[row, [column[item] for item in form.items]] = 1
    employer = np.array([form.candidate.employer for form in forms])
    length = len(forms[0].items)
    same, other = np.zeros(length + 1, dtype=np.int64), np.zeros(length + 1, dtype=np.int64)
    for begun in range(0, len(forms), BLOCK):
        rows = np.arange(begun, min(begun + BLOCK, len(forms)))
        common = np.rint(held[rows] @ held.T).astype(np.int64)
        later = np.arange(len(forms))[None, :] > rows[:, None]
        alike = employer[rows][:, None] == employer[None, :]
        same += np.bincount(common[later & alike], minlength=length + 1)
        other += np.bincount(common[later & ~alike], minlength=length + 1)
    return same, other


def _shares(counts: Counts, length: int) -> Shares:
    pairs = int(counts.sum())
    if not pairs:
        return Shares(0, 0.0, 0.0)
    mean = float(counts @ np.arange(length + 1)) / pairs / length
    p99 = int(np.searchsorted(np.cumsum(counts), 0.99 * pairs)) / length
    return Shares(pairs, mean, p99)


def _known(drawn: Sequence[Drawn]) -> dict[int, int]:
    met: dict[int, set[str]] = {}
    for form in drawn:
        met.setdefault(form.candidate.employer, set()).update(form.items)
    return {employer: len(items) for employer, items in met.items()}


def _after_the_free_ones(forms: Sequence[Drawn], free: int = 3) -> list[Drawn]:
    counts: dict[int, int] = {}
    later = []
    for form in forms:
        counts[form.candidate.employer] = counts.get(form.candidate.employer, 0) + 1
        if counts[form.candidate.employer] > free:
            later.append(form)
    return later
