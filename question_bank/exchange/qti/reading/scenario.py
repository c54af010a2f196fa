"""The body of an item as scenario and question."""

from typing import Any
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.names import FACT, QUESTION, QUOTE, ROLE, TEXT, TURN
from question_bank.exchange.qti.reading.source import Source

PARTS = {"role": ROLE, "text": TEXT, "fact": FACT, "quote": QUOTE}
NOT_SHOWN = ("qti-rubric-block", "qti-feedback-block", "qti-template-block")


def read_scenario(source: Source) -> dict[str, Any]:
    """Return scenario and question: by our own classes when they are there, else all text above what is asked."""
    asked = source.all_of(QUESTION)
    interactions = source.interactions()
    question = source.text(*asked) if asked else source.prompt(interactions[0])
    scenario = _ours(source) or _theirs(source)
    if scenario.keys() <= {"text"} and question in ("", scenario.get("text")):
        question, scenario = scenario.get("text", ""), {}
    found = {"scenario": scenario, "question": question}
    return {name: value for name, value in found.items() if value}


def _ours(source: Source) -> dict[str, Any]:
    found = {name: source.all_of(place) for name, place in PARTS.items()}
    scenario: dict[str, Any] = {name: source.text(parts[0]) for name, parts in found.items() if parts}
    if turns := [{"speaker": _speaker(turn), "text": source.text(turn)} for turn in source.all_of(TURN)]:
        scenario["dialogue"] = turns
    return scenario


def _speaker(turn: Element) -> str:
    names = turn.get("class", "").split()
    return next((name.removeprefix(f"{TURN}-") for name in names if name.startswith(f"{TURN}-")), "huurder")


def _theirs(source: Source) -> dict[str, Any]:
    shown = _without_questions(source.body)
    return {"text": text} if (text := source.text(shown)) else {}


def _without_questions(part: Element) -> Element:
    """Return a copy without what is asked, and without what candidates do not read."""
    copy = Element(part.tag, part.attrib)
    copy.text, copy.tail = part.text, part.tail
    for child in part:
        if child.tag.endswith("-interaction") or child.tag in NOT_SHOWN:
            copy.append(_empty(child))
        else:
            copy.append(_without_questions(child))
    return copy


def _empty(child: Element) -> Element:
    gap = Element("div")
    gap.tail = child.tail
    return gap
