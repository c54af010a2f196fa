"""Read what a file says, once it is known to be ours to the last byte."""

from datetime import date, datetime

import msgspec

from certificates.badge.credential import AMSTERDAM, Credential, SignedCredential
from certificates.badge.strict_json import UnfitJson, read_object
from certificates.badge.token import read_part
from certificates.checks.submission import Submission
from certificates.numbering import InvalidNumber, parse_number


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says of itself; without a number it is no certificate, but something else that we sealed."""

    title: str
    number: str | None = None
    holder: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None


def promise_of(file: Submission) -> Promise:
    """Return what a genuine file says."""
    credential = read_credential(file.badge) if file.badge else None
    title = str(file.document.docinfo.get("/Title", "")) if file.is_pdf else ""
    if credential is None:
        return Promise(title=title, number=_number(file))
    return Promise(
        title=title or credential.name,
        number=credential.number,
        holder=credential.credential_subject.identifier[0].identity_hash,
        valid_from=_day(credential.valid_from),
        valid_until=_day(credential.valid_until),
    )


def _number(file: Submission) -> str | None:
    try:
        return parse_number(str(file.document.docinfo.get("/Subject", "")))
    except InvalidNumber:
        return None


def read_credential(badge: bytes) -> Credential | None:
    """Return the badge's credential without checking who signed it: the seal around it said so, or the check before."""
    text = badge.decode().strip()
    try:
        if text.startswith("{"):
            return msgspec.convert(read_object(text), SignedCredential)
        claims = ("iss", "jti", "sub", "nbf", "exp")
        return msgspec.convert({k: v for k, v in read_part(text, 1).items() if k not in claims}, Credential)
    except (UnfitJson, msgspec.ValidationError):
        return None


def _day(instant: str) -> date:
    return datetime.fromisoformat(instant).astimezone(AMSTERDAM).date()
