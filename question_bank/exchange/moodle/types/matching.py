"""Matching: rating each reply, and choosing the most and the least professional one."""

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from question_bank.exchange.carried import Draft
from question_bank.exchange.key_marks import LEAST, MOST
from question_bank.exchange.moodle.markup import add_text, add_value, block
from question_bank.exchange.moodle.parts import asked, incident, reply_text, review
from question_bank.exchange.moodle.texts import text_of
from question_bank.exchange.moodle.types.moodle_type import MoodleType, Texts
from question_bank.flaw import Place
from question_bank.kinds.rate_replies import RATINGS

RATING_BY_LABEL = {label: rating for rating, label in RATINGS.items()}
ENDS = {"most": (MOST, "De meest professionele reactie is:"), "least": (LEAST, "De minst professionele reactie is:")}
# The column in which Moodle keeps what to choose from holds 255 signs, so a reply itself would not always fit.
CHOICE = "Reactie {letter}"


def _write_rating(question: Element, draft: Draft) -> str:
    add_text(question, "questiontext", "".join((*incident(draft), asked(draft))))
    add_value(question, "shuffleanswers", "true")
    for reply in draft["replies"]:
        _add_pair(question, reply_text(reply), RATINGS[draft["key"][reply["id"]]])
    _add_rest(question, RATINGS.values())
    return review(draft)


def _read_rating(question: Element, texts: Texts) -> Mapping[Place, Any]:
    marks: dict[Place, Any] = {}
    for pair in question.iterfind("subquestion"):
        for name in texts(pair).blocks:
            if name.startswith("reactie-"):
                label = text_of(pair, "answer")
                marks["replies", name.removeprefix("reactie-"), "mark"] = RATING_BY_LABEL.get(label, label)
    return marks


def _write_ends(question: Element, draft: Draft) -> str:
    replies = [reply_text(reply, f"{CHOICE.format(letter=reply['id'].upper())}:") for reply in draft["replies"]]
    add_text(question, "questiontext", "".join((*incident(draft), *replies, asked(draft))))
    add_value(question, "shuffleanswers", "false")
    for end, (name, label) in ENDS.items():
        _add_pair(question, block(name, label), CHOICE.format(letter=draft["key"][end].upper()))
    _add_rest(question, (CHOICE.format(letter=reply["id"].upper()) for reply in draft["replies"]))
    return review(draft)


def _read_ends(question: Element, texts: Texts) -> Mapping[Place, Any]:
    marks: dict[Place, Any] = {}
    for pair in question.iterfind("subquestion"):
        for name in texts(pair).blocks:
            if name in (MOST, LEAST):
                letter = text_of(pair, "answer").rpartition(" ")[2].lower()
                marks["replies", letter, "mark"] = name
    return marks


def _add_pair(question: Element, text: str, answer: str) -> None:
    pair = add_text(question, "subquestion", text)
    SubElement(SubElement(pair, "answer"), "text").text = answer


def _add_rest(question: Element, choices: Iterable[str]) -> None:
    """Add what there is to choose from besides the right answers, the way Moodle does: without a text before it."""
    used = {text_of(pair, "answer") for pair in question.iterfind("subquestion")}
    for choice in choices:
        if choice not in used:
            _add_pair(question, "", choice)


RATING = MoodleType(
    "matching",
    _write_rating,
    _read_rating,
    losses=(
        (
            "puntentelling",
            (
                "Moodle geeft per reactie alle punten of geen. Bij ons krijgt wie er één naast zit ook punten: 2 van "
                "de 4 aan dezelfde kant van het midden, 1 van de 4 aan de andere kant."
            ),
        ),
    ),
)
MOST_LEAST = MoodleType(
    "matching",
    _write_ends,
    _read_ends,
    losses=(
        ("volgorde", "In Moodle staan de reacties voor iedereen in dezelfde volgorde."),
        ("antwoord", "In Moodle kan iemand dezelfde reactie als meest en als minst professioneel kiezen."),
    ),
)
