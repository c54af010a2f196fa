"""How a room is told: where people are, what was done, and whether they practised."""

from proeve.core import dutch
from proeve.exams.endings import Ending, ending_of
from proeve.exams.invigilating.acts import Act, ActKind
from proeve.exams.invigilating.room import RoomRow, Whereabouts
from proeve.exams.rehearsals import Readiness
from proeve.web.badges import Badge

PLACES: dict[Whereabouts, Badge] = {
    Whereabouts.OFFLINE: Badge("Verbinding weg", "wrong", "cloud-slash"),
    Whereabouts.PAUSED: Badge("Klok staat stil", "attention", "pause-circle"),
    Whereabouts.RUNNING: Badge("Bezig", "good", "cloud-check"),
    Whereabouts.WAITING: Badge("Is er", "info", "person-check"),
    Whereabouts.NOT_STARTED: Badge("Nog niet begonnen", "neutral", "clock"),
}
ENDINGS: dict[Ending, Badge] = {
    Ending.HANDED_IN: Badge("Ingeleverd", "neutral", "check-lg"),
    Ending.TIME_UP: Badge("Tijd om", "neutral", "clock-history"),
    Ending.ENDED: Badge("Beëindigd", "neutral", "slash-circle"),
}

FILTERS: dict[str, tuple[str, Whereabouts]] = {
    "weg": ("verbinding weg", Whereabouts.OFFLINE),
    "stil": ("klok staat stil", Whereabouts.PAUSED),
    "bezig": ("bezig", Whereabouts.RUNNING),
    "er": ("is er", Whereabouts.WAITING),
    "niet-begonnen": ("nog niet begonnen", Whereabouts.NOT_STARTED),
    "klaar": ("klaar", Whereabouts.DONE),
}
"""Groups of the room: word in the address, words on the page, place."""

READINESS = {
    Readiness.NOT_YET: Badge("Nog niet geoefend", "neutral", "dash-lg"),
    Readiness.READY: Badge("Klaar voor de toets", "good"),
    Readiness.TOO_OLD: Badge("Apparaat te oud", "wrong"),
    Readiness.PROBLEM: Badge("Oefenen ging mis", "attention"),
}


def place_badge(row: RoomRow, now_ms: int) -> Badge:
    """Say where somebody is; of who is done, how it ended."""
    place = row.whereabouts(now_ms)
    if place is not Whereabouts.DONE:
        return PLACES[place]
    return ENDINGS[ending_of(row)]


ACTS: dict[ActKind, tuple[str, str]] = {
    ActKind.START: ("Toets gestart voor iedereen die er was",) * 2,
    ActKind.MINUTES: ("{people} persoon kreeg {minutes} extra", "{people} mensen kregen {minutes} extra"),
    ActKind.OUTAGE: (
        "{people} persoon kreeg de tijd van een storing terug",
        "{people} mensen kregen de tijd van een storing terug",
    ),
    ActKind.PAUSE: ("Klok stilgezet voor {people} persoon", "Klok stilgezet voor {people} mensen"),
    ActKind.RESUME: ("Klok loopt weer voor {people} persoon", "Klok loopt weer voor {people} mensen"),
    ActKind.RELEASE: (
        "{people} persoon kan verder op een ander apparaat",
        "{people} mensen kunnen verder op een ander apparaat",
    ),
    ActKind.END: ("Toets beëindigd van {people} persoon", "Toets beëindigd van {people} mensen"),
}
"""What somebody did: to one person, to several."""


def act_in_words(act: Act) -> str:
    """Say what somebody did: "3 mensen kregen 10 minuten extra"."""
    people = len(act.attempt_ids)
    minutes = dutch.count(act.minutes or 0, "minuut", "minuten")
    return ACTS[act.kind][people != 1].format(people=people, minutes=minutes)


def left_in_words(left_ms: int | None) -> str:
    """Write the time that is left as the exam page does: begun minutes count whole."""
    return "" if left_ms is None else f"{-(-left_ms // 60_000)} min"


def ago_in_words(seen_ms: int | None, now_ms: int) -> str:
    """Write how long ago something was: seconds, then minutes."""
    if seen_ms is None:
        return ""
    seconds = max(0, now_ms - seen_ms) // 1000
    return f"{seconds} s geleden" if seconds < 120 else f"{seconds // 60} min geleden"  # noqa: PLR2004  Two minutes.
