"""What one run found, which of the aims it met, and all of it as text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.aims import Aim, at_most
from benchmarks.drawing.figures import Figures
from benchmarks.drawing.timing import Timing

MAX_EXPOSURE = 0.25
MAX_OVERLAP = 0.30
TOLERANCE = 0.005
"""What is kept over the last thousand forms may be passed by a few over all of them, or by what others just drew."""


@dataclass(frozen=True, slots=True)
class Report:
    """One run."""

    date: str
    machine: dict[str, Any]
    seconds: float
    timings: list[Timing]
    simulations: list[Figures]

    def aims(self) -> list[Aim]:
        """List the aims: of the simulations, for how long a form takes has none."""
        return [aim for each in self.simulations for aim in _aims_of(each)]


def as_text(report: Report) -> str:
    """Return the whole report."""
    return "\n\n".join("\n".join(part(report)) for part in (_aims, _timings, _simulations, _machine))


def _aims_of(found: Figures) -> Iterator[Aim]:
    where = f"{found.exam}, {_employers(found)}"
    yield at_most(f"{where}: highest exposure", found.exposure[-1], MAX_EXPOSURE + TOLERANCE)
    if found.other_employers.pairs:
        yield at_most(f"{where}: mean overlap of other employers", found.other_employers.mean, MAX_OVERLAP)
    yield at_most(f"{where}: items seen again at a resit", found.seen_again, 0)


def _aims(report: Report) -> Iterator[str]:
    yield "AIMS"
    for aim in report.aims():
        yield f"  {'met   ' if aim.met else 'MISSED'}  {aim.name:64}{aim.measured:>8.4f}  (aim: {aim.limit:.4f})"


def _timings(report: Report) -> Iterator[str]:
    yield "ONE FORM in ms, drawn freely, on one core"
    yield f"  {'':24}{'items':>7}{'drawable':>10}{'median':>9}{'p99':>9}{'cpu p50':>9}{'cpu p99':>9}{'pool once':>11}"
    for each in report.timings:
        times = f"{each.median_ms:>9.1f}{each.p99_ms:>9.1f}{each.cpu_median_ms:>9.1f}{each.cpu_p99_ms:>9.1f}"
        yield f"  {each.exam:24}{each.items:>7,}{each.drawable:>10,}{times}{each.pool_ms:>11.0f}"


def _simulations(report: Report) -> Iterator[str]:
    for each in report.simulations:
        forms = each.people + each.resits
        yield f"{each.exam.upper()}: {each.people:,} candidates of {_employers(each)} and {each.resits:,} resits"
        cpu = f"{each.cpu_seconds / forms * 1000:.1f} ms of one core each"
        yield f"  {forms:,} forms in {each.seconds:.0f} s on all cores, {forms / each.seconds:.0f} a second, {cpu}"
        yield f"  exposure, percentiles 0 5 25 50 75 95 100: {'  '.join(f'{share:.3f}' for share in each.exposure)}"
        yield f"  items never given out: {each.never_given}"
        for name, shares in (
            ("same employer", each.same_employer),
            ("other employers", each.other_employers),
            ("anybody", each.all_pairs),
        ):
            if shares.pairs:
                yield f"  overlap, {name:16} mean {shares.mean:6.1%}   p99 {shares.p99:4.0%}   ({shares.pairs:,} pairs)"
        new = f"{each.new_at_first:.2f}, after three forms {each.new_later:.3f}"
        yield f"  items of a first form that were new to colleagues: {new}"
        known = f"{each.known_median:.0f}, to the largest, of {each.largest_employer:,} people: {each.known_largest}"
        yield f"  items known to the median employer: {known}"


def _machine(report: Report) -> Iterator[str]:
    yield f"MACHINE on {report.date}, {report.seconds:.0f} s in all"
    yield from (f"  {name.replace('_', ' '):28}{value}" for name, value in report.machine.items())


def _employers(found: Figures) -> str:
    return "one employer" if found.employers == 1 else f"{found.employers} employers"
