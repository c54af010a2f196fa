"""What one run found, which of the aims it met, and all of it as text."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.aims import Aim, at_most
from benchmarks.certifying.bulk import Bulk
from benchmarks.certifying.steps import Making
from benchmarks.certifying.zipping import Zipping

MAKING_MS = 25
FILE_BYTES = 50_000
PAGE_P99_MS = 250


@dataclass(frozen=True, slots=True)
class Report:
    """One run; `checking` is the median milliseconds by what is handed over."""

    date: str
    machine: dict[str, Any]
    making: Making
    bulk: Bulk
    checking: dict[str, float]
    zipping: Zipping

    def aims(self) -> list[Aim]:
        """List the aims."""
        return [
            at_most("ms per certificate, all steps, one core", self.making.total_median_ms, MAKING_MS),
            at_most("bytes of a certificate", self.making.bytes, FILE_BYTES),
            at_most("p99 ms of pages while certificates are issued", self.bulk.meanwhile.p99_ms, PAGE_P99_MS),
        ]


def as_text(report: Report) -> str:
    """Return the whole report."""
    return "\n\n".join("\n".join(part(report)) for part in (_aims, _making, _bulk, _checking, _zipping, _machine))


def _aims(report: Report) -> Iterator[str]:
    yield "AIMS"
    for aim in report.aims():
        yield f"  {'met   ' if aim.met else 'MISSED'}  {aim.name:50}{aim.measured:>10,.1f}  (aim: {aim.limit:,})"


def _making(report: Report) -> Iterator[str]:
    making = report.making
    yield "MAKING one certificate, median ms on one core"
    yield from (f"  {step:34}{ms:>10.1f}" for step, ms in making.median_ms.items())
    yield f"  {'in all (p95 ' + format(making.total_p95_ms, '.1f') + ')':34}{making.total_median_ms:>10.1f}"
    for processes, rate in making.per_second.items():
        yield f"  {f'a second, {processes} at work':34}{rate:>10.1f}"


def _bulk(report: Report) -> Iterator[str]:
    bulk = report.bulk
    rate = bulk.certificates / bulk.seconds
    yield f"ISSUING {bulk.certificates:,} by jobs, SQLite, one process: {bulk.seconds:.1f} s, {rate:.1f} a second"
    for name, waiting in (("pages before", bulk.before), ("pages meanwhile", bulk.meanwhile)):
        yield f"  {name:20}median {waiting.median_ms:>7.1f} ms   p99 {waiting.p99_ms:>7.1f} ms   ({waiting.pages:,})"


def _checking(report: Report) -> Iterator[str]:
    yield "CHECKING, median ms"
    yield from (f"  {kind:34}{ms:>10.1f}" for kind, ms in report.checking.items())


def _zipping(report: Report) -> Iterator[str]:
    zipping = report.zipping
    yield f"ONE FILE OF ALL {zipping.files:,}: {zipping.bytes / 1e6:.1f} MB"
    yield f"  planned in {zipping.plan_ms:,.0f} ms, sent in {zipping.send_ms:,.0f} ms"


def _machine(report: Report) -> Iterator[str]:
    yield f"MACHINE on {report.date}: " + ", ".join(f"{name} {value}" for name, value in report.machine.items())
