"""One QTI item as a draft: what is asked, how, and the losses."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from question_bank.exchange.carried import Draft
from question_bank.exchange.qti.reading.choosing import read_choice
from question_bank.exchange.qti.reading.most_and_least import are_most_and_least, read_most_and_least
from question_bank.exchange.qti.reading.ranking import read_order
from question_bank.exchange.qti.reading.rating import read_match
from question_bank.exchange.qti.reading.replying import read_extended_text
from question_bank.exchange.qti.reading.scenario import read_scenario
from question_bank.exchange.qti.reading.source import LONGEST_NAME, Source

READERS: dict[str, Callable[[Source, Element], dict[str, Any]]] = {
    "qti-choice-interaction": read_choice,
    "qti-order-interaction": read_order,
    "qti-match-interaction": read_match,
    "qti-extended-text-interaction": read_extended_text,
}
PARTS_LOST = {
    "qti-template-declaration": ("variabelen", "Waarden die per deelnemer verschillen gaan niet mee."),
    "qti-assessment-stimulus-ref": (
        "bijbehorende tekst",
        "Een tekst bij deze vraag is niet meegekomen. Neem die over.",
    ),
    "qti-companion-materials-info": ("hulpmiddelen", "Hulpmiddelen bij de vraag gaan niet mee."),
    "qti-catalog-info": ("toegankelijke vormen", "Gesproken of andere vormen van de tekst gaan niet mee."),
    "qti-stylesheet": ("opmaak", "De eigen opmaak gaat niet mee."),
}
FORMS = {
    "associate": "paren maken",
    "drawing": "tekenen",
    "gap-match": "woorden in een tekst slepen",
    "graphic-gap-match": "iets in een plaatje slepen",
    "hotspot": "een plek in een plaatje aanwijzen",
    "hottext": "woorden in een tekst aanwijzen",
    "inline-choice": "kiezen in een tekst",
    "slider": "een schuifbalk",
    "text-entry": "een woord invullen",
    "upload": "een bestand inleveren",
}
OWN_SCORING = "De puntentelling van het bestand gaat niet mee. Hier gelden onze punten voor deze vraagvorm."
STANDARD_SCORING = "match_correct"
NAMES_OF_COMPARING = (
    "response-condition response-if response-else match variable correct set-outcome-value base-value is-null not "
    "multiple"
)
RIGHT_OR_WRONG = frozenset(NAMES_OF_COMPARING.split())
LOOSE_FEEDBACK = "Alleen uitleg bij één antwoord gaat mee. De andere terugkoppeling niet: zet die bij de reacties."


def read_question(source: Source) -> Draft | None:
    """Return a draft of what the item asks, or None when it asks something that we have no format for."""
    asked = _asked(source)
    if asked is None:
        return None
    _note_losses(source)
    return {**read_scenario(source), **asked}


def _asked(source: Source) -> dict[str, Any] | None:
    interactions = source.interactions()
    if are_most_and_least(interactions):
        return read_most_and_least(source, interactions)
    if len(interactions) != 1:
        sentence = "niets gevraagd" if not interactions else f"{len(interactions)} dingen tegelijk gevraagd"
        source.lose("hele vraag", f"Deze vraag gaat niet mee: er wordt {sentence}. Maak er één vraag van.")
        return None
    reader = READERS.get(interactions[0].tag)
    if reader is None:
        form = interactions[0].tag.removeprefix("qti-").removesuffix("-interaction")[:LONGEST_NAME]
        sentence = f"Deze vraag gaat niet mee: wij hebben geen vraagvorm voor {FORMS.get(form, form)}."
        source.lose("hele vraag", sentence)
        return None
    return reader(source, interactions[0])


def _note_losses(source: Source) -> None:
    if source.ours:
        return
    names = {part.tag for part in source.root.iter()}
    for name, (part, sentence) in PARTS_LOST.items():
        if name in names:
            source.lose(part, sentence)
    if source.root.get("adaptive") == "true":
        source.lose("verloop", "Deze vraag gaat na een antwoord verder. Bij ons is er één antwoord.")
    if any(map(_computes, source.root.iter("qti-response-processing"))):
        source.lose("punten", OWN_SCORING)
    if _loose_feedback(source):
        source.lose("terugkoppeling", LOOSE_FEEDBACK)


def _computes(processing: Element) -> bool:
    """Say whether response processing does more than compare an answer with the right one."""
    parts = {part.tag.removeprefix("qti-") for part in processing.iter() if part is not processing}
    return STANDARD_SCORING not in processing.get("template", STANDARD_SCORING) or not parts <= RIGHT_OR_WRONG


def _loose_feedback(source: Source) -> bool:
    """Say whether there is feedback on something else than one choice."""
    choices = {part.get("identifier") for part in source.body.iter() if part.tag.endswith("-choice")}
    return any(part.get("identifier") not in choices for part in source.feedback())
