"""The credential of a certificate as Open Badges 3.0 has it, in exactly one shape.

A badge that has more, less or other members than these was not written here, whatever its signature says; so the shape
is both how a badge is made and the first thing that is checked of one. What was issued stays checkable only while its
shape does: a new version of the shape stands beside the old one, and never in its place.
"""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from certificates.badge.contexts import CREDENTIALS, OPEN_BADGES
from certificates.badge.keys import did_of
from certificates.badge.proof import write_instant
from certificates.facts import CertificateFacts
from certificates.numbering import InvalidNumber, parse_number

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ENTRIES_IN_LIST = 131_072
"""The least number of places a status list has, so that one of them says little about whose it is."""

Instant = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]
Index = Annotated[str, msgspec.Meta(pattern=r"^(0|[1-9][0-9]{0,5})$")]
ProofValue = Annotated[str, msgspec.Meta(pattern=r"^z[1-9A-HJ-NP-Za-km-z]{64,90}$")]


class Member(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """A part of a badge; an unknown name inside it is refused."""


class Issuer(Member, frozen=True, kw_only=True):
    """Who issues: us, by the identifier that our keys are published under."""

    id: str
    type: tuple[Literal["Profile"]] = ("Profile",)
    name: str
    url: str


class Criteria(Member, frozen=True, kw_only=True):
    """What somebody did to earn it."""

    narrative: str


class Achievement(Member, frozen=True, kw_only=True):
    """What is achieved: one version of an exam."""

    id: str
    type: tuple[Literal["Achievement"]] = ("Achievement",)
    achievement_type: Literal["Certification"] = "Certification"
    name: str
    version: str
    in_language: Literal["nl", "en"]
    description: str
    criteria: Criteria


class HolderName(Member, frozen=True, kw_only=True):
    """The holder's name in full, as it is printed: a badge is the holder's own, and published by nobody else."""

    type: Literal["IdentityObject"] = "IdentityObject"
    hashed: Literal[False] = False
    identity_hash: str
    identity_type: Literal["name"] = "name"


class Subject(Member, frozen=True, kw_only=True):
    """Who achieved it, and where they worked at the time."""

    id: str
    type: tuple[Literal["AchievementSubject"]] = ("AchievementSubject",)
    identifier: tuple[HolderName]
    license_number: str
    narrative: str
    achievement: Achievement


class StatusEntry(Member, frozen=True, kw_only=True):
    """Where to read whether it was revoked; Open Badges 3.0 allows one entry, not a list of them."""

    id: str
    type: Literal["BitstringStatusListEntry"] = "BitstringStatusListEntry"
    status_purpose: Literal["revocation"] = "revocation"
    status_list_index: Index
    status_list_credential: str


class Proof(Member, frozen=True, kw_only=True):
    """The signature over all the rest (`proof.py`)."""

    type: Literal["DataIntegrityProof"]
    cryptosuite: Literal["eddsa-rdfc-2022"]
    created: Instant | msgspec.UnsetType = msgspec.UNSET
    verification_method: str
    proof_purpose: Literal["assertionMethod"]
    proof_value: ProofValue


class Credential(Member, frozen=True, kw_only=True):
    """A badge, without what signs it."""

    context: tuple[
        Literal["https://www.w3.org/ns/credentials/v2"],
        Literal["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    ] = msgspec.field(default=(CREDENTIALS, OPEN_BADGES), name="@context")
    id: str
    type: tuple[Literal["VerifiableCredential"], Literal["OpenBadgeCredential"]] = (
        "VerifiableCredential",
        "OpenBadgeCredential",
    )
    name: str
    issuer: Issuer
    valid_from: Instant
    valid_until: Instant
    awarded_date: Instant
    credential_subject: Subject
    credential_status: StatusEntry

    @property
    def number(self) -> str:
        """Return the number of the certificate it belongs to."""
        return self.credential_subject.license_number


class SignedCredential(Credential, frozen=True, kw_only=True):
    """A badge as JSON: with one proof, in a list."""

    proof: tuple[Proof]


def make_credential(facts: CertificateFacts, public_url: str, *, status_index: int) -> Credential:
    """Return the badge of a certificate; `status_index` is its place over all status lists."""
    return Credential(
        id=f"{public_url}/verifieer?nummer={facts.number}",
        name=facts.exam,
        issuer=make_issuer(facts.issuer, public_url),
        valid_from=write_instant(first_moment(facts.valid_from)),
        valid_until=write_instant(last_moment(facts.valid_until)),
        awarded_date=write_instant(first_moment(facts.passed_on)),
        credential_subject=Subject(
            id=lasting_id(public_url, "houder", facts.number),
            identifier=(HolderName(identity_hash=facts.holder),),
            license_number=facts.number,
            narrative=WORKED_AT[facts.language].format(facts.corporation),
            achievement=make_achievement(facts, public_url),
        ),
        credential_status=make_status_entry(public_url, status_index),
    )


WORKED_AT = {"nl": "Werkte bij uitgifte bij {}.", "en": "Worked at {} when this was issued."}
HOLDER_SHOWED = {"nl": "De houder {}", "en": "The holder {}"}
PASSED = {"nl": "Geslaagd voor de toets {}, versie {}.", "en": "Passed the exam {}, version {}."}


def make_issuer(name: str, public_url: str) -> Issuer:
    """Return the profile of the issuer, whose page tells people who that is."""
    return Issuer(id=did_of(public_url), name=name, url=f"{public_url}/uitgever")


def describe_issuer(name: str, public_url: str) -> dict[str, Any]:
    """Return the same profile as a document of its own."""
    return {"@context": [CREDENTIALS, OPEN_BADGES], **msgspec.to_builtins(make_issuer(name, public_url))}


def make_achievement(facts: CertificateFacts, public_url: str) -> Achievement:
    """Return what was achieved; the same version of an exam has the same identifier on every badge."""
    return Achievement(
        id=lasting_id(public_url, facts.exam, facts.exam_version),
        name=facts.exam,
        version=facts.exam_version,
        in_language=facts.language,
        description=HOLDER_SHOWED[facts.language].format(facts.shown),
        criteria=Criteria(narrative=PASSED[facts.language].format(facts.exam, facts.exam_version)),
    )


def make_status_entry(public_url: str, status_index: int) -> StatusEntry:
    """Return where the status is read: the first list holds the first 131,072 places, and so on."""
    number, index = divmod(status_index, ENTRIES_IN_LIST)
    address = status_list_url(public_url, number + 1)
    return StatusEntry(id=f"{address}#{index}", status_list_index=str(index), status_list_credential=address)


def status_list_url(public_url: str, number: int) -> str:
    """Return the address of a status list; they count from 1."""
    return f"{public_url}/status/{number}"


def lasting_id(public_url: str, *names: str) -> str:
    """Return an identifier that is the same whenever it is made, and leads nowhere (a name-based UUID, RFC 9562)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join((public_url, *names))).urn


def first_moment(day: date) -> datetime:
    """Return the moment at which a Dutch day begins."""
    return datetime.combine(day, time(), AMSTERDAM)


def last_moment(day: date) -> datetime:
    """Return the last whole second of a Dutch day: "geldig t/m" means until its very end."""
    return first_moment(day + timedelta(days=1)).astimezone(UTC) - timedelta(seconds=1)


def write_credential(credential: Credential) -> dict[str, Any]:
    """Return the badge as plain JSON values."""
    document: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(credential))
    return document


def number_in(document: Any) -> str | None:
    """Return the certificate number that a damaged badge mentions, if there is a sound one in its usual place."""
    try:
        number = document["credentialSubject"]["licenseNumber"]
        return parse_number(number) if isinstance(number, str) else None
    except (InvalidNumber, LookupError, TypeError):
        return None
