"""What can go wrong in the domain, by meaning; the web turns it into a status and a page.

ProeveError
├── NotFound        404  nothing here by that name for this person
├── Conflict        409  it exists, but not in a state that allows this
│   └── TooManyTries  429  come back later
└── Invalid         422  what was sent cannot be accepted; `problems` says where
    └── TooLarge      413  it is more than is taken here

The message is a full Dutch sentence for the person who reads it, saying what to do; data goes in attributes.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")

NOTHING_HERE = "Deze pagina bestaat niet, of u heeft er geen toegang toe."


class ProeveError(Exception):
    """The root of everything the domain refuses; `code` names the case for programs."""

    code = "error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if code is not None:
            self.code = code


class NotFound(ProeveError):
    """There is nothing here by that name, or it belongs to somebody else."""

    code = "not_found"

    def __init__(self, message: str = NOTHING_HERE, *, code: str | None = None) -> None:
        super().__init__(message, code=code)


class Conflict(ProeveError):
    """The thing exists, but its state does not allow this any more."""

    code = "conflict"


class TooManyTries(Conflict):
    """Somebody tried too often; `retry_after` is in seconds."""

    code = "too_many_tries"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Invalid(ProeveError):
    """What was sent cannot be accepted; `problems` maps a field to the sentence that belongs beside it."""

    code = "invalid"

    def __init__(self, message: str, problems: Mapping[str, str] | None = None, *, code: str | None = None) -> None:
        super().__init__(message, code=code)
        self.problems = dict(problems or {})


class TooLarge(Invalid):
    """What was sent is larger than what is asked for here; the message names the limit."""

    code = "too_large"


def only(outcomes: Sequence[T | ProeveError]) -> T:
    """Return the outcome of a group of one, or raise the error that stands in its place."""
    (outcome,) = outcomes
    if isinstance(outcome, ProeveError):
        raise outcome
    return outcome
