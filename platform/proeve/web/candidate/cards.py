"""Sum up an exam for the person who is to sit it: when, how long, where it stands and the one thing to do next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from proeve.core import clock
from proeve.exams.enrolment_states import EnrolmentState
from proeve.exams.overview import EnrolmentRow
from proeve.exams.sittings import Sitting, SittingKind, can_arrive, can_start, is_over
from proeve.web.candidate.moments import moment_words, on_day_words, until_words, window_words
from proeve.web.results.scores import grade_words


class Phase(StrEnum):
    """Where an exam stands for its candidate; in the order of how soon it asks for attention."""

    RUNNING = "running"
    WAITING = "waiting"
    GATHERING = "gathering"
    OPEN = "open"
    PLANNED = "planned"
    PENDING = "pending"
    PASSED = "passed"
    FAILED = "failed"
    MISSED = "missed"


NOW = frozenset({Phase.RUNNING, Phase.WAITING, Phase.OPEN, Phase.GATHERING})
TO_DO = NOW | {Phase.PLANNED}
_SAME = {
    EnrolmentState.RUNNING: Phase.RUNNING,
    EnrolmentState.HANDED_IN: Phase.PENDING,
    EnrolmentState.PASSED: Phase.PASSED,
    EnrolmentState.FAILED: Phase.FAILED,
}


@dataclass(frozen=True, slots=True)
class ExamCard:
    """One exam on the first page: `badge` is (words, tone, icon), `facts` are (icon, name, value)."""

    row: EnrolmentRow
    phase: Phase
    badge: tuple[str, str, str]
    facts: list[tuple[str, str, str]]
    sentence: str
    href: str
    label: str

    @property
    def title(self) -> str:
        """Return the name of the exam."""
        return self.row.blueprint.title

    @property
    def is_urgent(self) -> bool:
        """Tell whether there is something to do right now."""
        return self.phase in NOW

    @property
    def calendar_href(self) -> str:
        """Return the address of the appointment for the candidate's calendar, while there is one to keep."""
        if self.phase not in {Phase.PLANNED, Phase.OPEN, Phase.GATHERING}:
            return ""
        return calendar_href(self.row)


def calendar_href(row: EnrolmentRow) -> str:
    """Return the address of the appointment for the candidate's calendar."""
    return f"/mijn/inschrijvingen/{row.enrolment.id}/agenda.ics"


def phase_of(row: EnrolmentRow) -> Phase:
    """Say where an exam stands for its candidate at this moment."""
    now, sitting = clock.now(), row.sitting
    if row.started_at is not None and row.started_at > now:
        return Phase.WAITING  # A joint start that was announced a moment ago.
    if row.state in _SAME:
        return _SAME[row.state]
    if is_over(sitting, now):
        return Phase.MISSED
    has_arrived = row.enrolment.arrived_at is not None
    if can_start(sitting, now) and (has_arrived or sitting.kind != SittingKind.JOINT):
        return Phase.OPEN
    if has_arrived:
        return Phase.WAITING
    return Phase.GATHERING if can_arrive(sitting, now) else Phase.PLANNED


def cards_of(rows: Iterable[EnrolmentRow]) -> tuple[list[ExamCard], list[ExamCard]]:
    """Return the cards of what is still to do, the most pressing first, and of what is over, the last first."""
    cards = [card_of(row) for row in rows]
    to_do = [card for card in cards if card.phase in TO_DO]
    order = list(Phase)
    to_do.sort(key=lambda card: (order.index(card.phase), card.row.sitting.closes_at))
    return to_do, [card for card in cards if card.phase not in TO_DO]


def card_of(row: EnrolmentRow) -> ExamCard:
    """Sum up one exam."""
    phase = phase_of(row)
    words = _WORDS[phase]
    return ExamCard(row, phase, words.badge, _facts(row, phase), words.sentence(row), words.href(row), words.label)


def start_href(row: EnrolmentRow) -> str:
    """Return the address of the start page; without a form yet, of the page that has it drawn first."""
    if row.attempt_id is None:
        return f"/mijn/inschrijvingen/{row.enrolment.id}"
    return f"/mijn/toetsen/{row.attempt_id}"


