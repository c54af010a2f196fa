"""What files are checked against here: the roots, seals and badge keys of this installation, all of it public."""

from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from certificates.badge.did_document import write_did_document
from certificates.checks.trust import Trust
from proeve.core import clock
from proeve.core.settings import Settings
from proeve.register.badge_keys import published_badge_keys
from proeve.register.seal_keys import all_seals, trusted_roots
from proeve.register.time_stamp_trust import time_stamp_roots


def trust_of(settings: Settings) -> Trust:
    """Return what is trusted now; reads some small files, and needs no passphrase."""
    keys = published_badge_keys(settings)
    return Trust(
        roots=_written(trusted_roots(settings)),
        seals=tuple(seal.fingerprint for seal in all_seals(settings)),
        time_stamp_roots=_written(time_stamp_roots(settings)),
        did_document=write_did_document(keys) if keys.named else None,
        at=clock.now(),
    )


def trust_in(roots: list[x509.Certificate], did_document: dict[str, Any] | None = None) -> Trust:
    """Return trust in nothing but these roots and badge keys, for whoever has no keys of the installation."""
    return Trust(roots=_written(roots), did_document=did_document, at=clock.now())


def _written(certificates: list[x509.Certificate]) -> tuple[bytes, ...]:
    return tuple(each.public_bytes(Encoding.DER) for each in certificates)
