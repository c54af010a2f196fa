"""Check that everything that tells the facts tells the same: the document, the badge in it, and the register."""

import msgspec

from certificates.badge.credential import Credential, make_credential
from certificates.checks.outcome import Outcome, failure, skipped, success
from certificates.checks.promise import read_credential
from certificates.checks.submission import Submission
from certificates.checks.trust import Known, Trust
from certificates.facts import CertificateFacts

NAME = "facts"


class Told(msgspec.Struct, frozen=True):
    """What a badge and a snapshot both tell."""

    number: str
    holder: str
    corporation: str
    exam: str
    version: str
    shown: str
    dates: tuple[str, str, str]


def check(file: Submission, trust: Trust, known: Known | None) -> Outcome:
    """Compare the number on the document, the badge, and the register's facts, as far as they are there."""
    credential = _credential(file, trust)
    numbers = {number for number in (_number_of(file), credential and credential.number) if number}
    facts = known.facts if known else None
    if facts:
        numbers.add(facts.number)
    if len(numbers) > 1:
        return failure(NAME, "other_number")
    if credential and facts and _told_by(credential) != _told_of(facts):
        return failure(NAME, "other_facts")
    return success(NAME) if credential else skipped(NAME, "nothing_to_compare")


def differs_from_badge(content: bytes, facts: CertificateFacts) -> bool:
    """Tell whether the badge in a file tells other facts; only for a file that is known by its digest to be ours.

    Who signed the badge is then no question. A file without a badge tells nothing.
    """
    badge = Submission(content).badge
    credential = read_credential(badge) if badge else None
    return credential is not None and _told_by(credential) != _told_of(facts)


def _credential(file: Submission, trust: Trust) -> Credential | None:
    checked = file.badge_check(trust.badge_keys)
    return checked.credential if checked else None


def _number_of(file: Submission) -> str | None:
    return next(iter(file.numbers()), None) if file.is_pdf else None


def _told_of(facts: CertificateFacts) -> Told:
    """Return the facts as a badge of ours would tell them, whatever our address and its place in a list are now."""
    return _told_by(make_credential(facts, "", status_index=0))


def _told_by(credential: Credential) -> Told:
    subject = credential.credential_subject
    return Told(
        number=credential.number,
        holder=subject.identifier[0].identity_hash,
        corporation=subject.narrative,
        exam=subject.achievement.name,
        version=subject.achievement.version,
        shown=subject.achievement.description,
        dates=(credential.valid_from, credential.valid_until, credential.awarded_date),
    )
