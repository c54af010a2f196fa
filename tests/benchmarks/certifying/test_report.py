"""The report says which aims were met, and its text names every figure."""

import pytest

from benchmarks.certifying.bulk import Bulk, Waiting
from benchmarks.certifying.report import Report, as_text
from benchmarks.certifying.steps import Making
from benchmarks.certifying.zipping import Zipping


@pytest.fixture
def report():
    steps = {"draw": 6.0, "badge": 4.5, "archive": 3.0, "seal": 4.0}
    return Report(
        date="2026-11-22",
        machine={"cores": 2},
        making=Making(steps, total_median_ms=17.5, total_p95_ms=21.0, bytes=36_000, per_second={1: 55.0, 2: 100.0}),
        bulk=Bulk(1000, 25.0, Waiting(200, 3.0, 9.0), Waiting(900, 8.0, 300.0)),
        checking={"number": 1.2, "file": 25.0},
        zipping=Zipping(1000, 120.0, 900.0, 37_000_000),
    )


def test_each_aim_is_met_or_missed_by_its_own_figure(report):
    assert [aim.met for aim in report.aims()] == [True, True, False]


def test_the_text_names_every_figure(report):
    text = as_text(report)
    for said in ("17.5", "p95 21.0", "MISSED", "40.0 a second", "p99   300.0 ms", "number", "37.0 MB", "cores 2"):
        assert said in text