def minutes_words(row: EnrolmentRow) -> str:
    """Write a person's own minutes, and that extra time is in them."""
    has_extra_time = row.minutes > row.blueprint.duration_minutes
    return f"{row.minutes} minuten" + (", met uw extra tijd" if has_extra_time else "")


def _facts(row: EnrolmentRow, phase: Phase) -> list[tuple[str, str, str]]:
    if phase not in TO_DO:
        return []
    sitting = row.sitting
    if phase is Phase.RUNNING and row.deadline_at is not None:
        when = ("clock-history", "U heeft nog tijd", until_words(row.deadline_at))
    elif phase is Phase.OPEN:
        when = ("calendar-event", "Beginnen kan", until_words(sitting.closes_at))
    else:
        when = ("calendar-event", *when_words(sitting))
    return [when, ("clock", "Uw tijd", minutes_words(row))]


def when_words(sitting: Sitting) -> tuple[str, str]:
    """Say when one begins: what it is called, and when."""
    if sitting.kind == SittingKind.WINDOW:
        return "Wanneer", window_words(sitting.opens_at, sitting.closes_at)
    name = "Gezamenlijke start" if sitting.kind == SittingKind.JOINT else "Begint"
    return name, moment_words(sitting.opens_at)


def _result_href(row: EnrolmentRow) -> str:
    return f"/mijn/toetsen/{row.attempt_id}/uitslag"


def missed_words(row: EnrolmentRow) -> str:
    """Say until when one could begin."""
    begun_at = row.sitting.begun_at
    if begun_at is not None and not row.sitting.late_minutes:
        return f"De toets begon {moment_words(begun_at)}"
    return f"U kon beginnen {until_words(row.sitting.closes_at)}"


def _made(row: EnrolmentRow) -> str:
    made = f"Gemaakt {on_day_words(row.closed_at)}" if row.closed_at else "Gemaakt"
    return made if row.grade is None else f"{made}, cijfer {grade_words(row.grade)}"


@dataclass(frozen=True, slots=True)
class _Words:
    badge: tuple[str, str, str]
    label: str
    href: Callable[[EnrolmentRow], str]
    sentence: Callable[[EnrolmentRow], str]


_WORDS = {
    Phase.RUNNING: _Words(
        ("U bent bezig", "attention", "stopwatch"),
        "Verdergaan",
        lambda row: f"/mijn/toetsen/{row.attempt_id}/afnemen",
        lambda _row: "",
    ),
    Phase.WAITING: _Words(
        ("U bent aangemeld", "good", "hourglass-split"),
        "Naar de wachtpagina",
        start_href,
        lambda _row: "De toets begint vanzelf als de toezichthouder start.",
    ),
    Phase.GATHERING: _Words(
        ("U kunt zich melden", "attention", "door-open"),
        "Toets bekijken",
        start_href,
        lambda _row: "Meld u op de startpagina. De toezichthouder start de toets voor iedereen.",
    ),
    Phase.OPEN: _Words(
        ("U kunt beginnen", "good", "play-fill"),
        "Toets bekijken",
        start_href,
        lambda _row: "",
    ),
    Phase.PLANNED: _Words(
        ("Ingepland", "info", "calendar-event"),
        "Toets bekijken",
        start_href,
        lambda _row: "Oefenen kan nu al.",
    ),
    Phase.PENDING: _Words(
        ("Ingeleverd", "info", "hourglass-split"),
        "Uitslag bekijken",
        _result_href,
        lambda row: f"{_made(row)}, uw uitslag wordt nog bepaald",
    ),
    Phase.PASSED: _Words(("Geslaagd", "good", ""), "Uitslag bekijken", _result_href, _made),
    Phase.FAILED: _Words(("Niet geslaagd", "attention", "dash-lg"), "Uitslag bekijken", _result_href, _made),
    Phase.MISSED: _Words(
        ("Niet gemaakt", "neutral", "calendar-x"),
        "Toets bekijken",
        start_href,
        missed_words,
    ),
}
