"""Explanations of QTI: why a reply is professional or not, to be shown after the answer."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.markup import element, text_element
from question_bank.exchange.qti.names import ALL_EXPLANATIONS, EXPLANATION, FEEDBACK


def explanation(identifier: str, text: str) -> Element:
    """Explain one choice, when it was chosen."""
    return _modal(identifier, text_element("p", text, id=f"{EXPLANATION}{identifier}"))


def explanations(explained: Iterable[tuple[str, str, str]]) -> Element:
    """Explain all replies together (identifier, reply, explanation), for an answer that speaks of each."""
    paragraphs = (
        paragraph
        for identifier, reply, text in explained
        for paragraph in (
            element("p", {}, text_element("q", reply)),
            text_element("p", text, id=f"{EXPLANATION}{identifier}"),
        )
    )
    return _modal(ALL_EXPLANATIONS, *paragraphs)


def _modal(identifier: str, *content: Element) -> Element:
    names = {"outcome-identifier": FEEDBACK, "identifier": identifier, "show-hide": "show"}
    return element("qti-modal-feedback", names, element("qti-content-body", {}, *content))
