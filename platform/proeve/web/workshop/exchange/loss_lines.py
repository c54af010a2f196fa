"""What is lost, told once for all questions that lose the same."""

from collections.abc import Iterable
from typing import NamedTuple

MOST_LINES = 200
"""How many lines a page shows."""


class LossLine(NamedTuple):
    """One sentence about one part, and the questions it is about; no questions: it is about all, or the file."""

    part: str
    sentence: str
    items: list[str]


def loss_lines(losses: Iterable[tuple[str, str, str]]) -> list[LossLine]:
    """Put losses (item, part, sentence) together by what they say, in the order in which they were first said."""
    lines: dict[tuple[str, str], list[str]] = {}
    for item, part, sentence in losses:
        items = lines.setdefault((part, sentence), [])
        if item and item not in items:
            items.append(item)
    return [LossLine(part, sentence, items) for (part, sentence), items in lines.items()]
