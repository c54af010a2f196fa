"""What goes into the journal and what comes out: saves of one page, and what became of each."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from proeve.exams import timing
from proeve.exams.attempts import AttemptState

LARGEST_SEQUENCE = 2**31 - 1
"""What the database can hold."""


class Outcome(StrEnum):
    """What became of a save; the values are the codes that pages know."""

    ACKNOWLEDGED = "acknowledged"  # It is stored, durably: now, or at an earlier try.
    NOT_STARTED = "not_started"
    CLOSED = "closed"  # The attempt was handed in, or the deadline and the grace have passed.
    LEASE_LOST = "lease_lost"  # Another page has taken over the attempt.
    SEQUENCE = "sequence"  # This number is already in use for another answer.
    TRY_AGAIN = "try_again"  # The database cannot be reached, or is too busy; nothing is known to be stored.


ACKNOWLEDGED, RUNNING = Outcome.ACKNOWLEDGED, AttemptState.RUNNING
"""By names of their own: these are asked of every save."""


class Claim(Struct, frozen=True, gc=False):
    """Which page of which attempt a save comes from."""

    attempt_id: int
    lease: int


class Save(Struct, frozen=True, gc=False):
    """One answer to one slot, and when it was given by the page's clock; `answer` is JSON text, None when cleared."""

    sequence: int
    slot: int
    answer: str | None
    is_flagged: bool
    client_ms: int


class Place(Struct, frozen=True, gc=False):
    """Where somebody is in the exam, as their page says: the question on the screen, and how many have an answer."""

    slot: int | None = None
    answered: int | None = None


class Delivery(Struct, frozen=True):
    """What one request hands over, and when it came in (ms since 1970); without saves it is a heartbeat."""

    claim: Claim
    saves: Sequence[Save]
    received_ms: int
    place: Place = Place()


class Standing(Struct, frozen=True, gc=False):
    """Where an attempt stands in the database at the moment of the write.

    `paused_ms` is since when its clock stands still, `seen_ms` the last sign of life that was written down and
    `started_ms` when its clock began.
    """

    state: AttemptState
    lease: int
    deadline_ms: int | None
    paused_ms: int | None = None
    seen_ms: int | None = None
    started_ms: int | None = None

    def clock_ms(self, now_ms: int) -> int:
        """Return what the attempt's own clock says at a moment: not past the pause, while there is one."""
        return now_ms if self.paused_ms is None else min(now_ms, self.paused_ms)

    def is_over(self, now_ms: int) -> bool:
        """Say whether not even a late answer can come in at a moment."""
        is_overdue = self.clock_ms(now_ms) > (self.deadline_ms or 0) + timing.GRACE_MS
        return is_overdue or self.state != RUNNING


class Receipt(Struct, frozen=True):
    """What became of a delivery: an outcome per save, in their order.

    `standing` is None when the attempt could not be read: everything has to be tried again.
    """

    outcomes: Sequence[Outcome]
    standing: Standing | None


Key = tuple[int, int, int]
"""Attempt, lease, sequence: what a save is known by, however often it is sent."""
Content = tuple[int, str | None, bool]
"""Slot, answer, flag: what is stored under a key."""


def judge(standing: Standing, delivery: Delivery) -> Outcome:
    """Say whether the saves of a delivery may be stored; the condition in the writers' SQL says the same."""
    if standing.deadline_ms is None:
        return Outcome.NOT_STARTED
    if standing.is_over(delivery.received_ms):
        return Outcome.CLOSED
    return ACKNOWLEDGED if standing.lease == delivery.claim.lease else Outcome.LEASE_LOST


def keys_of(delivery: Delivery) -> list[Key]:
    """List the keys of a delivery's saves, in their order."""
    claim = delivery.claim
    return [(claim.attempt_id, claim.lease, save.sequence) for save in delivery.saves]


def checked_receipt(delivery: Delivery, standing: Standing, outcome: Outcome, stored: Mapping[Key, Content]) -> Receipt:
    """Return the receipt of a delivery beside what is really stored under its keys.

    A save that is there was stored, whatever the attempt's standing is now: the page only never heard of it.
    """
    keyed = zip(keys_of(delivery), delivery.saves, strict=True)
    return Receipt([_checked(outcome, save, stored.get(key)) for key, save in keyed], standing)


def _checked(outcome: Outcome, save: Save, found: Content | None) -> Outcome:
    if found == (save.slot, save.answer, save.is_flagged):
        return ACKNOWLEDGED
    return Outcome.SEQUENCE if found and outcome is ACKNOWLEDGED else outcome
