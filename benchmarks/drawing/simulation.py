"""Draw forms for thousands of people on every core, as jobs do: each counts its own forms and hears of the others'."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from benchmarks.drawing.crowd import Candidate
from benchmarks.drawing.pools import pool_of_exam
from question_bank.exposure import Exposure
from question_bank.series import Colleagues, Series, scored_ids

ROUND = 100
"""So many forms each process draws before it hears what the others gave out meanwhile."""

GivenOut = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What somebody was given: the ids that score, what sat out, how much was new to colleagues and seen before."""

    candidate: Candidate
    items: frozenset[str]
    barred: frozenset[str]
    new_to_colleagues: int
    seen_again: int

    @property
    def given_out(self) -> GivenOut:
        """Return what counts for exposure."""
        return self.items, self.barred


class _Desk:
    """One process: the pool, what was given out, and the colleagues of each employer it serves."""

    def __init__(self, exam: str) -> None:
        self.pool = pool_of_exam(exam)
        self.exposure = Exposure(self.pool)
        self.colleagues: defaultdict[int, Colleagues] = defaultdict(
            lambda: Colleagues(self.pool.blueprint.employer_forms)
        )
        self.seen: dict[int, frozenset[str]] = {}

    def draw(self, candidate: Candidate) -> Drawn:
        colleagues = self.colleagues[candidate.employer]
        before, seen = frozenset(colleagues.items), self.seen.get(candidate.number, frozenset())
        form = Series(self.pool, self.exposure, colleagues).draw(candidate.seed, seen)
        items = frozenset(scored_ids(form))
        barred = self.pool.contents.ids(form.told.barred)
        self.seen[candidate.number] = seen | items
        return Drawn(candidate, items, barred, len(items - before), form.seen_again)


_desk: _Desk | None = None


def simulate(exam: str, candidates: Sequence[Candidate], processes: int) -> tuple[list[Drawn], float]:
    """Draw everybody's form, and return the forms and the seconds of processor time that took.

    People of one employer are served by one process, as one job serves a sitting.
    """
    queues = [[each for each in candidates if each.employer % processes == desk] for desk in range(processes)]
    desks = [ProcessPoolExecutor(1, get_context("spawn"), _open, (exam,)) for _ in queues]
    drawn: list[Drawn] = []
    heard: list[list[GivenOut]] = [[] for _ in queues]
    try:
        for groups in _rounds(queues):
            work = [
                desk.submit(_serve, group, others) for desk, group, others in zip(desks, groups, heard, strict=True)
            ]
            results = [each.result() for each in work]
            heard = [
                [form.given_out for other, forms in enumerate(results) if other != desk for form in forms]
                for desk in range(processes)
            ]
            drawn += [form for forms in results for form in forms]
        used = sum(desk.submit(time.process_time).result() for desk in desks)
    finally:
        for desk in desks:
            desk.shutdown()
    return drawn, used


def _rounds(queues: Sequence[Sequence[Candidate]]) -> Iterator[list[Sequence[Candidate]]]:
    for begun in range(0, max(len(queue) for queue in queues), ROUND):
        yield [queue[begun : begun + ROUND] for queue in queues]


def _open(exam: str) -> None:
    global _desk  # noqa: PLW0603 - a process pool has no other place for what its process keeps.
    _desk = _Desk(exam)


def _serve(candidates: Sequence[Candidate], others: Sequence[GivenOut]) -> list[Drawn]:
    if _desk is None:
        raise RuntimeError("This process was not opened.")
    for items, barred in others:
        _desk.exposure.add(items, barred)
    return [_desk.draw(candidate) for candidate in candidates]
