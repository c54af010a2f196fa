"""Tell anyone whether a certificate is real, and no more about its holder than the way they asked allows.

Who types a number learns the status, the exam and the dates, and the holder's initials; who knows the surname as well
sees the name as it is printed. Who holds the document, and scans its QR code, sees everything that is printed on it:
somebody who edits a certificate changes exactly what a checking page leaves out. (AVG articles 5(1)(c) and 25.)
"""

from dataclasses import dataclass
from datetime import date
from secrets import compare_digest

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.numbering import InvalidNumber, spell_number
from certificates.status import Status
from proeve.core import clock
from proeve.core.errors import Invalid, NotFound
from proeve.core.tokens import token_hash
from proeve.register.certificates import Certificate
from proeve.register.plain_names import plain_words

UNKNOWN_NUMBER = (
    "Dit nummer staat niet in het register. Misschien zit er een tikfout in: vergelijk het teken voor teken met het "
    "certificaat. Staat het er echt zo? Dan is het certificaat niet van ons."
)
UNKNOWN_CODE = (
    "Deze code hoort niet bij een certificaat van ons. Scan de code op het certificaat opnieuw, "
    "of controleer het certificaat met het nummer."
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check by number says; `surname_matches` is None when no surname was given, or none is known.

    `holder` is empty unless the surname matches.
    `superseded_by` is the number of the certificate that came in its place, for who has the document or knows the
    surname; others learn that there is one. Of an erased one the names are gone.
    """

    number: str
    status: Status
    exam: str
    exam_version: str
    issuer: str
    initials: str
    valid_from: date
    valid_until: date
    revoked_on: date | None
    is_superseded: bool = False
    superseded_by: str | None = None
    is_erased: bool = False
    surname_matches: bool | None = None
    holder: str = ""

    @property
    def until(self) -> date:
        """The day that belongs in the headline: of revoking, or else the last valid one."""
        return self.revoked_on or self.valid_until


@dataclass(frozen=True, slots=True)
class FullVerdict:
    """What a check by QR code says: everything that is printed, beside the verdict."""

    verdict: Verdict
    holder: str
    corporation: str
    shown: str
    passed_on: date


async def verify_number(session: AsyncSession, text: str, surname: str = "") -> Verdict:
    """Check a certificate by its number as typed; raise Invalid for what is no number and NotFound for an unknown one.

    A wrong check character makes an unknown number: it takes as long and says as much as any other.
    """
    number = read_number(text)
    certificate = await session.scalar(select(Certificate).where(col(Certificate.number) == number))
    if certificate is None:
        raise NotFound(UNKNOWN_NUMBER, code="unknown_number")
    return await verdict_of(session, certificate, surname)


async def verify_token(session: AsyncSession, token: str) -> FullVerdict:
    """Check a certificate by the secret of its QR code, in either case; raise NotFound for an unknown one."""
    statement = select(Certificate).where(col(Certificate.token_hash) == token_hash(token.lower()))
    certificate = await session.scalar(statement)
    if certificate is None:
        raise NotFound(UNKNOWN_CODE, code="unknown_code")
    return await full_verdict_of(session, certificate)


def read_number(text: str) -> str:
    """Return a number as it would be printed; raise Invalid for what does not look like one."""
    try:
        return spell_number(text)
    except InvalidNumber as error:
        raise Invalid(str(error), {"number": str(error)}, code="invalid_number") from error


async def full_verdict_of(session: AsyncSession, certificate: Certificate) -> FullVerdict:
    """Return everything that is printed on a certificate, for who has it before them."""
    snapshot = certificate.snapshot
    return FullVerdict(
        verdict=await verdict_of(session, certificate, has_document=True),
        holder=certificate.holder,
        corporation=snapshot["corporation"],
        shown=snapshot["shown"],
        passed_on=certificate.passed_on,
    )


async def verdict_of(
    session: AsyncSession, certificate: Certificate, surname: str = "", *, has_document: bool = False
) -> Verdict:
    """Return what anyone may know of a certificate."""
    snapshot = certificate.snapshot
    next_one, is_erased = certificate.superseded_by_id, certificate.erased_at is not None
    matches = _is_surname(surname, snapshot["holder"]) if surname.strip() and not is_erased else None
    newer = None
    if has_document or matches:
        newer = await session.scalar(select(col(Certificate.number)).where(col(Certificate.id) == next_one))
    return Verdict(
        number=certificate.number,
        status=certificate.status,
        exam=snapshot["exam"],
        exam_version=snapshot["exam_version"],
        issuer=snapshot["issuer"],
        initials=_initials(snapshot["holder"]),
        valid_from=certificate.valid_from,
        valid_until=certificate.valid_until,
        revoked_on=clock.local_date(certificate.revoked_at) if certificate.revoked_at else None,
        is_superseded=next_one is not None,
        superseded_by=newer,
        is_erased=is_erased,
        surname_matches=matches,
        holder=certificate.holder if matches else "",
    )


def _initials(name: str) -> str:
    """Return the first letters of the first and the last word: "A. Ç."; nothing when the name was erased."""
    words = name.split()
    ends = words[:1] + words[1:][-1:]
    return " ".join(f"{_first_letter(word).upper()}." for word in ends)


def _first_letter(word: str) -> str:
    """Return the letter a word begins with, behind an apostrophe: "'t" begins with a t."""
    return next((sign for sign in word if sign.isalpha()), word[0])


def _is_surname(typed: str, name: str) -> bool:
    """Tell whether what was typed ends the name, so that "Berg" and "van der Berg" both fit "Jan van der Berg".

    Spaces and accents do not count, for "OBrien" and "Celik" are the same people as "O'Brien" and "Çelik"; and the
    whole name fits too, because who types more than was asked is not wrong.
    """
    words = plain_words(name)
    endings = ["".join(words[start:]).encode() for start in range(len(words))]
    # Each is compared in full, so that the time it takes tells nothing.
    return any([compare_digest("".join(plain_words(typed)).encode(), ending) for ending in endings])  # noqa: C419
