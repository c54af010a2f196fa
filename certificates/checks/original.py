"""Check that a file is byte for byte what was issued, by its SHA-256."""

from certificates.checks.outcome import Outcome, failure, skipped, success
from certificates.checks.submission import Submission
from certificates.checks.trust import Known, Trust

NAME = "hash"


def check(file: Submission, _trust: Trust, known: Known | None) -> Outcome:
    """Compare with the register's, which only the register can do."""
    if not file.is_pdf:
        return skipped(NAME, "no_document")
    if known is None:
        return skipped(NAME, "no_register")
    return success(NAME) if file.sha256 == known.sha256 else failure(NAME, "other_file")
