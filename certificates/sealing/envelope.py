"""The signature that goes into a file (CMS): built by pyHanko once, and from then on filled in.

Two thirds of sealing a file was spent on building the same structure anew: between two files under one certificate only
the digest and the signature over it differ, and both have a fixed length (RFC 5652; RSASSA-PKCS1-v1_5).
"""

from collections.abc import Callable
from dataclasses import dataclass


class NoMould(ValueError):
    """The parts that differ cannot be told from the rest."""


@dataclass(frozen=True, slots=True)
class Mould:
    """One complete signature, and what was signed for it, each with the places of the parts that differ."""

    envelope: bytes
    signed: bytes
    digest_in_envelope: int
    digest_in_signed: int
    signature_in_envelope: int
    signature_length: int

    def fill(self, digest: bytes, sign: Callable[[bytes], bytes]) -> bytes:
        """Return the signature for another digest."""
        signature = sign(_with(self.signed, self.digest_in_signed, digest))
        if len(signature) != self.signature_length:
            raise NoMould("The signature has another length than the one the mould was made of.")
        filled = _with(self.envelope, self.digest_in_envelope, digest)
        return _with(filled, self.signature_in_envelope, signature)


def make_mould(envelope: bytes, *, signed: bytes, digest: bytes, signature: bytes) -> Mould:
    """Make a mould of a complete signature; raise NoMould when a part occurs more than once in it."""
    return Mould(
        envelope=envelope,
        signed=signed,
        digest_in_envelope=_only_place(digest, envelope),
        digest_in_signed=_only_place(digest, signed),
        signature_in_envelope=_only_place(signature, envelope),
        signature_length=len(signature),
    )


def _only_place(part: bytes, whole: bytes) -> int:
    if whole.count(part) != 1:
        raise NoMould("A part should occur once.")
    return whole.index(part)


def _with(whole: bytes, place: int, part: bytes) -> bytes:
    return whole[:place] + part + whole[place + len(part) :]
