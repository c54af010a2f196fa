"""The choices of an interaction as replies."""

from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.reading.source import LETTERS, Source, letters


def replies_of(source: Source, choices: Iterable[Element]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the replies, and their letter by identifier; more than 26 replies are lost."""
    kept = list(choices)
    if len(kept) > len(LETTERS):
        source.lose("reacties", f"Deze vraag heeft {len(kept)} antwoorden. Alleen de eerste {len(LETTERS)} gaan mee.")
        kept = kept[: len(LETTERS)]
    named = letters([choice.get("identifier", "") for choice in kept])
    replies = [_reply(source, choice, named[choice.get("identifier", "")]) for choice in kept]
    return replies, named


def _reply(source: Source, choice: Element, letter: str) -> dict[str, Any]:
    reply = {"id": letter, "text": source.text(without_feedback(choice))}
    if why := source.explanation(choice.get("identifier", "")):
        reply["explanation"] = why
    return reply


def without_feedback(choice: Element) -> Element:
    """Return a choice without the feedback inside it, for that is read as its explanation."""
    if choice.find(".//qti-feedback-inline") is None:
        return choice
    bare = Element(choice.tag, choice.attrib)
    bare.text = choice.text
    for child in choice:
        if child.tag != "qti-feedback-inline":
            bare.append(child)
        elif child.tail:
            _append_text(bare, child.tail)
    return bare


def _append_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
