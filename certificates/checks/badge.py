"""Check the badge of a file: signed by us, and as we signed it."""

from certificates.badge.verifying import BadgeVerdict
from certificates.checks.outcome import Outcome, failure, skipped, success
from certificates.checks.submission import Submission
from certificates.checks.trust import Known, Trust

NAME = "badge"
NOT_OURS = "other_issuer"


def check(file: Submission, trust: Trust, _known: Known | None) -> Outcome:
    """Check the proof of the badge, if there is one and the keys are at hand."""
    if file.badge is None:
        return skipped(NAME, "no_badge")
    checked = file.badge_check(trust.badge_keys)
    if checked is None:
        return skipped(NAME, "no_keys")
    match checked.verdict:
        case BadgeVerdict.GENUINE:
            return success(NAME)
        case BadgeVerdict.FOREIGN:
            return failure(NAME, NOT_OURS)
        case BadgeVerdict.UNREADABLE:
            return failure(NAME, "unreadable")
        case BadgeVerdict.CHANGED:
            return failure(NAME, "changed")
