"""The file of one certificate: drawn, with its badge attached, archived and sealed; some 25 ms of work."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from certificates.archiving import archive
from certificates.badge.signing import sign_badge
from certificates.drawing import draw_certificate
from certificates.facts import CertificateFacts
from certificates.template import Template
from proeve.core.settings import Settings
from proeve.register.keys import badge_keys, seal_provider


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What a file is made from, and the moment that its seal tells."""

    settings: Settings
    facts: CertificateFacts
    status_index: int
    look: Template
    at: datetime


class MadeFile(NamedTuple):
    """The file as it will be kept, and the fingerprint of the certificate that sealed it."""

    pdf: bytes
    seal_key: str


def make_file(order: Order) -> MadeFile:
    """Make a file; raise certificates.errors.Invalid for a text that cannot be printed, and CannotSeal."""
    drawn = draw_certificate(order.facts, order.look)
    badge = sign_badge(order.facts, badge_keys(order.settings), status_index=order.status_index)
    provider = seal_provider(order.settings)
    sealed = provider.seal(archive(drawn, order.facts, attachment=badge))
    return MadeFile(sealed, provider.fingerprint)
