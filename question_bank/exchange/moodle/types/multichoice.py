"""One choice out of several: best answer, next step, and recognising a category."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from question_bank.codebook import are_neighbours, find_category
from question_bank.exchange.carried import Draft
from question_bank.exchange.key_marks import BEST
from question_bank.exchange.moodle.markup import add_text, add_value, block
from question_bank.exchange.moodle.parts import asked, incident, reply_review, reply_text
from question_bank.exchange.moodle.types.moodle_type import MoodleType, Texts
from question_bank.flaw import Place

ALL = 100.0
HALF = 50
SETTINGS: Mapping[str, str | int] = {
    "single": "true",
    "shuffleanswers": "true",
    "answernumbering": "none",
    "showstandardinstruction": 0,
}


def fraction_of(answer: Element) -> float:
    """Return the percentage of the points that an answer earns, 0 when it is no number."""
    try:
        return float(answer.get("fraction", "0"))
    except ValueError:
        return 0.0


def _write_choice(question: Element, draft: Draft) -> str:
    add_text(question, "questiontext", "".join((*incident(draft), asked(draft))))
    _add_settings(question)
    for reply in draft["replies"]:
        fraction = "100" if reply["id"] == draft["key"] else "0"
        answer = add_text(question, "answer", reply_text(reply), fraction=fraction)
        add_text(answer, "feedback", reply_review(reply))
    return ""


def _read_choice(question: Element, texts: Texts) -> Mapping[Place, Any]:
    marks: dict[Place, Any] = {}
    for answer in question.iterfind("answer"):
        for name in texts(answer).blocks:
            if name.startswith("reactie-") and fraction_of(answer) == ALL:
                marks["replies", name.removeprefix("reactie-"), "mark"] = BEST
    return marks


def _write_recognising(question: Element, draft: Draft) -> str:
    (reply,) = draft["replies"]
    said = reply_text(reply, "Uw collega zegt:")
    add_text(question, "questiontext", "".join((*incident(draft), said, asked(draft))))
    _add_settings(question)
    for number, option in enumerate(draft["options"], start=1):
        code = option["category"]
        fraction = "100" if code == draft["key"] else str(HALF) if are_neighbours(code, draft["key"]) else "0"
        answer = add_text(question, "answer", block("naam", find_category(code).name), fraction=fraction)
        feedback = block(f"keuze-{number}", code) + block(f"keuzeuitleg-{number}", option["explanation"])
        add_text(answer, "feedback", feedback)
    return reply_review(reply)


def _read_recognising(question: Element, texts: Texts) -> Mapping[Place, Any]:
    for answer in question.iterfind("answer"):
        if fraction_of(answer) == ALL:
            blocks = texts(answer.find("feedback")).blocks
            for name, text in blocks.items():
                if name.startswith("keuze-"):
                    return {("key",): text}
    return {}


def _add_settings(question: Element) -> None:
    for name, value in SETTINGS.items():
        add_value(question, name, value)


CHOOSING = MoodleType("multichoice", _write_choice, _read_choice)
RECOGNISING = MoodleType("multichoice", _write_recognising, _read_recognising)
