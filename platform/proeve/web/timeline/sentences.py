"""How each event of a timeline is said."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from proeve.core import dutch
from proeve.register import history
from proeve.register.recording import ACTIONS
from proeve.reporting.timeline.events import Event
from proeve.web.candidate.devices import device_words
from proeve.web.certificates import history_words
from proeve.web.certificates.history_words import LETTERS, mail_sentence
from proeve.web.results.scores import figure, places_of

MINUTE = 60


def duration(seconds: int) -> str:
    """Write how long something took: "3 minuten en 5 seconden"."""
    minutes, rest = divmod(seconds, MINUTE)
    parts = [dutch.count(minutes, "minuut", "minuten")] if minutes else []
    parts += [dutch.count(rest, "seconde", "seconden")] if rest or not minutes else []
    return " en ".join(parts)


def sentence_of(event: Event) -> str:
    """Say what happened."""
    say = SENTENCES.get(event.kind)
    return say(event) if say else f"{event.kind}{_by(event)}"


def _by(event: Event) -> str:
    return f" door {event.actor}" if event.actor else ""


def _why(event: Event) -> str:
    return f". Reden: {event.facts['reason']}" if event.facts.get("reason") else ""


def _act(words: str) -> Callable[[Event], str]:
    """Return a sentence of an act: what, by whom and why."""
    return lambda event: f"{words}{_by(event)}{_why(event)}"


def _certificate(event: Event) -> str:
    words = history_words.sentence_of(history.Event(event.at, event.kind, event.actor, event.facts))
    return f"Certificaat {words[0].lower()}{words[1:]}"


def _opened(event: Event) -> str:
    lease, device = event.facts["lease"], event.facts.get("device", "")
    where = f" op {device_words(device)}" if device else ""
    taken_over = "" if lease == 1 else ". Vanaf nu schrijft alleen deze pagina"
    return f"Toets geopend{where} (pagina {lease}){taken_over}"


def _granted(event: Event) -> str:
    made_good = {"pause": "terug na de pauze", "outage": "terug voor de tijd zonder verbinding"}
    what = made_good.get(event.facts.get("kind", ""), "erbij")
    return f"{duration(event.facts['seconds'])} {what}{_by(event)}{_why(event)}"


def _extra_time(event: Event) -> str:
    percent, minutes = event.facts["percent"], event.facts["minutes"]
    return f"Extra tijd gezet op {percent}% en {dutch.count(minutes, 'minuut', 'minuten')}{_by(event)}"


def _saved(event: Event) -> str:
    question, times = event.facts["slot"] + 1, len(event.saves)
    late = ", na de eindtijd maar binnen het respijt" if event.facts["late"] else ""
    if event.facts["accepted"]:
        late = ", nagestuurd en later geaccepteerd"
    return f"Vraag {question}: {'antwoord bewaard' if times == 1 else f'{times} keer een antwoord bewaard'}{late}"


def _handed_over(event: Event) -> str:
    number = dutch.count(event.facts["answers"], "antwoord", "antwoorden")
    return f"{number} nagestuurd{_by(event)}. Uitleg: {event.facts['explanation']}"


def _accepted(event: Event) -> str:
    before, after = event.facts.get("before"), event.facts.get("after")
    number = dutch.count(event.facts["answers"], "antwoord", "antwoorden")
    became = f". Uitslag was {_outcome(before)} en is {_outcome(after)}" if before and after else ""
    return f"Nagestuurde antwoorden geaccepteerd{_by(event)}, {number} toegevoegd{became}{_why(event)}"


def _outcome(facts: dict[str, Any]) -> str:
    grade = f" ({facts['grade'].replace('.', ',')})" if "grade" in facts else ""
    return f"{'geslaagd' if facts['passed'] else 'niet geslaagd'}{grade}"


def _silent(event: Event) -> str:
    return f"Geen verbinding tot {dutch.exact_time(event.facts['until'])}: {duration(event.facts['seconds'])}"


def _graded(event: Event) -> str:
    said = f"Nagekeken: {_outcome(event.facts)}"
    if "points" not in event.facts:
        return said
    points, maximum, cut = (Decimal(event.facts[name]) for name in ("points", "maximum", "cut"))
    earned, most, needed = (figure(each, places_of(points, cut)) for each in (points, maximum, cut))
    return f"{said}. {earned} van de {most} punten, en de grens lag op {needed}"


SENTENCES: dict[str, Callable[[Event], str]] = {
    "enrolled": _act("Ingeschreven"),
    "enrolment.extra_time": _extra_time,
    "enrolment.invite_again": _act("Opnieuw uitgenodigd"),
    "enrolment.withdraw": _act("Uitnodiging ingetrokken"),
    "invited": lambda event: mail_sentence("Uitnodiging", event.facts),
    "prepared": lambda event: f"{dutch.count(event.facts['questions'], 'vraag', 'vragen')} klaargezet",
    "sitting.start": _act("Afname voor iedereen gestart"),
    "started": lambda event: f"Begonnen{_by(event)}, met {duration(event.facts['seconds'])} de tijd",
    "attempt.open": _opened,
    "attempt.release": _act("Ruimte gemaakt voor een ander apparaat"),
    "attempt.block": _act("Geblokkeerd tijdens de toets: opslaan kon niet meer"),
    "attempt.grant_time": _granted,
    "attempt.undo_grant": lambda event: f"{duration(event.facts['seconds'])} er weer af{_by(event)}",
    "attempt.pause": _act("Klok stilgezet"),
    "attempt.resume": _act("Klok weer aangezet"),
    "attempt.end": _act("Toets beëindigd"),
    "late_answers.hand_over": _handed_over,
    "late_answers.accept": _accepted,
    "late_answers.refuse": _act("Nagestuurde antwoorden geweigerd"),
    "saves": _saved,
    "gap": _silent,
    "submitted": _act("Ingeleverd"),
    "time_over": lambda _event: "De tijd was om. De toets is vanzelf ingeleverd",
    "receipt": lambda event: f"Ontvangstbewijs gemaakt over {event.facts['entries']} keer een antwoord",
    "graded": _graded,
    **dict.fromkeys(ACTIONS.values(), _certificate),
    "message": lambda event: mail_sentence(LETTERS.get(event.facts["kind"], "Bericht"), event.facts),
}

ICONS = {
    "invited": "envelope",
    "message": "envelope",
    "started": "play-fill",
    "attempt.open": "laptop",
    "attempt.grant_time": "stopwatch",
    "attempt.undo_grant": "stopwatch",
    "attempt.pause": "pause-circle",
    "attempt.resume": "play-fill",
    "attempt.end": "slash-circle",
    "attempt.block": "slash-circle",
    "late_answers.hand_over": "hourglass-split",
    "late_answers.accept": "check-circle",
    "late_answers.refuse": "slash-circle",
    "saves": "check-lg",
    "gap": "cloud-slash",
    "submitted": "send",
    "time_over": "clock",
    "receipt": "shield-check",
    "graded": "clipboard-check",
    "certificate.issue": "patch-check",
}
