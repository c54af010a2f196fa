"""What a check holds a file against: our roots, seals and badge keys, and what the register knows of the file."""

from datetime import datetime
from functools import cached_property
from typing import Any

import msgspec
from asn1crypto import x509

from certificates.badge.did_document import read_did_document
from certificates.badge.keys import PublishedKeys
from certificates.facts import CertificateFacts


class Trust(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All that is public of our keys, in a form that travels to another process.

    `roots` are certificates in DER. `seals` are the fingerprints of the certificates that sealed, now or before: under
    a root of somebody else there are many more than ours, so only an own root can do without. `time_stamp_roots` are
    for the time-stamps on seals; without any, a stamp is taken as it is. `did_document` holds the badge keys; without
    it badges are not checked. `at` is the moment of checking.
    """

    roots: tuple[bytes, ...]
    seals: tuple[str, ...] = ()
    time_stamp_roots: tuple[bytes, ...] = ()
    did_document: dict[str, Any] | None = None
    at: datetime

    @cached_property
    def badge_keys(self) -> PublishedKeys | None:
        """The keys that badges are checked with."""
        return read_did_document(self.did_document) if self.did_document else None

    def anchors(self) -> list[x509.Certificate]:
        """Return the roots as pyHanko takes them."""
        return [x509.Certificate.load(root) for root in self.roots]

    def time_stamp_anchors(self) -> list[x509.Certificate]:
        """Return the roots of time-stamps in the same way."""
        return [x509.Certificate.load(root) for root in self.time_stamp_roots]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the register knows of a file: the SHA-256 it had when it was issued, and what was printed on it.

    The facts are None once they were erased on request.
    """

    sha256: bytes
    facts: CertificateFacts | None
