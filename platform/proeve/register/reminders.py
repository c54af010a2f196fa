"""The reminders as stored: which certificate was written about how many days ahead, and what administrators know of."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import UtcDateTime

STEPS = (90, 60, 30, 7)
"""So many days before the last valid day a holder is reminded."""


class CertificateReminder(SQLModel, table=True):
    """One reminder to a holder; there is never a second one for the same certificate and number of days.

    `told_at` is when it stood in the digest of its corporation's administrators.
    """

    __tablename__ = "certificate_reminder"

    certificate_id: int = Field(primary_key=True, foreign_key="certificate.id")
    days: int = Field(primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    sent_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ReminderDigest(SQLModel, table=True):
    """One digest to the administrators of a corporation; at most one a week, named by its Monday."""

    __tablename__ = "reminder_digest"

    corporation_id: int = Field(primary_key=True, foreign_key="corporation.id")
    week: date = Field(primary_key=True)
    sent_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


def due_step(days_left: int) -> int | None:
    """Return the latest step that is due, or None: before the first step, and after the last valid day.

    What was missed before it is not caught up with, so that after some days of standing still one mail goes out and
    not several.
    """
    return min((step for step in STEPS if 0 <= days_left <= step), default=None)


def next_step(days_left: int) -> int | None:
    """Return the step that comes after today, or None when there is none."""
    return max((step for step in STEPS if step < days_left), default=None)
