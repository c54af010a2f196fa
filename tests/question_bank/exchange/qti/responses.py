"""Our answers as a QTI player would give them."""

from collections.abc import Mapping
from typing import Any

from question_bank.items import Item


def responses(item: Item, answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return our answer (positions in the author's order) as values of QTI."""
    replies = [f"reply_{reply.id}" for reply in item.replies]
    if "ratings" in answer:
        given = zip(replies, answer["ratings"], strict=True)
        return {"RESPONSE": [f"{reply} rating_{rating}" for reply, rating in given if rating is not None]}
    if "ranking" in answer:
        return {"RESPONSE": [replies[place] for place in answer["ranking"]]}
    if "choice" in answer:
        codes = [option.category for option in item.options]
        return {"RESPONSE": (codes or replies)[answer["choice"]]}
    ends = {"RESPONSE_MOST": answer["most"], "RESPONSE_LEAST": answer["least"]}
    return {end: replies[place] for end, place in ends.items() if place is not None}
