"""A choice becomes a best answer; one of ours may also be a next step or a category to recognise."""

from typing import Any
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.names import COLLEAGUE, TURN, reply_identifier
from question_bank.exchange.qti.reading.replies import replies_of
from question_bank.exchange.qti.reading.source import LETTERS, Source, points_of

SEVERAL = "Bij deze vraag zijn meer antwoorden goed. Bij ons is er één het beste: kies er zelf een."
NO_KEY = "Het bestand zegt niet welk antwoord het juiste is. Kies zelf de sleutel."
PARTIAL = "Deze vraag geeft punten voor een deel van het antwoord. Bij ons telt alleen het beste antwoord, voor 1 punt."


def read_choice(source: Source, interaction: Element) -> dict[str, Any]:
    """Return kind, replies and key of a choice."""
    if source.all_of(COLLEAGUE):
        return _recognised(source, interaction)
    replies, named = replies_of(source, interaction.findall("qti-simple-choice"))
    kind = "next_step" if source.all_of(TURN) else "best_answer"
    draft: dict[str, Any] = {"kind": kind, "replies": replies}
    if key := the_key(source, interaction):
        draft["key"] = named.get(key, key)
    _note_points(source, interaction)
    return draft


def the_key(source: Source, interaction: Element) -> str | None:
    """Return the identifier of the one right answer, or note why there is none."""
    right = source.right(interaction)
    if len(right) == 1 and source.declaration(interaction).get("cardinality", "single") == "single":
        return right[0]
    if right:
        source.lose("sleutel", SEVERAL)
        return None
    source.lose("sleutel", NO_KEY)
    return None


def _note_points(source: Source, interaction: Element) -> None:
    earned = {points for points in points_of(source.declaration(interaction)).values() if points}
    if len(earned) > 1 and not source.ours:
        source.lose("punten", PARTIAL)


def _recognised(source: Source, interaction: Element) -> dict[str, Any]:
    """Read a category to recognise: the choices are categories, and one reply was said."""
    (said,), _ = replies_of(source, _named(source.all_of(COLLEAGUE)[:1]))
    codes = [choice.get("identifier", "") for choice in interaction.findall("qti-simple-choice")]
    codes = codes[: len(LETTERS)]
    options = [{"category": code, "explanation": source.explanation(code) or ""} for code in codes]
    draft = {"kind": "recognise_category", "replies": [said], "options": options}
    if key := the_key(source, interaction):
        draft["key"] = key
    return draft


def _named(said: list[Element]) -> list[Element]:
    """Name what was said as a choice is named: it carries its identifier as ``id``."""
    return [_copy(part, part.get("id", reply_identifier("a"))) for part in said]


def _copy(part: Element, identifier: str) -> Element:
    copy = Element("span", {"identifier": identifier})
    copy.text = part.text
    copy.extend(part)
    return copy
