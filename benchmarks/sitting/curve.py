"""Whether a save stays as cheap with more attempts and a longer journal: each point beside pgbench's upserts."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.candidates import Candidate, fill_hall
from benchmarks.cluster import Cluster
from benchmarks.journal_cost import measure_journal
from benchmarks.sites import SECRET_KEY
from benchmarks.sitting.history import add_history
from proeve.core.settings import Settings, sqlite_url

ATTEMPTS = (1_000, 3_000, 10_000, 30_000)
ROWS = (100_000, 1_000_000)
BETWEEN = 1_000_000
"""Sequence numbers between what was saved before and what is measured; no candidate gives as many answers."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the curve: what one save took with so many attempts and so many rows in the journal before it.

    `upserts_per_second` is what pgbench reached just after it, over 8 clients.
    """

    database: str
    attempts: int
    rows: int
    saves_per_second: float
    us_per_save: float
    cpu_us_per_save: float
    upserts_per_second: float | None

    @property
    def share_of_upserts(self) -> float | None:
        """Return the rate of saves as a share of pgbench's."""
        return self.saves_per_second / self.upserts_per_second if self.upserts_per_second else None


@dataclass(frozen=True, slots=True)
class _Filled:
    name: str
    settings: Settings
    attempts: list[int]


def measure_curve(
    folder: Path, database: str, cluster: Cluster | None, *, most_rows: int, seconds: float
) -> Iterator[Point]:
    """Measure with ever more attempts, and then, with the most of them, with an ever longer journal."""
    filled = None
    for attempts in ATTEMPTS:
        filled = _filled(folder, database, cluster, attempts)
        yield _point(filled, cluster, rows=0, first=BETWEEN, seconds=seconds)
    assert filled is not None
    given = 0
    for place, wanted in enumerate(rows for rows in (*ROWS, most_rows) if rows <= most_rows):
        each = -(-wanted // len(filled.attempts))
        if each <= given:
            continue
        rows = asyncio.run(add_history(filled.settings.database_url, given + 1, each))
        given = each
        yield _point(filled, cluster, rows=rows, first=BETWEEN * (place + 2), seconds=seconds)


def _filled(folder: Path, database: str, cluster: Cluster | None, attempts: int) -> _Filled:
    """Make a new database with so many running attempts."""
    name = f"curve_{database}_{attempts}"
    on_postgresql = database == "postgresql" and cluster
    url = cluster.create_database(name) if on_postgresql and cluster else sqlite_url(folder / f"{name}.db")
    settings = Settings(database_url=url, data_dir=folder, secret_key=SECRET_KEY)
    hall = fill_hall(settings, saving=attempts, opening=0, starting=0)
    return _Filled(database, settings, _ids(hall.saving))


def _ids(candidates: list[Candidate]) -> list[int]:
    """Return the attempts in the order in which they save: any but that of the journal, where neighbours share a page.

    A group of neighbours writes ever more pages as their answers fill more of them, a group of strangers does not.
    """
    ids = [candidate.attempt_id for candidate in candidates]
    Random(len(ids)).shuffle(ids)
    return ids


def _point(filled: _Filled, cluster: Cluster | None, *, rows: int, first: int, seconds: float) -> Point:
    cost = measure_journal(filled.settings, filled.attempts, first=first, seconds=seconds)
    upserts = cluster.upserts_per_second(seconds) if cluster else None
    return Point(filled.name, len(filled.attempts), rows, cost.per_second, cost.us, cost.cpu_us, upserts)


def as_text(points: list[Point]) -> str:
    """Return the curve as a table, with a bar for what a save took."""
    longest = max(point.us_per_save for point in points)
    return "\n".join([HEADER, *(_row(point, longest) for point in points)])


HEADER = (
    "WHAT ONE SAVE COSTS THE JOURNAL, without HTTP\n"
    f"  {'':12}{'attempts':>10}{'rows before':>14}{'saves/s':>10}{'µs each':>10}{'µs of CPU':>11}{'of pgbench':>12}"
)
BAR = 30


def _row(point: Point, longest: float) -> str:
    share = f"{point.share_of_upserts:>12.2f}" if point.share_of_upserts else f"{'–':>12}"
    figures = (
        f"{point.attempts:>10,}{point.rows:>14,}{point.saves_per_second:>10,.0f}"
        f"{point.us_per_save:>10.0f}{point.cpu_us_per_save:>11.0f}"
    )
    return f"  {point.database:12}{figures}{share}  {'█' * max(1, round(point.us_per_save / longest * BAR))}"
