"""Make a certificate from its frozen facts, apart from the event loop: drawn, archived with its badge, and sealed."""

import asyncio
import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from certificates.archiving import archive
from certificates.badge.signing import sign_badge
from certificates.drawing import draw_certificate
from certificates.facts import CertificateFacts, write_snapshot
from proeve.core.settings import Settings
from proeve.core.tokens import token_hash
from proeve.register.keys import badge_keys, seal_provider
from proeve.register.templates import CertificateTemplate, look_of

T = TypeVar("T")
ONE_AT_A_TIME = ThreadPoolExecutor(1, thread_name_prefix="certificates")
"""Python does one thing at a time anyway: more threads would only leave less of it to people who wait for a page."""


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
    return await apart(_make, settings, draft)


async def apart(function: Callable[..., T], *arguments: object) -> T:
    """Run work for the processor beside the event loop."""
    return await asyncio.get_running_loop().run_in_executor(ONE_AT_A_TIME, function, *arguments)


def _make(settings: Settings, draft: Draft) -> MadeCertificate:
    drawn = draw_certificate(draft.facts, look_of(draft.template))
    badge = sign_badge(draft.facts, badge_keys(settings), status_index=draft.status_index)
    provider = seal_provider(settings)
    return MadeCertificate(draft, provider.seal(archive(drawn, draft.facts, attachment=badge)), provider.fingerprint)
