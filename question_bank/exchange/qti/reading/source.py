"""A QTI item that is being read: its parts by name, and the list of what is lost."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from question_bank.exchange.carried import Loss
from question_bank.exchange.qti.names import EXPLANATION, REPLY, ROLE
from question_bank.exchange.qti.reading.texts import exact_text, lost_in, text_of

WHOLE = re.compile(r"[0-9]{1,9}")
LONGEST_NAME = 120
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Source:
    """One item in the names of QTI 3; ``ours`` tells that we made it, whatever others did with it since."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.name = (root.get("title") or root.get("identifier") or "vraag zonder naam")[:LONGEST_NAME]
        self.losses: list[Loss] = []
        found = root.find("qti-item-body")
        self.body = Element("qti-item-body") if found is None else found
        self.ours = bool(self.all_of(ROLE))

    def lose(self, part: str, sentence: str) -> None:
        """Note something that is not carried along, once."""
        loss = Loss(self.name, part, sentence)
        if loss not in self.losses:
            self.losses.append(loss)

    def text(self, *elements: Element) -> str:
        """Return the text of elements, and note what it leaves out."""
        if self.ours:
            return "".join(exact_text(element) for element in elements)
        for element in elements:
            for part, sentence in lost_in(element):
                self.lose(part, sentence)
        return text_of(*elements)

    def interactions(self) -> list[Element]:
        """List what is asked, in order."""
        return [part for part in self.body.iter() if part.tag.endswith("-interaction")]

    def all_of(self, name: str) -> list[Element]:
        """List the parts of the body with this class of ours."""
        return [part for part in self.body.iter() if name in part.get("class", "").split()]

    def declaration(self, interaction: Element) -> Element:
        """Return the declaration of what answers an interaction; an empty one when there is none."""
        identifier = interaction.get("response-identifier")
        declared = (part for part in self.root.iter("qti-response-declaration") if part.get("identifier") == identifier)
        return next(declared, Element("qti-response-declaration"))

    def right(self, interaction: Element) -> list[str]:
        """Return the identifiers of the right answer, else those that earn the most."""
        declared = self.declaration(interaction)
        if values := [(value.text or "").strip() for value in declared.iterfind("qti-correct-response/qti-value")]:
            return values
        points = points_of(declared)
        highest = max(points.values(), default=0.0)
        return [key for key, earned in points.items() if earned == highest > 0]

    def prompt(self, interaction: Element) -> str:
        """Return the question, empty when there is none."""
        found = interaction.find("qti-prompt")
        return "" if found is None else self.text(found)

    def explanation(self, identifier: str) -> str | None:
        """Return why a choice is right or not, from our own paragraphs, else from feedback on that choice."""
        ours = (part for part in self.root.iter() if part.get("id") == f"{EXPLANATION}{identifier}")
        theirs = (part for part in self.feedback() if part.get("identifier") == identifier)
        found = next(ours, None)
        found = next(theirs, None) if found is None else found
        return None if found is None else self.text(found) or None

    def feedback(self) -> Iterator[Element]:
        """Give what is shown after an answer of some sort."""
        names = ("qti-modal-feedback", "qti-feedback-block", "qti-feedback-inline")
        return (part for part in self.root.iter() if part.tag in names and part.get("show-hide") != "hide")


def points_of(declared: Element) -> dict[str, float]:
    """Return what each value of an answer earns by the mapping of its declaration."""
    return {
        entry.get("map-key", ""): number(entry.get("mapped-value", "0"))
        for entry in declared.iterfind("qti-mapping/qti-map-entry")
    }


def number(text: str) -> float:
    """Return a number, 0 for what is none."""
    try:
        return float(text)
    except ValueError:
        return 0.0


def whole_number(text: str) -> int | None:
    """Return a whole number of a few digits, None for anything else."""
    return int(text) if WHOLE.fullmatch(text) else None


def letters(identifiers: list[str]) -> dict[str, str]:
    """Give each identifier a letter: its own when all are ours (``reply_c``), else a, b, c in order."""
    own = [identifier.removeprefix(REPLY) for identifier in identifiers]
    if all(identifier.startswith(REPLY) for identifier in identifiers) and set(own) <= set(LETTERS):
        return dict(zip(identifiers, own, strict=True))
    return dict(zip(identifiers, LETTERS, strict=False))
