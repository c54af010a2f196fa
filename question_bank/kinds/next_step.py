"""Choose what the employee should say next in a conversation that is already going on."""

from collections.abc import Iterator, Mapping

from question_bank.flaw import Flaw
from question_bank.items import Item
from question_bank.kinds.kind import Answer, Order
from question_bank.kinds.single_choice import SingleChoice


class NextStep(SingleChoice):
    """Best next step of four, after a dialogue: 1 or 0."""

    name = "next_step"
    letter = "n"
    dutch = "volgende stap"

    def flaws(self, item: Item) -> Iterator[Flaw]:
        yield from super().flaws(item)
        if not item.scenario.dialogue:
            yield Flaw(("scenario",), "Geef het gesprek tot nu toe in 'dialogue'.")
        elif item.scenario.dialogue[-1].speaker != "huurder":
            yield Flaw(("scenario", "dialogue"), "Laat de huurder als laatste aan het woord zijn.", "warning")

    def labels(self, item: Item, order: Order, answer: Answer) -> Mapping[int, str]:
        return {answer["choice"]: "beste volgende stap"}
