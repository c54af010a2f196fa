"""What a timeline consists of: events, each with its moment, and the saves of one question taken together."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from proeve.exams.journal.entries import JournalEntry

MARKS = ("points", "maximum", "cut", "grade")
"""What somebody earned, as facts of an event."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `kind` is an action of the audit log, or one of the kinds that sources name.

    `actor` is empty for what the system did by itself. `saves` are those of one question in a row.
    """

    at: datetime
    kind: str
    actor: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    saves: tuple[JournalEntry, ...] = ()


def without_marks(facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts that tell whether somebody passed, but not with how much."""
    return {
        name: without_marks(value) if isinstance(value, dict) else value
        for name, value in facts.items()
        if name not in MARKS
    }


def moment_of(milliseconds: int) -> datetime:
    """Return the moment of a number of milliseconds since 1970."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
