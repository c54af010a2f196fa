"""Check that a file is no larger than a certificate could ever be."""

from certificates.checks.outcome import Outcome, failure, success
from certificates.checks.submission import MOST_BYTES, Submission
from certificates.checks.trust import Known, Trust

NAME = "size"


def check(file: Submission, _trust: Trust, _known: Known | None) -> Outcome:
    """Refuse what is empty or too large."""
    if not file.content:
        return failure(NAME, "empty")
    return failure(NAME, "too_large") if len(file.content) > MOST_BYTES else success(NAME)
