"""Writing Moodle XML: elements with texts in them, and HTML in which every part of a question has its name.

Moodle keeps the class of an element, so a part can be found again after a stay in Moodle. A class begins with
``proeve-``; what stands in a label is for people and is passed over when reading.
"""

import re
from collections.abc import Iterable
from html import escape
from xml.etree.ElementTree import Element, SubElement

from question_bank.variables import DEFAULTS, split_at_variables

PREFIX = "proeve-"
LABEL = f"{PREFIX}label"
VARIABLE = f"{PREFIX}invulwoord-"
"""The beginning of the class of a variable that is shown in its default words; its name comes after it."""
REPEATED = "herhaald"
"""A part that stands somewhere else too, shown once more for the reader."""

# Everything that no XML file can hold.
UNWRITABLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def block(name: str, text: str, label: str = "") -> str:
    """Return a paragraph with a part of a question; ``label`` is shown before it."""
    before = f'<strong class="{LABEL}">{escape(label)} </strong>' if label else ""
    first, variables = split_at_variables(text, DEFAULTS)
    rest = (f'<span class="{VARIABLE}{each}">{_lines(words)}</span>{_lines(after)}' for each, words, after in variables)
    return f'<p class="{PREFIX}{name}">{before}{_lines(first)}{"".join(rest)}</p>'


def _lines(text: str) -> str:
    return "<br />".join(escape(line, quote=False) for line in text.split("\n"))


def add_text(parent: Element, name: str, text: str, *, is_html: bool = True, **attributes: str) -> Element:
    """Add an element that holds a text the way Moodle writes it, and return it."""
    made = SubElement(parent, name, {"format": "html", **attributes} if is_html else attributes)
    SubElement(made, "text").text = UNWRITABLE.sub("", text)
    return made


def add_value(parent: Element, name: str, value: str | int) -> None:
    """Add an element that holds a setting."""
    SubElement(parent, name).text = str(value)


def add_tags(parent: Element, tags: Iterable[str]) -> None:
    """Add the labels of a question."""
    holder = SubElement(parent, "tags")
    for tag in tags:
        add_text(holder, "tag", tag, is_html=False)
