"""What the formats with one right choice share: choose, score 1 or 0, label."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from question_bank.flaw import Flaw
from question_bank.items import Item, Reply
from question_bank.kinds.kind import Answer, Kind, Order, is_position, reply_index

REPLIES = 4


class SingleChoice(Kind):
    """Choose one of the replies; the keyed one earns 1, any other 0 (scoring rule BA)."""

    def flaws(self, item: Item) -> Iterator[Flaw]:
        if len(item.replies) != REPLIES:
            yield Flaw(("replies",), f"Geef vier reacties; dit zijn er {len(item.replies)}.")
        if item.key not in [reply.id for reply in item.replies]:
            yield Flaw(("key",), "De sleutel moet de letter van één van de reacties zijn.")

    def best(self, item: Item) -> Reply:
        return item.replies[reply_index(item, str(item.key))]

    def accepts(self, count: int, answer: Any) -> bool:
        return type(answer) is dict and len(answer) == 1 and is_position(answer.get("choice"), count)

    def complete_answers(self, count: int) -> Iterator[Answer]:
        return ({"choice": position} for position in range(count))

    def right_answer(self, item: Item, order: Order) -> Answer:
        return {"choice": order.index(reply_index(item, str(item.key)))}

    def _points(self, item: Item, order: Order, answer: Answer) -> Fraction:
        return Fraction(item.replies[order[answer["choice"]]].id == item.key)

    def endorsed(self, item: Item, order: Order, answer: Answer) -> Mapping[int, bool]:
        return {index: position == answer["choice"] for position, index in enumerate(order)}

    def labels(self, item: Item, order: Order, answer: Answer) -> Mapping[int, str]:
        return {answer["choice"]: "beste reactie"}
