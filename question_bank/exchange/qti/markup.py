"""Building XML: elements with their content in one call, and only characters that XML can hold."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, indent, tostring

from question_bank.exchange.qti.names import VARIABLE
from question_bank.variables import DEFAULTS, split_at_variables

# Everything outside the Char production of XML 1.0, and the carriage return, which every parser turns into a newline.
UNWRITABLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, attributes: Mapping[str, str] | None = None, *content: Element | str) -> Element:
    """Return an element with its attributes, and its content in order; names may carry a prefix."""
    made = Element(tag, dict(attributes or {}))
    for piece in content:
        if isinstance(piece, Element):
            made.append(piece)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + piece
        else:
            made.text = (made.text or "") + piece
    return made


def text_element(tag: str, text: str, **attributes: str) -> Element:
    """Return an element that holds nothing but a text; ``class_`` is the attribute ``class``."""
    return element(tag, {name.rstrip("_"): value for name, value in attributes.items()}, writable(text))


def document(root: Element, *, shows_variables: bool = False) -> bytes:
    """Return a whole XML file in UTF-8; texts that stand alone in their element are kept to the letter."""
    indent(root)
    if shows_variables:
        _show_variables(root)
    content: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return content + b"\n"


def writable(text: str) -> str:
    """Return a text without the characters that no XML file can hold."""
    return UNWRITABLE.sub("", text)


def _show_variables(root: Element) -> None:
    """Put the default words in the place of each variable, marked so that it is found again."""
    for part in list(root.iter()):
        part.text, variables = split_at_variables(part.text or "", DEFAULTS)
        for place, (name, words, after) in enumerate(variables):
            marked = text_element("span", words, class_=f"{VARIABLE}{name}")
            marked.tail = after
            part.insert(place, marked)


def is_writable(text: str) -> bool:
    """Say whether a text can stand in an XML file as it is."""
    return UNWRITABLE.search(text) is None
