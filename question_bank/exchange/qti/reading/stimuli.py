"""Texts that several questions share stand in a file of their own; a draft has them in its scenario."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

REFERENCE = "qti-assessment-stimulus-ref"


def with_stimuli(root: Element, find: Callable[[str], Element | None]) -> Element:
    """Put the shared text of an item above its own and return it; ``find`` gives a stimulus by its address.

    A reference to what is not there stays, so that it is named as lost, and so does every further one: no question
    needs two, and thousands of them would be a bomb.
    """
    body, reference = root.find("qti-item-body"), root.find(REFERENCE)
    if body is None or reference is None:
        return root
    stimulus = find(reference.get("href", ""))
    text = None if stimulus is None else stimulus.find("qti-stimulus-body")
    if text is not None:
        body.insert(0, _as_block(text))
        root.remove(reference)
    return root


def _as_block(text: Element) -> Element:
    block = Element("div")
    block.text = text.text
    block.extend(text)
    return block
