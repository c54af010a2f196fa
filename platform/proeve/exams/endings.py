"""How an attempt ended: whoever tells of it asks here, so that nobody is told two different things."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from proeve.exams.timing import is_overdue


class Ending(StrEnum):
    """What closed an attempt."""

    HANDED_IN = "handed_in"
    TIME_UP = "time_up"
    ENDED = "ended"


class Closed(Protocol):
    """An attempt, or a row with its moments."""

    @property
    def deadline_at(self) -> datetime | None:
        """When its time was up."""

    @property
    def submitted_at(self) -> datetime | None:
        """When its page handed it in."""

    @property
    def closed_at(self) -> datetime | None:
        """When nothing could be added any more."""


def ending_of(attempt: Closed) -> Ending:
    """Say how an attempt that is closed ended.

    At the deadline its page hands in by itself, within the grace: that is no more the candidate's own doing than when
    the page was gone and the platform closed it. What was closed before and not handed in, an invigilator ended.
    Whoever hands in later than the grace allows does so while the clock stands still: their time was not up.
    """
    if attempt.submitted_at and attempt.deadline_at and is_overdue(attempt.submitted_at, attempt.deadline_at):
        return Ending.HANDED_IN
    if attempt.closed_at and attempt.deadline_at and attempt.closed_at >= attempt.deadline_at:
        return Ending.TIME_UP
    return Ending.ENDED if attempt.submitted_at is None else Ending.HANDED_IN
