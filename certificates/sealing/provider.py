"""What everything that seals promises, whether its key is in a file, in a device or elsewhere."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from cryptography import x509

Now = Callable[[], datetime]
"""Tells the moment of sealing; whoever opens a provider says what time it is."""


class CannotSeal(Exception):
    """A key that cannot be used, or a file that cannot be sealed: nothing that is wrong with a certificate's facts."""


class SealProvider(Protocol):
    """Seals files under one certificate."""

    @property
    def certificate(self) -> x509.Certificate:
        """The certificate whose key seals."""

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """The certificates above it, the last one being what it is trusted by."""

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, in hexadecimal."""

    def seal(self, pdf: bytes) -> bytes:
        """Certify a PDF file with an empty signature field, so that no change is allowed any more.

        It takes milliseconds of processor time, or a device's: call it apart from an event loop. Raises CannotSeal.
        """
