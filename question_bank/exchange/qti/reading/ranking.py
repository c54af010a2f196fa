"""An order becomes a ranking of replies."""

from typing import Any
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.reading.replies import replies_of
from question_bank.exchange.qti.reading.source import Source

BEST_FIRST = "Bij ons staat de meest professionele reactie vooraan. Controleer of de volgorde zo bedoeld is."


def read_order(source: Source, interaction: Element) -> dict[str, Any]:
    """Return kind, replies and key of an order."""
    replies, named = replies_of(source, interaction.findall("qti-simple-choice"))
    draft: dict[str, Any] = {"kind": "rank_replies", "replies": replies}
    if right := source.right(interaction):
        draft["key"] = [named.get(identifier, identifier) for identifier in right]
    else:
        source.lose("sleutel", "Het bestand zegt niet wat de juiste volgorde is. Zet de reacties zelf op volgorde.")
    if not source.ours:
        source.lose("volgorde", BEST_FIRST)
    return draft
