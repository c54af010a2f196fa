"""What a check ends in: success, failure with the name of the problem, or skipped."""

from enum import StrEnum

import msgspec


class Result(StrEnum):
    """How a check ended; skipped means that there was nothing to check, or nothing to check it with."""

    SUCCESS = "success"
    FAILURE = "failure"
    SKIPPED = "skipped"


class Outcome(msgspec.Struct, frozen=True):
    """The end of one check; `problem` is a word for programs, empty for a success."""

    check: str
    result: Result
    problem: str = ""

    @property
    def failed(self) -> bool:
        """Whether something is wrong."""
        return self.result is Result.FAILURE

    @property
    def succeeded(self) -> bool:
        """Whether it was checked and found right."""
        return self.result is Result.SUCCESS


def success(check: str) -> Outcome:
    """Say that what was checked is right."""
    return Outcome(check, Result.SUCCESS)


def failure(check: str, problem: str) -> Outcome:
    """Say what is wrong."""
    return Outcome(check, Result.FAILURE, problem)


def skipped(check: str, why: str) -> Outcome:
    """Say why it was not checked."""
    return Outcome(check, Result.SKIPPED, why)
