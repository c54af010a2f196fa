"""Recognise which response category a colleague's reply belongs to."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from question_bank.codebook import are_neighbours, find_category, is_category
from question_bank.flaw import Flaw
from question_bank.items import Item, Turn
from question_bank.kinds.kind import Answer, Kind, Order, is_position
from question_bank.kinds.views import Decision, Explained, ExplainedReply

OPTIONS = 4


class RecogniseCategory(Kind):
    """Name the category of one reply: 1 exact, a half for a neighbouring category, else 0 (rule CR)."""

    name = "recognise_category"
    letter = "c"
    dutch = "soort reactie herkennen"

    def flaws(self, item: Item) -> Iterator[Flaw]:
        codes = [option.category for option in item.options]
        if len(item.replies) != 1:
            yield Flaw(("replies",), f"Geef precies één reactie van een collega; dit zijn er {len(item.replies)}.")
        elif item.key != item.replies[0].category:
            yield Flaw(("key",), "De sleutel moet de categorie van de reactie zijn.")
        if len(codes) != OPTIONS or len(set(codes)) != OPTIONS:
            yield Flaw(("options",), "Geef vier verschillende categorieën om uit te kiezen.")
        if item.key not in codes:
            yield Flaw(("options",), "De sleutel moet bij de categorieën staan waaruit men kiest.")
        for number, code in enumerate(codes):
            if not is_category(code):
                yield Flaw(("options", number, "category"), f"{code} staat niet in het codeboek.")

    def texts(self, item: Item) -> Sequence[str]:
        return [find_category(option.category).name for option in item.options]

    def dialogue(self, item: Item) -> tuple[Turn, ...]:
        return (*item.scenario.dialogue, Turn("medewerker", item.replies[0].text))

    def accepts(self, count: int, answer: Any) -> bool:
        return type(answer) is dict and len(answer) == 1 and is_position(answer.get("choice"), count)

    def complete_answers(self, count: int) -> Iterator[Answer]:
        return ({"choice": position} for position in range(count))

    def right_answer(self, item: Item, order: Order) -> Answer:
        codes = [item.options[index].category for index in order]
        return {"choice": codes.index(str(item.key))}

    def _points(self, item: Item, order: Order, answer: Answer) -> Fraction:
        chosen, key = item.options[order[answer["choice"]]].category, str(item.key)
        if chosen == key:
            return Fraction(1)
        return Fraction(1, 2) if are_neighbours(chosen, key) else Fraction(0)

    def endorsed(self, item: Item, order: Order, answer: Answer) -> Mapping[int, bool]:
        # Naming a category says nothing about what one would do oneself.
        return {}

    def decisions(self, item: Item, order: Order, answer: Answer | None) -> tuple[Decision, ...]:
        if answer is None:
            return ()
        chosen = item.options[order[answer["choice"]]].category
        return (Decision(str(item.key), right=True, endorsed=chosen == item.key, recognised=True),)

    def explain(self, item: Item, order: Order, answer: Answer | None) -> Explained:
        chosen = None if answer is None else answer["choice"]
        replies = (self._explained(item, index, chosen=position == chosen) for position, index in enumerate(order))
        return Explained(item.id, item.version, tuple(replies), remark=item.replies[0].explanation)

    def _explained(self, item: Item, index: int, *, chosen: bool) -> ExplainedReply:
        option = item.options[index]
        category = find_category(option.category)
        return ExplainedReply(
            text=category.name,
            category=category.code,
            category_name=category.name,
            professional=category.professional,
            explanation=option.explanation,
            keyed="juiste soort" if option.category == item.key else None,
            chosen="gekozen" if chosen else None,
        )
