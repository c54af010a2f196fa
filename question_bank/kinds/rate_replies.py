"""Rate each of five replies from very unprofessional to very professional."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from question_bank.flaw import Flaw
from question_bank.items import Item
from question_bank.kinds.kind import Answer, Kind, Order

RATINGS = {
    1: "zeer onprofessioneel",
    2: "eerder onprofessioneel",
    3: "eerder professioneel",
    4: "zeer professioneel",
}
PROFESSIONAL = (3, 4)
MAXIMUM = 4
REPLIES = 5
FEWEST_PER_SIDE = 2


class RateReplies(Kind):
    """Ratings 1-4: exact 4 points, one off on the same side 2, one off across the middle 1, else 0 (rule RE)."""

    name = "rate_replies"
    letter = "r"
    dutch = "reacties beoordelen"

    def flaws(self, item: Item) -> Iterator[Flaw]:
        if len(item.replies) != REPLIES:
            yield Flaw(("replies",), f"Geef vijf reacties; dit zijn er {len(item.replies)}.")
        key = item.key
        if not isinstance(key, dict) or set(key) != {reply.id for reply in item.replies}:
            yield Flaw(("key",), "Geef in de sleutel elke reactie een cijfer, zoals {a: 4, b: 1, ...}.")
        elif not set(key.values()) <= set(RATINGS):
            yield Flaw(("key",), "Gebruik in de sleutel alleen de cijfers 1, 2, 3 en 4.")
        elif min(professional := _professional_count(item), len(key) - professional) < FEWEST_PER_SIDE:
            yield Flaw(("key",), "Geef minstens twee reacties een 3 of 4 en minstens twee een 1 of 2.")

    def accepts(self, count: int, answer: Any) -> bool:
        if type(answer) is not dict or len(answer) != 1:
            return False
        ratings = answer.get("ratings")
        if type(ratings) is not list or len(ratings) != count:
            return False
        return all(rating is None or (type(rating) is int and rating in RATINGS) for rating in ratings)

    def is_complete(self, answer: Answer | None) -> bool:
        return answer is not None and None not in answer["ratings"]

    def complete_answers(self, count: int) -> Iterator[Answer]:
        return ({"ratings": list(ratings)} for ratings in product(RATINGS, repeat=count))

    def right_answer(self, item: Item, order: Order) -> Answer:
        key = _keyed(item)
        return {"ratings": [key[index] for index in order]}

    def _points(self, item: Item, order: Order, answer: Answer) -> Fraction:
        key = _keyed(item)
        given = zip(order, answer["ratings"], strict=True)
        earned = sum(rating_points(key[index], rating) for index, rating in given if rating is not None)
        return Fraction(earned, MAXIMUM * len(key))

    def chance(self, item: Item) -> Fraction:
        # Replies are rated independently, so the mean over all answers is the sum of the means per reply.
        earned = sum(rating_points(keyed, rating) for keyed in _keyed(item) for rating in RATINGS)
        return Fraction(earned, MAXIMUM * len(RATINGS) * len(item.replies))

    def endorsed(self, item: Item, order: Order, answer: Answer) -> Mapping[int, bool]:
        given = zip(order, answer["ratings"], strict=True)
        return {index: rating in PROFESSIONAL for index, rating in given if rating is not None}

    def labels(self, item: Item, order: Order, answer: Answer) -> Mapping[int, str]:
        ratings = enumerate(answer["ratings"])
        return {position: RATINGS[rating] for position, rating in ratings if rating is not None}


def rating_points(keyed: int, given: int) -> int:
    """Return 4, 2, 1 or 0: the distance counts, and so does the side of the middle."""
    if given == keyed:
        return MAXIMUM
    if abs(given - keyed) > 1:
        return 0
    return 2 if (given in PROFESSIONAL) == (keyed in PROFESSIONAL) else 1


def _keyed(item: Item) -> list[int]:
    if not isinstance(item.key, dict):
        raise TypeError(f"{item.id}: the key of rate_replies is a mapping")
    return [int(item.key[reply.id]) for reply in item.replies]


def _professional_count(item: Item) -> int:
    return sum(rating in PROFESSIONAL for rating in _keyed(item))
