"""Questions that were made in Moodle: what fits becomes a draft, the rest is named."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from string import ascii_lowercase
from typing import Any
from xml.etree.ElementTree import Element

from question_bank.exchange.carried import Draft
from question_bank.exchange.moodle.texts import MoodleText, text_of
from question_bank.exchange.moodle.types.matching import RATING_BY_LABEL
from question_bank.exchange.moodle.types.moodle_type import Texts
from question_bank.exchange.moodle.types.multichoice import ALL, fraction_of

# What a part is called in Dutch, and the sentence about it.
Lost = list[tuple[str, str]]

GONE = {
    "afbeelding": "Een afbeelding gaat niet mee.",
    "bestand": "Een bestand gaat niet mee.",
    "geluid": "Een geluid gaat niet mee.",
    "film": "Een film gaat niet mee.",
    "link": "Een link gaat niet mee; de tekst ervan wel.",
    "opmaak": "De opmaak gaat niet mee, zoals vet, lijsten en tabellen; de tekst wel.",
}
NOT_CARRIED = {
    "generalfeedback": "algemene feedback",
    "correctfeedback": "feedback bij een goed antwoord",
    "partiallycorrectfeedback": "feedback bij een deels goed antwoord",
    "incorrectfeedback": "feedback bij een fout antwoord",
    "hint": "hint",
    "responsetemplate": "begin van het antwoord",
}
# What Moodle takes for "no" when it asks whether one answer may be chosen.
SEVERAL = ("false", "0", "")
MORE_ANSWERS = "In Moodle zijn hier meer antwoorden goed. Kies zelf een vraagvorm en een sleutel."
PARTS_OF_POINTS = "In Moodle krijgen sommige antwoorden een deel van de punten. Dat gaat niet mee."
PAIRS = "Koppelvragen hebben wij niet. Wat bij elkaar hoort staat nu in de uitleg: kies zelf een vraagvorm."
TOO_MANY = "Deze vraag heeft meer dan 26 antwoorden. De rest is niet meegenomen."


def read_stranger(question: Element, texts: Texts) -> tuple[Draft, Lost]:
    """Return the draft of a question of a known type, and the parts that were lost with a sentence for each."""
    lost: Lost = []
    asked = _noted(texts(question.find("questiontext")), lost)
    incident, _, last = asked.rpartition("\n")
    draft: Draft = {"id": _slug((question.findtext("idnumber") or "").strip() or text_of(question, "name"))}
    draft |= {"scenario": {"text": incident}} if incident else {}
    draft |= {"question": last} if last else {}
    draft |= STRANGERS[question.get("type", "")](question, texts, lost)
    lost.extend(_not_carried(question, texts))
    return {name: value for name, value in draft.items() if value not in ("", [])}, list(dict.fromkeys(lost))


def _multichoice(question: Element, texts: Texts, lost: Lost) -> Draft:
    answers = question.findall("answer")
    replies = _replies(answers, texts, lost)
    right = [reply["id"] for reply, answer in zip(replies, answers, strict=False) if fraction_of(answer) == ALL]
    if question.findtext("single", "true").strip() in SEVERAL:
        lost.append(("sleutel", MORE_ANSWERS))
        return {"replies": replies}
    if any(fraction_of(answer) not in (0, ALL) for answer in answers):
        lost.append(("puntentelling", PARTS_OF_POINTS))
    return {"kind": "best_answer", "replies": replies} | ({"key": right[0]} if len(right) == 1 else {})


def _ordering(question: Element, texts: Texts, lost: Lost) -> Draft:
    replies = _replies(question.findall("answer"), texts, lost)
    return {"kind": "rank_replies", "replies": replies, "key": [reply["id"] for reply in replies]}


def _matching(question: Element, texts: Texts, lost: Lost) -> Draft:
    pairs = [pair for pair in question.iterfind("subquestion") if text_of(pair, ".")]
    replies = _replies(pairs, texts, lost)
    answers = [text_of(pair, "answer") for pair in pairs[: len(replies)]]
    if replies and set(answers) <= set(RATING_BY_LABEL):
        key = {reply["id"]: RATING_BY_LABEL[answer] for reply, answer in zip(replies, answers, strict=True)}
        return {"kind": "rate_replies", "replies": replies, "key": key}
    lost.append(("vraagvorm", PAIRS))
    for reply, answer in zip(replies, answers, strict=True):
        reply["explanation"] = f"Hoort bij: {answer}"
    return {"replies": replies}


def _essay(question: Element, texts: Texts, lost: Lost) -> Draft:
    return {"kind": "written_reply", "marking_notes": _noted(texts(question.find("graderinfo")), lost)}


STRANGERS: Mapping[str, Callable[[Element, Texts, Lost], Draft]] = {
    "multichoice": _multichoice,
    "ordering": _ordering,
    "matching": _matching,
    "essay": _essay,
}


def _replies(answers: list[Element], texts: Texts, lost: Lost) -> list[dict[str, Any]]:
    if len(answers) > len(ascii_lowercase):
        lost.append(("antwoorden", TOO_MANY))
    replies = []
    for letter, answer in zip(ascii_lowercase, answers, strict=False):
        reply = {"id": letter, "text": _noted(texts(answer), lost)}
        if explanation := _noted(texts(answer.find("feedback")), lost):
            reply["explanation"] = explanation
        replies.append(reply)
    return replies


def _slug(title: str) -> str:
    """Return a title as an id: without accents, with hyphens for everything that is no letter or number."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _noted(text: MoodleText, lost: Lost) -> str:
    lost.extend((part, GONE[part]) for part in text.lost)
    return text.plain


def _not_carried(question: Element, texts: Texts) -> Iterator[tuple[str, str]]:
    for tag, part in NOT_CARRIED.items():
        for element in question.iterfind(tag):
            if plain := texts(element).plain:
                yield part, f"Dit gaat niet mee: '{plain}'"
