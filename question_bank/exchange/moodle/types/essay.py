"""Essay: writing the reply oneself, with the rubric for the marker."""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from question_bank.exchange.carried import Draft
from question_bank.exchange.moodle.markup import add_text, add_value, block
from question_bank.exchange.moodle.parts import asked, incident
from question_bank.exchange.moodle.types.moodle_type import MoodleType, Texts
from question_bank.flaw import Place
from question_bank.kinds.written_reply import CAPS, LONGEST, MAXIMUM

SETTINGS: Mapping[str, str | int] = {
    "responseformat": "plain",
    "responserequired": 1,
    "responsefieldlines": 10,
    "attachments": 0,
}


def _write(question: Element, draft: Draft) -> str:
    add_text(question, "questiontext", "".join((*incident(draft), asked(draft))))
    for name, value in SETTINGS.items():
        add_value(question, name, value)
    add_text(question, "graderinfo", "".join(_for_markers(draft)))
    return ""


def _for_markers(draft: Draft) -> Iterator[str]:
    for number, line in enumerate(draft.get("rubric", ()), start=1):
        yield block(f"criterium-{number}", line["criterion"], f"Criterium {number}:")
        yield block(f"punten-{number}", str(line["max"]), "Punten:")
        for points, level in line.get("levels", {}).items():
            yield block(f"niveau-{number}-{points}", level, f"{points}:")
    for number, answer in enumerate(draft.get("model_answers", ()), start=1):
        yield block(f"voorbeeld-{number}", answer, f"Voorbeeldantwoord {number}:")
    if "marking_notes" in draft:
        yield block("aanwijzingen", draft["marking_notes"], "Aanwijzingen:")


def _read(_: Element, __: Texts) -> Mapping[Place, Any]:
    return {}


ESSAY = MoodleType(
    "essay",
    _write,
    _read,
    losses=(
        ("lengte", f"Moodle telt woorden en geen tekens. De grens van {LONGEST} tekens gaat niet mee."),
        (
            "puntentelling",
            (
                "De beoordelaar telt de punten in Moodle zelf op. Let zelf op de grens bij onprofessionele zinnen: "
                f"hoogstens {' of '.join(str(cap) for cap in CAPS)} punten."
            ),
        ),
    ),
    points=MAXIMUM,
)
