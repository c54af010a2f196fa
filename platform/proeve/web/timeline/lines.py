"""The lines of a timeline as its page shows them: per day, each with what can be unfolded below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from proeve.core import clock
from proeve.exams.journal.entries import JournalEntry
from proeve.reporting.timeline.events import Event, moment_of
from proeve.reporting.timeline.questions import AskedQuestion
from proeve.reporting.timeline.timeline import Timeline
from proeve.web.timeline.sentences import ICONS, duration, sentence_of


@dataclass(frozen=True, slots=True)
class SaveLine:
    """One stored answer: when by our clock, when by the clock of the device; words only for who sees questions."""

    received_at: datetime
    client_at: datetime
    page: int
    is_flagged: bool
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One event, said."""

    at: datetime
    symbol: str
    sentence: str
    kind: str
    saves: list[SaveLine]


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of one Dutch day."""

    day: date
    lines: list[Line]


Words = Mapping[tuple[int, int], str]
"""What was answered, by lease and sequence."""


def days_of(timeline: Timeline, words: Words) -> list[Day]:
    """Return the lines of a timeline by day, the oldest first."""
    by_day = groupby(timeline.events, key=lambda event: clock.local_date(event.at))
    return [Day(day, [_line(event, words) for event in events]) for day, events in by_day]


def words_of(questions: Sequence[AskedQuestion]) -> Words:
    """Return the answers to questions in words."""
    saves = (save for question in questions for save in question.saves)
    return {(save.entry.lease, save.entry.sequence): save.words for save in saves}


def save_lines(question: AskedQuestion) -> list[SaveLine]:
    """Return every answer to a question."""
    words = words_of([question])
    return [line for save in question.saves for line in _saves((save.entry,), words)]


def key_facts(timeline: Timeline) -> list[tuple[str, str, str]]:
    """Return what a reader wants to know first: (icon, name, value)."""
    subject = timeline.subject
    silent = sum(event.facts["seconds"] for event in timeline.events if event.kind == "gap")
    granted = subject.attempt.granted_seconds
    facts = [
        ("check-lg", "Bewaard", f"{len(subject.entries)} keer een antwoord"),
        ("laptop", "Geopend", f"{timeline.count('attempt.open')} keer"),
        ("cloud-slash", "Zonder verbinding", duration(silent) if silent else "niet gemerkt"),
    ]
    return facts + ([("stopwatch", "Tijd erbij", duration(granted))] if granted else [])


def _line(event: Event, words: Words) -> Line:
    return Line(event.at, ICONS.get(event.kind, "dash-lg"), sentence_of(event), event.kind, _saves(event.saves, words))


def _saves(entries: Sequence[JournalEntry], words: Words) -> list[SaveLine]:
    return [
        SaveLine(
            moment_of(entry.received_ms),
            moment_of(entry.client_ms),
            entry.lease,
            entry.is_flagged,
            words.get((entry.lease, entry.sequence), ""),
        )
        for entry in entries
    ]
