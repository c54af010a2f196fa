"""What would break presenting or scoring an item: such an item is used nowhere."""

import re
from collections.abc import Iterator

import msgspec

from question_bank.codebook import is_category
from question_bank.flaw import Flaw, Place
from question_bank.items import Item
from question_bank.kinds import kind_of


def unusable(item: Item) -> Iterator[Flaw]:
    """Find unknown categories, double reply ids and a key that does not fit."""
    named: list[tuple[Place, str]] = [(("category",), item.category)]
    for number, reply in enumerate(item.replies):
        named.append((("replies", number, "category"), reply.category))
        named.extend((("replies", number, "also"), code) for code in reply.also)
    unknown = [(path, code) for path, code in named if not is_category(code)]
    for path, code in unknown:
        yield Flaw(path, f"{code} staat niet in het codeboek. Kies een code uit het codeboek.")
    ids = [reply.id for reply in item.replies]
    if len(set(ids)) != len(ids):
        yield Flaw(("replies",), "Twee reacties hebben dezelfde letter; geef elke reactie een eigen letter.")
    elif not unknown:
        yield from kind_of(item).flaws(item)


def explained(error: msgspec.ValidationError) -> tuple[Place, str]:
    """Split msgspec's message into the place it speaks of and a sentence."""
    message, _, at = str(error).partition(" - at ")
    steps = re.findall(r"\.([A-Za-z_]+)|\[(\d+|\.\.\.)\]", at)
    place = tuple(name or (int(index) if index.isdigit() else index) for name, index in steps)
    return place, f"Dit veld klopt niet: {message}."
