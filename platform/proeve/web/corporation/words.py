"""How states are said to an administrator: the words of a badge, its tone and its sign."""

from datetime import datetime

from proeve.core import clock, dutch
from proeve.core.mail.messages import MessageState
from proeve.exams.enrolment_states import EnrolmentState
from proeve.exams.overview import EnrolmentRow
from proeve.exams.sittings import Sitting, SittingKind, StartRules, is_over
from proeve.web.badges import Badge

STATES = {
    EnrolmentState.INVITED: Badge("Nog niet begonnen", "neutral"),
    EnrolmentState.READY: Badge("Nog niet begonnen", "neutral"),
    EnrolmentState.RUNNING: Badge("Bezig", "info", "stopwatch"),
    EnrolmentState.HANDED_IN: Badge("Ingeleverd", "info", "check-lg"),
    EnrolmentState.PASSED: Badge("Geslaagd", "good"),
    EnrolmentState.FAILED: Badge("Niet geslaagd", "wrong"),
    EnrolmentState.MISSED: Badge("Niet gemaakt", "attention", "calendar-x"),
    EnrolmentState.WITHDRAWN: Badge("Ingetrokken", "neutral", "slash-circle"),
}
IS_THERE = Badge("Aangemeld", "info", "person-check")
BEGINS_LATER = Badge("Kan nog niet beginnen", "neutral", "clock")
NOT_STARTED = frozenset({EnrolmentState.INVITED, EnrolmentState.READY})

INVITATIONS = {
    MessageState.QUEUED: Badge("In de wachtrij", "info", "hourglass-split"),
    MessageState.SENT: Badge("Verstuurd", "good"),
    MessageState.KEPT: Badge("Niet verstuurd", "neutral", "inbox"),
    MessageState.FAILED: Badge("Niet aangekomen", "wrong"),
}
NOT_SENT = Badge("Niet verstuurd", "neutral")

SITTING_PLANNED = Badge("Gepland", "neutral", "clock")
SITTING_OPEN = Badge("Open", "good", "play-fill")
SITTING_READY = Badge("Klaar om te starten", "attention", "play-fill")
SITTING_BEGUN = Badge("Begonnen", "good", "play-fill")
SITTING_OVER = Badge("Voorbij", "neutral", "check-lg")


def standing_badge(row: EnrolmentRow) -> Badge:
    """Say how far somebody came."""
    if row.state in NOT_STARTED and row.enrolment.arrived_at is not None:
        return IS_THERE
    if row.state in NOT_STARTED and row.sitting.opens_at > clock.now():
        return BEGINS_LATER
    return STATES[row.state]


def invitation_badge(state: MessageState | None) -> Badge:
    """Say what became of an invitation."""
    return INVITATIONS[state] if state else NOT_SENT


def sitting_badge(sitting: Sitting) -> Badge:
    """Say whether people may start now."""
    now = clock.now()
    if sitting.begun_at is not None:
        return SITTING_BEGUN if clock.local_date(sitting.begun_at) == clock.today() else SITTING_OVER
    if sitting.opens_at > now:
        return SITTING_PLANNED
    if is_over(sitting, now):
        return SITTING_OVER
    return SITTING_READY if sitting.kind == SittingKind.JOINT else SITTING_OPEN


def window_in_words(sitting: Sitting) -> str:
    """Say when people may start: "3 maart 09:00 tot 17 maart 2026 17:00", or one day with its hours."""
    opens, closes = sitting.opens_at, sitting.closes_at
    if sitting.kind == SittingKind.JOINT:
        return f"{dutch.day(opens)}, {dutch.time(opens)}, iedereen tegelijk"
    if clock.local_date(opens) == clock.local_date(closes):
        return f"{dutch.day(opens)}, {dutch.time(opens)} tot {dutch.time(closes)}"
    same_year = clock.local_date(opens).year == clock.local_date(closes).year
    first_day = dutch.day(opens).rpartition(" ")[0] if same_year else dutch.day(opens)
    return f"{first_day} {dutch.time(opens)} tot {dutch.day(closes)} {dutch.time(closes)}"


def start_rows(opens_at: datetime, closes_at: datetime, rules: StartRules) -> list[tuple[str, str]]:
    """Say when and how people begin, and how many fit, as (what, how) for a list."""
    match rules.kind:
        case SittingKind.WINDOW:
            rows = [("Beginnen kan vanaf", in_full(opens_at)), ("Beginnen kan tot", in_full(closes_at))]
        case SittingKind.FIXED:
            rows = [("Begint", in_full(opens_at)), ("Beginnen kan tot", f"{dutch.time(closes_at)} uur")]
        case SittingKind.JOINT:
            late = f"welkom tot {rules.late_minutes} minuten na de start" if rules.late_minutes else "kan niet meedoen"
            code = "typt de startcode" if rules.asks_code else "drukt op een knop, de code hoeft niet"
            rows = [("Gezamenlijke start", in_full(opens_at)), ("Wie er is", code), ("Wie te laat is", late)]
    if rules.places is not None:
        rows.append(("Plaatsen", str(rules.places)))
    return rows


def in_full(moment: datetime) -> str:
    """Write a moment with the name of its day: "dinsdag 10 maart 2026 om 09:00 uur"."""
    return f"{dutch.weekday(moment)} {clock.local_date(moment).year} om {dutch.time(moment)} uur"
