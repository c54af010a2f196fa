"""Check a file that somebody hands over: a list of named checks, and what they amount to.

Whatever is handed over, the answer is an examination and never an exception. What a hostile file can still do is take
time and memory, so somebody else's file is examined by another process (`examining.py`).
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar

import msgspec

from certificates.checks import agreement, badge, original, readable, seal, size
from certificates.checks.outcome import Outcome, failure, skipped
from certificates.checks.promise import Promise, promise_of
from certificates.checks.submission import MOST_BYTES, Submission
from certificates.checks.trust import Known, Trust

Check = Callable[[Submission, Trust, Known | None], Outcome]
Found = TypeVar("Found")

CHECKS: dict[str, Check] = {each.NAME: each.check for each in (size, readable, original, seal, badge, agreement)}
"""In the order in which they are done."""
GATES = (size.NAME, readable.NAME)
"""What the others need: of a file that is too large or cannot be opened nothing further is asked."""
UNREADABLE = "unreadable"


class FileVerdict(StrEnum):
    """What can be said of a file by itself; the register knows whether what it proves still holds."""

    GENUINE = "genuine"
    CHANGED = "changed"
    FOREIGN = "foreign"
    UNDECIDED = "undecided"


VERDICT_OF_PROBLEM = {
    "other_issuer": FileVerdict.FOREIGN,
    "broken": FileVerdict.FOREIGN,
    "no_seal": FileVerdict.FOREIGN,
    "added_to": FileVerdict.CHANGED,
    "changed": FileVerdict.CHANGED,
    "other_time_stamp": FileVerdict.CHANGED,
    "not_final": FileVerdict.CHANGED,
}
"""Any other problem leaves it undecided: an expired seal or time-stamp, or one in pieces."""


class Traces(msgspec.Struct, frozen=True, kw_only=True):
    """What a file can be looked up by in the register, and shown by never.

    `earlier` are the SHA-256 of what the file may have been before something was added. Who has one of the `codes`, or
    a badge that we signed (`proven`), was handed the certificate itself; one of the `numbers` anybody can type.
    """

    sha256: bytes
    earlier: list[bytes] = []
    codes: list[str] = []
    proven: str | None = None
    numbers: list[str] = []


class Examination(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of every check in their order, what follows from them, and where to look further.

    `promise` is what the file says, and only there when our seal or our signature is on all of it.
    """

    verdict: FileVerdict
    outcomes: list[Outcome]
    traces: Traces
    promise: Promise | None = None

    def outcome(self, name: str) -> Outcome:
        """Return the outcome of one check."""
        return next(each for each in self.outcomes if each.check == name)


def verify_file(content: bytes, trust: Trust, *, known: Known | None = None) -> Examination:
    """Do every check on a file; `known` is what the register has under its SHA-256."""
    file = Submission(content)
    outcomes: list[Outcome] = []
    for name, check in CHECKS.items():
        stopped = any(each.failed for each in outcomes if each.check in GATES)
        outcomes.append(skipped(name, UNREADABLE) if stopped else _outcome_of(name, check, file, trust, known))
    verdict = verdict_of(outcomes)
    promise = _try(lambda: promise_of(file), None) if verdict is FileVerdict.GENUINE else None
    return Examination(verdict=verdict, outcomes=outcomes, traces=traces_of(file, trust), promise=promise)


def undecided(content: bytes, problem: str) -> Examination:
    """Return the examination of a file that could not be examined."""
    outcomes = [failure(readable.NAME, problem) if name == readable.NAME else skipped(name, problem) for name in CHECKS]
    return Examination(verdict=FileVerdict.UNDECIDED, outcomes=outcomes, traces=plain_traces_of(Submission(content)))


def verdict_of(outcomes: Sequence[Outcome]) -> FileVerdict:
    """Return what the outcomes amount to: of a document its seal decides, of a badge its signature."""
    by_name = {each.check: each for each in outcomes}
    if any(by_name[name].failed for name in GATES):
        return FileVerdict.UNDECIDED
    sealed, signed = by_name[seal.NAME], by_name[badge.NAME]
    if by_name[original.NAME].succeeded or sealed.succeeded:
        return FileVerdict.GENUINE
    if not sealed.failed:
        return FileVerdict.GENUINE if signed.succeeded else _verdict_of(signed)
    # Our badge in a document without our seal: somebody took the document apart.
    is_taken_apart = signed.succeeded and sealed.problem not in {seal.NOT_OURS, seal.EXPIRED, seal.EXPIRED_TIME_STAMP}
    return FileVerdict.CHANGED if is_taken_apart else _verdict_of(sealed)


def _verdict_of(outcome: Outcome) -> FileVerdict:
    return VERDICT_OF_PROBLEM.get(outcome.problem, FileVerdict.UNDECIDED)


def traces_of(file: Submission, trust: Trust) -> Traces:
    """Return what a file can be looked up by; of a file in pieces, what can be read of the pieces."""
    plain = plain_traces_of(file)
    if len(file.content) > MOST_BYTES:
        return plain
    return msgspec.structs.replace(
        plain,
        codes=_try(file.codes, plain.codes) if file.is_pdf else [],
        proven=_try(lambda: _proven_number(file, trust), None),
        numbers=_try(file.numbers, plain.numbers),
    )


def plain_traces_of(file: Submission) -> Traces:
    """Return what a file can be looked up by without opening it, which takes no more than its bytes."""
    if len(file.content) > MOST_BYTES:
        return Traces(sha256=file.sha256)
    return Traces(sha256=file.sha256, earlier=file.earlier_versions(), numbers=file.plain_numbers())


def _proven_number(file: Submission, trust: Trust) -> str | None:
    checked = file.badge_check(trust.badge_keys)
    return checked.credential.number if checked and checked.credential else None


def _outcome_of(name: str, check: Check, file: Submission, trust: Trust, known: Known | None) -> Outcome:
    return _try(lambda: check(file, trust, known), failure(name, UNREADABLE))


def _try(read: Callable[[], Found], otherwise: Found) -> Found:
    """Read something of a file; the libraries raise whatever a hostile one makes them raise."""
    try:
        return read()
    except Exception:  # noqa: BLE001  Nothing is written here, and a file that breaks a reader is unreadable.
        return otherwise
