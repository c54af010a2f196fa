"""How long it takes to draw a certificate, and how many can be drawn per second by one and by two processes."""

import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from random import Random

from certificates.drawing import draw_certificate
from certificates.facts import CertificateFacts
from certificates.numbering import draw_number

COUNT = 120
WARM_UP = 5
HOLDERS = ("Jan van der Berg", "Fatima el Amrani", "Zoë Öztürk-Wiśniewska", "Sjoerd in 't Veld")


@dataclass(frozen=True, slots=True)
class Drawing:
    """Milliseconds per certificate on one core, and certificates per second by number of processes."""

    median_ms: float
    p95_ms: float
    bytes: int
    per_second: dict[int, float]


def measure_certificates() -> Drawing:
    """Draw certificates of different people, one by one and then in one and in two processes."""
    durations = _durations(COUNT)
    return Drawing(
        median_ms=statistics.median(durations),
        p95_ms=statistics.quantiles(durations, n=20)[-1],
        bytes=len(draw_certificate(make_facts(0))),
        per_second={processes: _per_second(processes) for processes in (1, 2)},
    )


def _durations(count: int) -> list[float]:
    """Draw certificates and return how long each took, in milliseconds."""
    for number in range(WARM_UP):
        draw_certificate(make_facts(number))
    durations = []
    for number in range(count):
        facts = make_facts(number)
        started = time.perf_counter()
        draw_certificate(facts)
        durations.append((time.perf_counter() - started) * 1000)
    return durations


def _per_second(processes: int) -> float:
    """Draw on several processes at once and return what they reach together, their start not counted."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(_draw_many, [WARM_UP] * processes * 2))
        started = time.perf_counter()
        drawn: Sequence[int] = list(pool.map(_draw_many, [COUNT // 10] * processes * 10))
        return sum(drawn) / (time.perf_counter() - started)


def _draw_many(count: int) -> int:
    for number in range(count):
        draw_certificate(make_facts(number))
    return count


def make_facts(number: int) -> CertificateFacts:
    """Return the facts of a made-up certificate; equal numbers give equal ones."""
    return CertificateFacts(
        holder=HOLDERS[number % len(HOLDERS)],
        corporation="Woonstichting Lindehof",
        exam="Klantgericht werken",
        exam_version="1",
        shown="heeft aangetoond te weten en te verwoorden hoe u eerlijk zegt wat niet kan, en daarna wat wel kan.",
        passed_on=date(2026, 11, 21),
        valid_from=date(2026, 11, 21),
        valid_until=date(2029, 11, 21),
        number=draw_number(2026, Random(number)),
        verify_url="https://toetsen.example.nl/v/4ftrarpc7k2m9xyz3hjk4ftr",
        verify_page="toetsen.example.nl/verifieer",
        issuer="Proeve",
    )
