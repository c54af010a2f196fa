"""Two choices of the same replies become most and least professional."""

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.reading.choosing import the_key
from question_bank.exchange.qti.reading.replies import replies_of
from question_bank.exchange.qti.reading.source import Source
from question_bank.kinds.most_least import ENDS

ORDER = "Van twee keer kiezen is 'meest en minst professioneel' gemaakt. Controleer welke van de twee het meest is."


def are_most_and_least(interactions: Sequence[Element]) -> bool:
    """Say whether these are two choices of the same replies."""
    if [interaction.tag for interaction in interactions] != ["qti-choice-interaction"] * len(ENDS):
        return False
    one, other = ([choice.get("identifier") for choice in part.iter("qti-simple-choice")] for part in interactions)
    return sorted(map(str, one)) == sorted(map(str, other))


def read_most_and_least(source: Source, interactions: Sequence[Element]) -> dict[str, Any]:
    """Return kind, replies and key; the first of the two is the most professional."""
    replies, named = replies_of(source, interactions[0].findall("qti-simple-choice"))
    keys = {end: the_key(source, part) for end, part in zip(ENDS, interactions, strict=True)}
    key = {end: named.get(value, value) for end, value in keys.items() if value}
    if not source.ours:
        source.lose("meest en minst", ORDER)
    return {"kind": "most_least", "replies": replies} | ({"key": key} if key else {})
