"""One line of the list of items: what it is about, however little of it is written, and how often it was given out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from proeve.core import dutch
from proeve.workshop.browsing import BankRow
from proeve.workshop.exposure import GivenOut
from question_bank.attribute_words import CHANNELS, DOMAINS, FORMATS, LEVELS, SITUATIONS
from question_bank.codebook import find_category, is_category
from question_bank.items import Item

NOT_CHOSEN = "nog niet gekozen"
WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": FORMATS,
    "domain": DOMAINS,
    "channel": CHANNELS,
    "difficulty": LEVELS,
    "situation": SITUATIONS,
}


@dataclass(frozen=True, slots=True)
class BankLine:
    """An item as the list shows it; `share` is that of the last forms of its exam."""

    row: BankRow
    words: dict[str, str]
    text: str
    level: str
    times: int
    share: float

    @property
    def given(self) -> str:
        """Say how often it was given out."""
        return f"{dutch.number(100 * self.share, 1)} %" if self.times else "nog niet"


def bank_line(row: BankRow, given_out: Mapping[str, GivenOut]) -> BankLine:
    """Return the line of an item."""
    document = _facts_of(row.item) if row.item else row.draft.content if row.draft else {}
    given = given_out.get(row.exam, GivenOut())
    return BankLine(
        row=row,
        words=attribute_words(document),
        text=str(document.get("scenario", {}).get("text", "")),
        level=str(document.get("difficulty", "")),
        times=given.times[row.item_id],
        share=given.share(row.item_id),
    )


def _facts_of(item: Item) -> dict[str, Any]:
    """Return of an item what a line shows; its whole document would take a list of thousands half a second."""
    return {name: getattr(item, name) for name in (*WORDS, "category")} | {"scenario": {"text": item.scenario.text}}


def attribute_words(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the attributes of a document in words; what is not chosen yet is said so."""
    words = {name: known.get(str(document.get(name, "")), NOT_CHOSEN) for name, known in WORDS.items()}
    code = str(document.get("category", ""))
    return words | {"category": find_category(code).name if is_category(code) else NOT_CHOSEN}
