"""The extra minutes that were granted on the day itself, each with who did it and why."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlmodel import Field, SQLModel

from proeve.core import clock
from proeve.core.database import UtcDateTime


class GrantKind(StrEnum):
    """Why there is more time."""

    PLANNED = "planned"  # It was agreed before, such as a break.
    INCIDENT = "incident"  # Something happened, and somebody decided what it cost.
    PAUSE = "pause"  # The clock stood still.
    OUTAGE = "outage"  # Several people were without a connection at the same time.


class TimeGrant(SQLModel, table=True):
    """Minutes added to one attempt, before or while it runs; once undone they do not count.

    `from_ms` and `until_ms` are the time that a pause or an outage makes good: it is never made good twice. `act_id` is
    the invigilator's act it came with.
    """

    __tablename__ = "time_grant"
    __table_args__ = (
        CheckConstraint("seconds > 0", name="adds_time"),
        CheckConstraint("kind IN ('planned', 'incident', 'pause', 'outage')", name="is_of_a_kind"),
        CheckConstraint("(kind IN ('pause', 'outage')) = (from_ms IS NOT NULL)", name="makes_good_what_it_names"),
        CheckConstraint("(from_ms IS NULL) = (until_ms IS NULL)", name="makes_good_from_until"),
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_by_somebody"),
    )

    id: int = Field(default=None, primary_key=True)
    corporation_id: int = Field(foreign_key="corporation.id", index=True)
    attempt_id: int = Field(foreign_key="attempt.id", index=True)
    act_id: int | None = Field(default=None, foreign_key="invigilator_act.id", index=True)
    kind: GrantKind = Field(default=GrantKind.INCIDENT, sa_type=String(10))
    seconds: int
    from_ms: int | None = Field(default=None, sa_type=BigInteger)
    until_ms: int | None = Field(default=None, sa_type=BigInteger)
    reason: str = ""
    granted_by: int = Field(foreign_key="person.id")
    granted_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    undone_by: int | None = Field(default=None, foreign_key="person.id")
