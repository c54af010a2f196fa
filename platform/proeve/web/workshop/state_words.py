"""What the states of items and drafts are called, and the sign that goes with each."""

from typing import NamedTuple


class StateWord(NamedTuple):
    """A state in words, with the tone and the sign of its tag."""

    words: str
    tone: str
    icon: str


STATES = {
    "draft": StateWord("Concept", "neutral", "pencil"),
    "in_review": StateWord("Ter beoordeling", "info", "hourglass-split"),
    "approved": StateWord("Goedgekeurd", "info", "check-circle"),
    "live": StateWord("In gebruik", "good", "check-lg"),
    "paused": StateWord("Gepauzeerd", "attention", "pause-circle"),
    "retired": StateWord("Uit gebruik", "neutral", "slash-circle"),
}
