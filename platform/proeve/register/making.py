"""Make a certificate from its frozen facts, apart from the event loop; in a server, in a process of its own."""

import asyncio
import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from certificates.facts import CertificateFacts, write_snapshot
from proeve.core import clock
from proeve.core.settings import Settings
from proeve.core.tokens import token_hash
from proeve.register.file_making import MadeFile, Order, make_file
from proeve.register.making_process import MakingProcess
from proeve.register.templates import CertificateTemplate, look_of

T = TypeVar("T")
ONE_AT_A_TIME = ThreadPoolExecutor(1, thread_name_prefix="certificates")
"""Several at once would only take processor time from people who wait for a page."""

_make_file: Callable[[Order], MadeFile] = make_file


@dataclass(frozen=True, slots=True)
class Draft:
    """What a certificate is made from: its facts, the secret of its code, its place in the status list, its look."""

    facts: CertificateFacts
    token: str
    status_index: int
    template: CertificateTemplate | None = None


@dataclass(frozen=True, slots=True)
class MadeCertificate:
    """A certificate that is not stored yet: the file as it will be kept, and the fingerprint of what sealed it."""

    draft: Draft
    pdf: bytes
    seal_key: str

    def columns(self) -> dict[str, Any]:
        """Return the part of its row that follows from how it was made."""
        facts, template = self.draft.facts, self.draft.template
        return {
            "number": facts.number,
            "token_hash": token_hash(self.draft.token),
            "snapshot": write_snapshot(facts),
            "valid_from": facts.valid_from,
            "valid_until": facts.valid_until,
            "pdf_sha256": hashlib.sha256(self.pdf).digest(),
            "template_version_id": template.id if template else None,
            "seal_key": self.seal_key,
            "status_index": self.draft.status_index,
        }


async def make_certificate(settings: Settings, draft: Draft) -> MadeCertificate:
    """Make the file.

    Raises certificates.errors.Invalid when a text cannot be printed, which somebody has to mend, and CannotSeal when a
    key does not open, which may pass.
    """
    order = Order(
        settings=settings,
        facts=draft.facts,
        status_index=draft.status_index,
        look=look_of(draft.template),
        at=clock.now(),
    )
    made = await apart(_make_file, order)
    return MadeCertificate(draft, made.pdf, made.seal_key)


async def apart(function: Callable[..., T], *arguments: object) -> T:
    """Run work for the processor beside the event loop."""
    return await asyncio.get_running_loop().run_in_executor(ONE_AT_A_TIME, function, *arguments)


@contextmanager
def making_beside() -> Iterator[None]:
    """Make files in a process of its own until the block ends: for servers, where people wait for pages."""
    global _make_file  # noqa: PLW0603  One process beside each server, as it has one runner of jobs.
    process = MakingProcess()
    before, _make_file = _make_file, process.make
    try:
        yield
    finally:
        _make_file = before
        process.close()
