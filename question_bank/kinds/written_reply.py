"""Write the reply yourself; people mark it with a rubric, the software only adds up and caps."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from msgspec import Struct

from question_bank.codebook import find_category
from question_bank.flaw import Flaw
from question_bank.items import Item
from question_bank.kinds.kind import Answer, Kind, Order
from question_bank.kinds.views import Explained

MAXIMUM = 10
LONGEST = 600

# However good the rest is, one of these in the reply keeps the mark at or below the cap (rule CO).
CAPS: Mapping[int, frozenset[str]] = {
    6: frozenset({"GELIJK", "AFVALLEN", "SCHUILEN", "AFKAPPEN", "NUMMER"}),
    4: frozenset({"BELOFTE", "TOEGEVEN"}),
}


class NeedsHumanMark(RuntimeError):
    """A written reply has no points until people have marked it."""

    def __init__(self, item: Item) -> None:
        super().__init__(f"Vraag {item.id} wacht op een beoordeling. Laat de open vraag eerst nakijken.")
        self.item_id = item.id


class HumanMark(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one marker saw: points per line of the rubric, unprofessional categories, and whether it insults."""

    levels: tuple[int, ...]
    faults: frozenset[str] = frozenset()
    insulting: bool = False


class WrittenReply(Kind):
    """A typed reply of at most 600 characters, marked by people out of 10 (rule CO)."""

    name = "written_reply"
    letter = "w"
    dutch = "zelf een reactie schrijven"

    def flaws(self, item: Item) -> Iterator[Flaw]:
        if item.replies or item.options or item.key is not None:
            yield Flaw((), "Een open vraag heeft geen reacties, categorieën of sleutel.")
        if (total := sum(line.max for line in item.rubric)) != MAXIMUM:
            yield Flaw(("rubric",), f"De punten van de rubric tellen op tot {total}; maak er {MAXIMUM} van.")
        if not item.model_answers:
            yield Flaw((), "Geef minstens één voorbeeldantwoord in 'model_answers'.")
        for number, line in enumerate(item.rubric):
            if set(line.levels) != set(range(line.max + 1)):
                yield Flaw(("rubric", number), f"Beschrijf elk aantal punten van 0 tot en met {line.max}.")

    def texts(self, item: Item) -> Sequence[str]:
        return []

    def shape(self, item: Item) -> str:
        return f"{self.letter}{LONGEST}"

    def accepts(self, count: int, answer: Any) -> bool:
        if type(answer) is not dict or len(answer) != 1:
            return False
        text = answer.get("text")
        return type(text) is str and len(text) <= LONGEST

    def is_complete(self, answer: Answer | None) -> bool:
        return answer is not None and bool(answer["text"].strip())

    def points(self, item: Item, order: Order, answer: Answer | None) -> Fraction:
        if self.is_complete(answer):
            raise NeedsHumanMark(item)
        return Fraction(0)

    def _points(self, item: Item, order: Order, answer: Answer) -> Fraction:
        raise NeedsHumanMark(item)

    def marked_points(self, item: Item, mark: HumanMark) -> Fraction:
        """Return the points of one human mark between 0 and 1, after the caps."""
        if len(mark.levels) != len(item.rubric):
            raise ValueError("Geef voor elke regel van de rubric punten.")
        if not all(0 <= given <= line.max for given, line in zip(mark.levels, item.rubric, strict=True)):
            raise ValueError("Geef per regel niet meer punten dan de rubric toestaat.")
        return Fraction(min(sum(mark.levels), cap(mark)), MAXIMUM)

    def complete_answers(self, count: int) -> Iterator[Answer]:
        return iter(())

    def chance(self, item: Item) -> Fraction:
        # Nobody writes a professional reply by chance.
        return Fraction(0)

    def right_answer(self, item: Item, order: Order) -> Answer:
        return {"text": item.model_answers[0]}

    def endorsed(self, item: Item, order: Order, answer: Answer) -> Mapping[int, bool]:
        return {}

    def explain(self, item: Item, order: Order, answer: Answer | None) -> Explained:
        return Explained(item.id, item.version, (), remark=item.model_answers[0])


def cap(mark: HumanMark) -> int:
    """Return the most points a reply with these faults may earn."""
    if mark.insulting:
        return 0
    for code in mark.faults:
        find_category(code)
    return min((limit for limit, codes in CAPS.items() if codes & mark.faults), default=MAXIMUM)
