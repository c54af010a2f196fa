"""What is looked at when a certificate is checked without its file, or besides it: the register's own answers.

They have the form of the checks of a file, and are said by the same words.
"""

from enum import StrEnum

from certificates.checks.outcome import Outcome, failure, skipped, success
from certificates.status import Status
from proeve.core import clock
from proeve.register.verifying import Verdict


class Way(StrEnum):
    """How somebody pointed to a certificate; each is a check of its own."""

    NUMBER = "number"
    CODE = "code"
    LINK = "link"


def checks_by_number(verdict: Verdict) -> list[Outcome]:
    """Return what was looked at for somebody who typed a number, perhaps with a surname."""
    return [success(Way.NUMBER), *checks_of_standing(verdict), _surname(verdict), skipped("file", "no_file")]


def checks_by_secret(way: Way, verdict: Verdict) -> list[Outcome]:
    """Return what was looked at for somebody with a code or a link, who sees what is printed."""
    why = "name_erased" if verdict.is_erased else "compare_yourself"
    return [success(way), *checks_of_standing(verdict), skipped("printed", why), skipped("file", "no_file")]


def checks_of_standing(verdict: Verdict) -> list[Outcome]:
    """Return whether it was revoked or suspended, and whether today is one of its days."""
    return [_standing(verdict), _validity(verdict)]


def _standing(verdict: Verdict) -> Outcome:
    match verdict.status:
        case Status.REVOKED:
            return failure("standing", "superseded" if verdict.is_superseded else "revoked")
        case Status.SUSPENDED:
            return failure("standing", "suspended")
        case _:
            return success("standing")


def _validity(verdict: Verdict) -> Outcome:
    today = clock.today()
    if today < verdict.valid_from:
        return failure("validity", "not_begun")
    return failure("validity", "expired") if today > verdict.valid_until else success("validity")


def _surname(verdict: Verdict) -> Outcome:
    match verdict.surname_matches:
        case True:
            return success("surname")
        case False:
            return failure("surname", "other_name")
        case _:
            return skipped("surname", "name_erased" if verdict.is_erased else "no_surname")
