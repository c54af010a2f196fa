"""Seal with a key that is kept in a PKCS#12 file under a passphrase."""

import hashlib
from typing import Any

from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pyhanko.sign import Signer

from certificates.authority import Identity, common_name, fingerprint
from certificates.sealing.envelope import Mould, make_mould
from certificates.sealing.provider import CannotSeal, Now
from certificates.sealing.sealer import Sealer
from certificates.sealing.signing import DIGEST, as_asn1, run_to_end, store_of
from certificates.sealing.time_stamps import WebTimeStamper

STAYS_CLOSED = (
    "De sleutel gaat niet open. Kijk of PROEVE_KEY_PASSPHRASE de juiste wachtzin is. Is die later ingesteld dan de "
    "sleutels zijn gemaakt? Geef dan eerst: proeve keys lock"
)


class KeyAtHand(Signer):
    """Signs with a key that stays open: pyHanko's own way reads it anew twice for each file, fifteen times as slow."""

    def __init__(self, identity: Identity) -> None:
        # The certificate itself goes into the signature anyway, and would be there twice.
        super().__init__(signing_cert=as_asn1(identity.certificate), cert_registry=store_of(identity.chain))
        self._key = identity.key
        self._mould = run_to_end(self._make_mould())

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002, FBT001, FBT002  Theirs.
        """Sign by RSASSA-PKCS1-v1_5, which every reader of PDF files knows."""
        return self._key.sign(data, padding.PKCS1v15(), getattr(hashes, digest_algorithm.upper())())

    async def async_sign(  # type: ignore[override]  # The options are passed on as they come.
        self, data_digest: bytes, digest_algorithm: str, **options: Any
    ) -> cms.ContentInfo:
        """Fill in the signature that was built before; one with a time-stamp is built for the occasion."""
        if options.get("timestamper") is not None or digest_algorithm != DIGEST:
            return await super().async_sign(data_digest, digest_algorithm, **options)
        return cms.ContentInfo.load(self._mould.fill(data_digest, self._sign))

    def _sign(self, data: bytes) -> bytes:
        return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())

    async def _make_mould(self) -> Mould:
        """Sign a digest that stands for all others."""
        digest = hashlib.sha256(b"the digest of some file").digest()
        made = await super().async_sign(digest, DIGEST, use_pades=True)
        (signer,) = made["content"]["signer_infos"]
        signed = signer["signed_attrs"].untag().dump()
        return make_mould(made.dump(), signed=signed, digest=digest, signature=signer["signature"].native)


class KeyFileSeal:
    """A provider whose key was read from a file."""

    def __init__(self, identity: Identity, *, now: Now, time_stamper: WebTimeStamper | None = None) -> None:
        self.certificate, self.chain = identity.certificate, identity.chain
        self.fingerprint = fingerprint(identity.certificate)
        self.seal = Sealer(KeyAtHand(identity), now=now, time_stamper=time_stamper).seal


def write_key_file(identity: Identity, passphrase: bytes) -> bytes:
    """Return a PKCS#12 file with the key, its certificate and those above it, under AES-256."""
    name = common_name(identity.certificate).encode()
    encryption = BestAvailableEncryption(passphrase)
    return pkcs12.serialize_key_and_certificates(name, identity.key, identity.certificate, identity.chain, encryption)


def read_key_file(file: bytes, passphrase: bytes, *, stays_closed: str = STAYS_CLOSED) -> Identity:
    """Return what is in a PKCS#12 file; raise CannotSeal for a wrong passphrase and for a key that is not RSA.

    `stays_closed` says what to do about the first, which depends on where the passphrase came from.
    """
    try:
        contents = pkcs12.load_pkcs12(file, passphrase)
    except ValueError as error:
        raise CannotSeal(stays_closed) from error
    key, own = contents.key, contents.cert
    if not isinstance(key, RSAPrivateKey) or own is None:
        raise CannotSeal("In dit bestand zit geen RSA-sleutel met zijn certificaat. Gebruik een ander PKCS#12-bestand.")
    above = [each.certificate for each in contents.additional_certs]
    return Identity(own.certificate, key, in_order(own.certificate, above))


def in_order(certificate: x509.Certificate, others: list[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """Return the certificates above one, each followed by the one that issued it, as far as they are there."""
    chain: list[x509.Certificate] = []
    below = certificate
    while below.issuer != below.subject:
        issuer = next((each for each in others if each.subject == below.issuer), None)
        if issuer is None or issuer in chain:
            break
        chain.append(issuer)
        below = issuer
    return tuple(chain)
