"""Ordering: ranking the replies, with the question type that is part of Moodle since 4.4 and a plugin before."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from question_bank.exchange.carried import Draft
from question_bank.exchange.moodle.markup import add_text, add_value
from question_bank.exchange.moodle.parts import asked, incident, reply_text, review
from question_bank.exchange.moodle.types.moodle_type import MoodleType, Texts
from question_bank.flaw import Place

# RELATIVE_TO_CORRECT is three points less the distance for each of four replies, which is our count before rescaling.
# Without shownumcorrect Moodle makes up two hints that have no text format, and its database refuses those.
SETTINGS: Mapping[str, str | int] = {
    "layouttype": "VERTICAL",
    "selecttype": "ALL",
    "gradingtype": "RELATIVE_TO_CORRECT",
    "showgrading": "HIDE",
    "numberingstyle": "none",
    "shownumcorrect": 0,
}


def _write(question: Element, draft: Draft) -> str:
    add_text(question, "questiontext", "".join((*incident(draft), asked(draft))))
    for name, value in SETTINGS.items():
        add_value(question, name, value)
    add_value(question, "selectcount", len(draft["key"]))
    replies = {reply["id"]: reply for reply in draft["replies"]}
    for place, letter in enumerate(draft["key"], start=1):
        add_text(question, "answer", reply_text(replies[letter]), fraction=f"{place}.0000000")
    return review(draft)


def _read(question: Element, texts: Texts) -> Mapping[Place, Any]:
    marks: dict[Place, Any] = {}
    # Moodle takes the answers in the order of the file, whatever their fractions say.
    for place, answer in enumerate(question.iterfind("answer"), start=1):
        for name in texts(answer).blocks:
            if name.startswith("reactie-"):
                marks["replies", name.removeprefix("reactie-"), "mark"] = place
    return marks


ORDERING = MoodleType(
    "ordering",
    _write,
    _read,
    losses=(
        (
            "puntentelling",
            (
                "Moodle rekent de punten van gokken mee: een gemiddelde gok krijgt er 7 van de 12. Bij ons krijgt die "
                "er geen. Alleen een helemaal goede volgorde krijgt in Moodle evenveel als bij ons."
            ),
        ),
        ("Moodle-versie", "Deze vraag werkt in Moodle 4.4 of hoger, of met de plug-in Ordering."),
    ),
)
