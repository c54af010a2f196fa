"""Check a badge that somebody hands over: whether we made it, and whether it is as we made it.

Whatever is handed over, the answer is an outcome. The shape is checked before the signature, so that nothing strange
ever reaches the JSON-LD processor. Dates and revocation are not looked at: the register knows those, and a reader
should be shown what the register says, never what the file says.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from certificates.badge.canonical import UncoveredContent
from certificates.badge.credential import Credential, SignedCredential, number_in
from certificates.badge.keys import BadgePublicKey, PublishedKeys
from certificates.badge.proof import proof_holds
from certificates.badge.strict_json import UnfitJson, read_object, same_json
from certificates.badge.token import UnfitToken, claims_of, key_id_of, read_part, read_token

MOST_BYTES = 64 * 1024
"""Some twenty times what a badge takes."""

CLAIMS = ("iss", "jti", "sub", "nbf", "exp")

AnyCredential = TypeVar("AnyCredential", bound=Credential)


class BadgeVerdict(StrEnum):
    """What can be said of a badge that was handed over."""

    GENUINE = "genuine"
    CHANGED = "changed"
    """It says that it is ours and names a key of ours, and is not as we signed it."""
    FOREIGN = "foreign"
    """Somebody else issued it, or signed it in our name."""
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class BadgeCheck:
    """The outcome; `problem` is a word for programs, `credential` is there for a genuine badge alone.

    `number` is the certificate that the badge is about, or says it is about: look it up, and show what is found.
    """

    verdict: BadgeVerdict
    problem: str = ""
    number: str | None = None
    credential: Credential | None = None


class _Refused(Exception):
    """Carries an outcome out of the steps below; it never leaves this module."""

    def __init__(self, verdict: BadgeVerdict, problem: str, document: Any = None) -> None:
        super().__init__(problem)
        self.check = BadgeCheck(verdict, problem, number_in(document))


def verify_badge(content: bytes, keys: PublishedKeys) -> BadgeCheck:
    """Check a badge in either form, JSON or JWT; every input ends in an outcome and none in an exception."""
    try:
        text = _read_text(content)
        credential = _check_json(text, keys) if text.startswith("{") else _check_token(text, keys)
    except _Refused as refusal:
        return refusal.check
    return BadgeCheck(BadgeVerdict.GENUINE, number=credential.number, credential=credential)


def _read_text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise _Refused(BadgeVerdict.UNREADABLE, "too_large")
    try:
        return content.decode().strip()
    except UnicodeDecodeError as error:
        raise _Refused(BadgeVerdict.UNREADABLE, "not_text") from error


def _check_json(text: str, keys: PublishedKeys) -> Credential:
    try:
        document = read_object(text)
    except UnfitJson as error:
        raise _Refused(BadgeVerdict.UNREADABLE, "not_json") from error
    _check_issuer(document, keys)
    signed = _shape(document, SignedCredential)
    key = keys.find(signed.proof[0].verification_method)
    if not isinstance(key, Ed25519PublicKey):
        raise _wrong_key(key, document)
    try:
        holds = proof_holds(document, document["proof"][0], key)
    except UncoveredContent as error:
        raise _Refused(BadgeVerdict.CHANGED, "unexpected_member", document) from error
    if not holds:
        raise _Refused(BadgeVerdict.CHANGED, "signature", document)
    return signed


def _check_token(text: str, keys: PublishedKeys) -> Credential:
    try:
        key_id = key_id_of(text)
    except UnfitToken as error:
        verdict = BadgeVerdict.UNREADABLE if error.problem == "not_a_token" else BadgeVerdict.FOREIGN
        raise _Refused(verdict, error.problem) from error
    # A key's address changes when the house moves; the last part of it, which is its thumbprint, does not.
    key = keys.named.get(key_id.rpartition("/")[2])
    if not isinstance(key, RSAPublicKey):
        raise _wrong_key(key, None)
    try:
        document = read_token(text, key)
    except UnfitToken as error:
        raise _Refused(BadgeVerdict.CHANGED, error.problem, _unchecked(text)) from error
    _check_issuer(document, keys)
    bare = {name: value for name, value in document.items() if name not in CLAIMS}
    credential = _shape(bare, Credential)
    if not same_json(document, claims_of(bare)):
        raise _Refused(BadgeVerdict.CHANGED, "claims", document)
    return credential


def _check_issuer(document: dict[str, Any], keys: PublishedKeys) -> None:
    issuer = document.get("issuer")
    if not isinstance(issuer, dict) or issuer.get("id") != keys.did:
        raise _Refused(BadgeVerdict.FOREIGN, "other_issuer")


def _shape(document: dict[str, Any], shape: type[AnyCredential]) -> AnyCredential:
    """Read the document in its one shape; writing it again must give the same, to the last member."""
    try:
        credential = msgspec.convert(document, shape)
    except msgspec.ValidationError as error:
        raise _Refused(BadgeVerdict.CHANGED, "unexpected_member", document) from error
    if not same_json(msgspec.to_builtins(credential), document):
        raise _Refused(BadgeVerdict.CHANGED, "unexpected_member", document)
    return credential


def _wrong_key(key: BadgePublicKey | None, document: Any) -> _Refused:
    """Tell a key that is not ours from a key of ours that signs something else (algorithm confusion)."""
    if key is None:
        return _Refused(BadgeVerdict.FOREIGN, "unknown_key", document)
    return _Refused(BadgeVerdict.CHANGED, "unknown_algorithm", document)


def _unchecked(token: str) -> Any:
    """Return what a token says whose signature does not hold, only to find out which certificate it is about."""
    try:
        return read_part(token, 1)
    except UnfitJson:
        return None
