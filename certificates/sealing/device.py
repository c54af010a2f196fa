"""Seal with a key that never leaves a device (PKCS#11): a smart card, a security module, SoftHSM.

Needs the package python-pkcs11, which is therefore imported here and nowhere else.
"""

from contextlib import suppress
from threading import Lock

import msgspec
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from pkcs11 import PKCS11Error, Session
from pkcs11.exceptions import UserAlreadyLoggedIn
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from certificates.authority import fingerprint
from certificates.sealing.key_file import in_order
from certificates.sealing.provider import CannotSeal, Now
from certificates.sealing.sealer import Sealer
from certificates.sealing.signing import as_asn1, run_to_end
from certificates.sealing.time_stamps import WebTimeStamper


class Device(msgspec.Struct, frozen=True):
    """Where a key is: the library that speaks to the device, the token in it, and the label of key and certificate."""

    module: str
    token: str
    label: str


class DeviceSeal:
    """A provider whose key is in a device, which is opened anew when it was away for a moment."""

    def __init__(self, device: Device, pin: str, *, now: Now, time_stamper: WebTimeStamper | None = None) -> None:
        self._device, self._pin, self._now, self._time_stamper = device, pin, now, time_stamper
        # A session of PKCS#11 does one thing at a time.
        self._turn = Lock()
        self._sealer = self._open()

    def seal(self, pdf: bytes) -> bytes:
        """Certify a PDF file."""
        with self._turn:
            try:
                return self._sealer.seal(pdf)
            except PKCS11Error:
                self.close()
                self._sealer = self._open()
            try:
                return self._sealer.seal(pdf)
            except PKCS11Error as error:
                raise CannotSeal("Het apparaat met de sleutel van het zegel antwoordt niet goed.") from error

    def close(self) -> None:
        """Give the device back."""
        with suppress(PKCS11Error):
            self._session.close()

    def _begin(self) -> Session:
        token = TokenCriteria(label=self._device.token)
        try:
            return open_pkcs11_session(self._device.module, token_criteria=token, user_pin=self._pin)
        except UserAlreadyLoggedIn:  # Who is known to a token is known in all sessions of the process.
            return open_pkcs11_session(self._device.module, token_criteria=token)

    def _open(self) -> Sealer:
        try:
            self._session = self._begin()
            own = self._look_around()
            # The signature holds the chain, and not all that happens to be in the device.
            above = [as_asn1(each) for each in self.chain]
            signer = PKCS11Signer(self._session, signing_cert=own, ca_chain=above, key_label=self._device.label)
            run_to_end(signer.ensure_objects_loaded())  # type: ignore[no-untyped-call]  # Theirs.
        except (PKCS11Error, RuntimeError) as error:
            raise CannotSeal(
                "Het apparaat met de sleutel van het zegel gaat niet open. Kijk of het is aangesloten, of de namen "
                "kloppen en of PROEVE_DEVICE_PIN goed is."
            ) from error
        return Sealer(signer, now=self._now, time_stamper=self._time_stamper)

    def _look_around(self) -> asn1_x509.Certificate:
        """Take note of the certificate and of those above it, and return it in pyHanko's form."""
        everything = PKCS11Signer(self._session, cert_label=self._device.label, other_certs_to_pull=None)
        own = everything.signing_cert
        self.certificate = x509.load_der_x509_certificate(own.dump())
        others = [x509.load_der_x509_certificate(each.dump()) for each in everything.cert_registry]
        self.chain = in_order(self.certificate, others)
        self.fingerprint = fingerprint(self.certificate)
        return own
