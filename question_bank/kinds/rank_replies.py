"""Put four replies in order, the most professional first."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from typing import Any

from question_bank.flaw import Flaw
from question_bank.items import Item, Reply
from question_bank.kinds.kind import Answer, Kind, Order, reply_index

REPLIES = 4
# What a blind ranking of four earns on average, out of 12.
RANDOM_MEAN = 7


class RankReplies(Kind):
    """Rank four: 3 points minus the distance per reply, rescaled so that the random mean earns nothing (rule RK)."""

    name = "rank_replies"
    letter = "k"
    dutch = "reacties ordenen"

    def flaws(self, item: Item) -> Iterator[Flaw]:
        if len(item.replies) != REPLIES:
            yield Flaw(("replies",), f"Geef vier reacties; dit zijn er {len(item.replies)}.")
        ids = sorted(reply.id for reply in item.replies)
        if not isinstance(item.key, tuple) or sorted(item.key) != ids:
            yield Flaw(("key",), "Zet in de sleutel alle reacties één keer, de beste eerst: [b, a, d, c].")

    def best(self, item: Item) -> Reply:
        return item.replies[_keyed(item)[0]]

    def least(self, item: Item) -> Reply:
        return item.replies[_keyed(item)[-1]]

    def accepts(self, count: int, answer: Any) -> bool:
        if type(answer) is not dict or len(answer) != 1:
            return False
        ranking = answer.get("ranking")
        if type(ranking) is not list or len(ranking) != count:
            return False
        return all(type(position) is int for position in ranking) and set(ranking) == set(range(count))

    def complete_answers(self, count: int) -> Iterator[Answer]:
        return ({"ranking": list(ranking)} for ranking in permutations(range(count)))

    def right_answer(self, item: Item, order: Order) -> Answer:
        return {"ranking": [order.index(index) for index in _keyed(item)]}

    def _points(self, item: Item, order: Order, answer: Answer) -> Fraction:
        given = [order[position] for position in answer["ranking"]]
        return rescaled(footrule_points(_keyed(item), given), len(given))

    def endorsed(self, item: Item, order: Order, answer: Answer) -> Mapping[int, bool]:
        upper = len(order) // 2
        return {order[position]: rank < upper for rank, position in enumerate(answer["ranking"])}

    def labels(self, item: Item, order: Order, answer: Answer) -> Mapping[int, str]:
        return {position: f"plaats {rank}" for rank, position in enumerate(answer["ranking"], start=1)}


def footrule_points(keyed: Sequence[Any], given: Sequence[Any]) -> int:
    """Return the sum over replies of n-1-|keyed rank - given rank|: 20 at most for five, 12 for four.

    This is the published table of the UK Foundation Programme (4 points for the right rank of five).
    """
    ranks = {reply: rank for rank, reply in enumerate(given)}
    highest = len(keyed) - 1
    return sum(highest - abs(rank - ranks[reply]) for rank, reply in enumerate(keyed))


def rescaled(points: int, count: int) -> Fraction:
    """Stretch footrule points between the random mean and the maximum: max(0, (s - 7) / 5) for four replies."""
    highest = count * (count - 1)
    return max(Fraction(0), Fraction(points - RANDOM_MEAN, highest - RANDOM_MEAN))


def _keyed(item: Item) -> list[int]:
    if not isinstance(item.key, tuple):
        raise TypeError(f"{item.id}: the key of rank_replies is a list")
    return [reply_index(item, reply_id) for reply_id in item.key]
