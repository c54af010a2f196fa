"""Choose the most and the least professional reply."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import permutations
from typing import Any

from question_bank.flaw import Flaw
from question_bank.items import Item, Reply
from question_bank.kinds.kind import Answer, Kind, Order, is_position, reply_index

ENDS = ("most", "least")
REPLIES = (4, 5)


class MostLeast(Kind):
    """Most and least: one of two points for each that is right, nothing off for swapping (scoring rule ML)."""

    name = "most_least"
    letter = "m"
    dutch = "meest en minst professioneel"

    def flaws(self, item: Item) -> Iterator[Flaw]:
        if len(item.replies) not in REPLIES:
            yield Flaw(("replies",), f"Geef vier of vijf reacties; dit zijn er {len(item.replies)}.")
        key = item.key
        if not isinstance(key, dict) or set(key) != set(ENDS):
            yield Flaw(("key",), "Schrijf de sleutel als {most: a, least: d}.")
        elif not set(key.values()) <= {reply.id for reply in item.replies} or key["most"] == key["least"]:
            yield Flaw(("key",), "Kies voor 'most' en 'least' twee verschillende reacties.")

    def best(self, item: Item) -> Reply:
        return item.replies[_keyed(item)["most"]]

    def least(self, item: Item) -> Reply:
        return item.replies[_keyed(item)["least"]]

    def accepts(self, count: int, answer: Any) -> bool:
        if type(answer) is not dict or answer.keys() != set(ENDS):
            return False
        most, least = answer["most"], answer["least"]
        fits = all(value is None or is_position(value, count) for value in (most, least))
        return fits and (most is None or most != least)

    def is_complete(self, answer: Answer | None) -> bool:
        return answer is not None and None not in (answer["most"], answer["least"])

    def complete_answers(self, count: int) -> Iterator[Answer]:
        return ({"most": most, "least": least} for most, least in permutations(range(count), 2))

    def right_answer(self, item: Item, order: Order) -> Answer:
        return {end: order.index(index) for end, index in _keyed(item).items()}

    def _points(self, item: Item, order: Order, answer: Answer) -> Fraction:
        keyed = _keyed(item)
        hits = sum(answer[end] is not None and order[answer[end]] == keyed[end] for end in ENDS)
        return Fraction(hits, len(ENDS))

    def endorsed(self, item: Item, order: Order, answer: Answer) -> Mapping[int, bool]:
        if answer["most"] is None:
            return {}
        return {index: position == answer["most"] for position, index in enumerate(order)}

    def labels(self, item: Item, order: Order, answer: Answer) -> Mapping[int, str]:
        dutch = {"most": "meest professioneel", "least": "minst professioneel"}
        return {answer[end]: dutch[end] for end in ENDS if answer[end] is not None}


def _keyed(item: Item) -> dict[str, int]:
    if not isinstance(item.key, dict):
        raise TypeError(f"{item.id}: the key of most_least is a mapping")
    return {end: reply_index(item, str(item.key[end])) for end in ENDS}
