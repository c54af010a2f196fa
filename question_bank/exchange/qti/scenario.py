"""The incident of a question as the body of a QTI item."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.markup import element, text_element, writable
from question_bank.exchange.qti.names import COLLEAGUE, FACT, QUOTE, ROLE, TEXT, TURN, reply_identifier
from question_bank.items import Item, Speaker, Turn
from question_bank.kinds import kind_of

SPEAKERS: dict[Speaker, str] = {"huurder": "Huurder", "medewerker": "Medewerker"}
FACT_LABEL = "Wat u weet"


def scenario_elements(item: Item) -> Iterator[Element]:
    """Write role, incident, quote, what was said, and the fact, in the order in which our own page shows them."""
    scenario = item.scenario
    yield text_element("p", scenario.role, class_=ROLE)
    yield text_element("p", scenario.text, class_=TEXT)
    if scenario.quote is not None:
        yield element("blockquote", {}, text_element("p", scenario.quote, class_=QUOTE))
    yield from _said(item)
    if scenario.fact is not None:
        yield _labelled(FACT_LABEL, text_element("span", scenario.fact, class_=FACT))


def _said(item: Item) -> Iterator[Element]:
    """Write the dialogue; what a kind adds to it (the reply to recognise) is not part of the scenario."""
    for turn in item.scenario.dialogue:
        yield _turn(turn, {"class": f"{TURN} {TURN}-{turn.speaker}"})
    for turn in kind_of(item).dialogue(item)[len(item.scenario.dialogue) :]:
        yield _turn(turn, {"class": COLLEAGUE, "id": reply_identifier(item.replies[0].id)})


def _turn(turn: Turn, names: dict[str, str]) -> Element:
    return _labelled(SPEAKERS[turn.speaker], element("span", names, writable(turn.text)))


def _labelled(label: str, content: Element) -> Element:
    return element("p", {}, text_element("strong", f"{label}:"), " ", content)
