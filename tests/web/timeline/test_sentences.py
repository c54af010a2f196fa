"""Every event is said in a plain sentence, with who did it and why."""

from datetime import UTC, datetime

import pytest

from proeve.reporting.timeline.events import Event
from proeve.web.timeline.sentences import duration, sentence_of

AT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
MARKS = {"passed": False, "points": "35.5000", "maximum": "60.0000", "cut": "36.2500", "grade": "5.4"}
CLOSE = {"points": "36.2488"}
ACCEPTED = {"answers": 1, "reason": "Storing.", "before": {"passed": False}, "after": {"passed": True}}
ACCEPTED_SAID = (
    "Nagestuurde antwoorden geaccepteerd door Bo, 1 antwoord toegevoegd. Uitslag was niet geslaagd en is geslaagd"
)
CHROME = "Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537.36"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconden"), (1, "1 seconde"), (60, "1 minuut"), (125, "2 minuten en 5 seconden"), (2400, "40 minuten")],
)
def test_durations_are_said_in_minutes_and_seconds(seconds: int, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("kind", "actor", "facts", "sentence"),
    [
        ("attempt.open", "Noor", {"lease": 1, "device": CHROME}, "Toets geopend op Chrome op Windows (pagina 1)"),
        ("attempt.open", "Noor", {"lease": 2}, "Toets geopend (pagina 2). Vanaf nu schrijft alleen deze pagina"),
        ("attempt.grant_time", "Bo", {"seconds": 600, "reason": "Brand."}, "10 minuten erbij door Bo. Reden: Brand."),
        ("attempt.grant_time", "Bo", {"seconds": 61, "kind": "pause"}, "1 minuut en 1 seconde terug na de pauze"),
        ("attempt.undo_grant", "Bo", {"seconds": 600, "grant": 1}, "10 minuten er weer af door Bo"),
        ("attempt.pause", "Bo", {"reason": "Brand."}, "Klok stilgezet door Bo. Reden: Brand."),
        ("attempt.end", "Bo", {"reason": "Ziek."}, "Toets beëindigd door Bo. Reden: Ziek."),
        ("enrolment.extra_time", "Bo", {"percent": 25, "minutes": 1}, "Extra tijd gezet op 25% en 1 minuut door Bo"),
        ("gap", "", {"until": AT, "seconds": 90}, "Geen verbinding tot 10:00:00: 1 minuut en 30 seconden"),
        ("invited", "", {"state": "sent", "recipient": "n@l.example"}, "Uitnodiging: verstuurd (n@l.example)"),
        ("graded", "", {"passed": True}, "Nagekeken: geslaagd"),
        ("graded", "", MARKS, "Nagekeken: niet geslaagd (5,4). 35,5 van de 60 punten, en de grens lag op 36,25"),
        (
            "graded",
            "",
            MARKS | CLOSE,
            "Nagekeken: niet geslaagd (5,4). 36,2488 van de 60 punten, en de grens lag op 36,25",
        ),
        ("late_answers.accept", "Bo", ACCEPTED, ACCEPTED_SAID),
        ("certificate.renew", "", {}, "Certificaat verlengd"),
        ("message", "", {"kind": "x", "state": "sent", "recipient": ""}, "Bericht: verstuurd"),
        ("attempt.something_new", "Bo", {}, "attempt.something_new door Bo"),
    ],
)
def test_events_are_said(kind: str, actor: str, facts: dict[str, object], sentence: str) -> None:
    assert sentence_of(Event(AT, kind, actor, facts)).startswith(sentence)
