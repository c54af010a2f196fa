"""Check that a file can be read: a PDF file with not too many pages, or a badge."""

from certificates.badge.strict_json import UnfitJson, read_object
from certificates.badge.token import UnfitToken, key_id_of
from certificates.checks.outcome import Outcome, failure, success
from certificates.checks.submission import MOST_PAGES, Submission
from certificates.checks.trust import Known, Trust

NAME = "readable"


def check(file: Submission, _trust: Trust, _known: Known | None) -> Outcome:
    """Open the file, as a lenient reader does."""
    if not file.is_pdf:
        return success(NAME) if _is_badge(file.content) else failure(NAME, "unknown_kind")
    pages = len(file.document.pages)
    if not pages:
        return failure(NAME, "no_pages")
    return failure(NAME, "too_many_pages") if pages > MOST_PAGES else success(NAME)


def _is_badge(content: bytes) -> bool:
    """Tell whether this has the form of a badge, whoever made it."""
    try:
        text = content.decode().strip()
        if text.startswith("{"):
            return "@context" in read_object(text)
        key_id_of(text)
    except UnfitToken as error:
        return error.problem != "not_a_token"
    except (UnicodeDecodeError, UnfitJson):
        return False
    return True
