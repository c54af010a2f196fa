"""How long an attempt lasts, when it ends, and how much later an answer may still come in.

The window of a sitting says when people may *start*: from `opens_at` up to, but not including, `closes_at`. Whoever
starts inside it gets their full time, also when that ends after the window: cutting the last starters short would
take minutes from people who kept to the rules, and extra time would then depend on when somebody started.
"""

from datetime import datetime, timedelta

GRACE = timedelta(seconds=30)
"""How long after the deadline answers on their way are still taken, marked late."""
GRACE_MS = GRACE // timedelta(milliseconds=1)
SECONDS_PER_MINUTE = 60


def allowed_seconds(duration_minutes: int, *, extra_percent: int = 0, extra_minutes: int = 0) -> int:
    """Return a person's own time: the duration with its percentage, rounded up to whole minutes, and then the minutes.

    Rounding up is the practice for extra time: 90 minutes with 25 percent is 113, not 112.5.
    """
    own_minutes = -(-duration_minutes * (100 + extra_percent) // 100)
    return (own_minutes + extra_minutes) * SECONDS_PER_MINUTE


def deadline(started_at: datetime, *, allowed: int, granted: int) -> datetime:
    """Return when an attempt ends: its own time (seconds) and what was granted on the day (seconds) after its start."""
    return started_at + timedelta(seconds=allowed + granted)


def is_open(moment: datetime, *, opens_at: datetime, closes_at: datetime) -> bool:
    """Say whether somebody may start at this moment."""
    return opens_at <= moment < closes_at


def is_overdue(moment: datetime, deadline_at: datetime) -> bool:
    """Say whether not even a late answer can come in any more."""
    return moment > deadline_at + GRACE
