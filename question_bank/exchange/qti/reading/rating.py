"""A match of replies with ratings becomes rating the replies."""

from typing import Any
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.reading.replies import replies_of
from question_bank.exchange.qti.reading.source import Source
from question_bank.kinds.rate_replies import RATINGS

SETS = 2
SHOWN = 6


def read_match(source: Source, interaction: Element) -> dict[str, Any]:
    """Return kind, replies and, when the columns are our ratings, the key."""
    sets = [part.findall("qti-simple-associable-choice") for part in interaction.findall("qti-simple-match-set")]
    rows, columns = sets if len(sets) == SETS else ([], [])
    replies, named = replies_of(source, rows)
    draft: dict[str, Any] = {"kind": "rate_replies", "replies": replies}
    ratings = _ratings(source, columns)
    if ratings is None:
        return draft
    pairs = [pair.split() for pair in source.right(interaction)]
    key = {named[pair[0]]: ratings[pair[1]] for pair in pairs if _fits(pair, named, ratings)}
    return draft | ({"key": key} if key else {})


def _fits(pair: list[str], named: dict[str, str], ratings: dict[str, int]) -> bool:
    return len(pair) == SETS and pair[0] in named and pair[1] in ratings


def _ratings(source: Source, columns: list[Element]) -> dict[str, int] | None:
    """Return the rating by identifier of a column, or None and a note when the columns are something else."""
    texts = [source.text(column) for column in columns]
    by_name = {name: rating for rating, name in RATINGS.items()}
    if texts and set(texts) <= set(by_name):
        return {column.get("identifier", ""): by_name[text] for column, text in zip(columns, texts, strict=True)}
    shown = ", ".join(f"'{text}'" for text in texts[:SHOWN]) + (" en meer" if len(texts) > SHOWN else "")
    source.lose(
        "sleutel",
        f"In het bestand horen de reacties bij: {shown}. Bij ons krijgt elke reactie een beoordeling: kies die zelf.",
    )
    return None
