"""Certificates to test with, and what stands in the PDF files made of them."""

import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from certificates.authority import Identity
from certificates.facts import CertificateFacts
from tests.certificates.time_stamping import TimeStamping, draw_stamping, serve_time_stamps
from tests.programs import needs

MakeFacts = Callable[..., CertificateFacts]

USUAL_FACTS: dict[str, Any] = {
    "holder": "Jan van der Berg",
    "corporation": "Woonstichting De Linde",
    "exam": "Klantgericht werken",
    "exam_version": "3",
    "shown": "heeft aangetoond te weten en te verwoorden hoe u eerlijk zegt wat niet kan, en daarna wat wel kan.",
    "passed_on": date(2026, 11, 21),
    "valid_from": date(2026, 11, 21),
    "valid_until": date(2029, 11, 21),
    "number": "PR-2026-4FTR-ARPC-6",
    "verify_url": "https://proeve.example/c/4ftrarpc7k2m9xyz3hjk",
    "verify_page": "proeve.example/verifieer",
    "issuer": "Stichting Proeve",
}


@pytest.fixture(scope="session")
def make_facts() -> MakeFacts:
    """Make facts that differ from the usual ones only in what the test names."""
    return lambda **changes: CertificateFacts(**(USUAL_FACTS | changes))


@pytest.fixture(scope="session")
def read_text() -> Callable[[bytes], str]:
    """Read the text of a PDF file with poppler, in the order in which it was drawn and without line ends."""

    def read(pdf: bytes) -> str:
        command = [needs("pdftotext"), "-raw", "-enc", "UTF-8", "-", "-"]
        text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
        return " ".join(text.split())

    return read


@pytest.fixture(scope="session")
def stamping() -> Identity:
    """The certificate and key of somebody who gives time-stamps."""
    return draw_stamping()


@pytest.fixture
def time_stamping(stamping: Identity) -> Iterator[TimeStamping]:
    """A time-stamping authority on this machine."""
    with serve_time_stamps(stamping) as authority:
        yield authority
