"""The contract every item format fulfils: check, present, accept, score and explain."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, ClassVar

from question_bank.flaw import Flaw
from question_bank.items import Item, KindName, Reply, Turn
from question_bank.kinds.views import Decision, Explained, Presented, PresentedOption, explained_reply

# Position in the candidate's list -> index in the author's list.
Order = Sequence[int]
# What arrives from the page, or None for an answer that was cleared.
Answer = Mapping[str, Any]


class UnfitAnswer(ValueError):
    """The answer does not have the shape this item asks for."""

    def __init__(self, item: Item) -> None:
        super().__init__(f"Dit antwoord past niet bij vraag {item.id}. Kies opnieuw een antwoord.")
        self.item_id = item.id


class Kind(ABC):
    """One item format. Positions in answers count from 0 in the candidate's order."""

    name: ClassVar[KindName]
    letter: ClassVar[str]
    dutch: ClassVar[str]

    @abstractmethod
    def flaws(self, item: Item) -> Iterator[Flaw]:
        """Find what makes this item unfit for this format; an item without flaws can be scored."""

    def best(self, item: Item) -> Reply | None:
        """Return the reply keyed as the single best one, if this format has one."""
        return None

    def least(self, item: Item) -> Reply | None:
        """Return the reply keyed as the single worst one, if this format has one."""
        return None

    def texts(self, item: Item) -> Sequence[str]:
        """Return what there is to choose from, in the author's order."""
        return [reply.text for reply in item.replies]

    def reply_count(self, item: Item) -> int:
        """Return the length of an order of this item."""
        return len(self.texts(item))

    def shape(self, item: Item) -> str:
        """Return what an answer must look like, as a letter and a number: ``r5`` is five ratings."""
        return f"{self.letter}{self.reply_count(item)}"

    def dialogue(self, item: Item) -> tuple[Turn, ...]:
        """Return what was said before the candidate has to choose."""
        return item.scenario.dialogue

    def present(self, item: Item, order: Order) -> Presented:
        """Show the item in the drawn order, without anything that gives the key away."""
        texts, scenario = self.texts(item), item.scenario
        return Presented(
            kind=item.kind,
            channel=item.channel,
            role=scenario.role,
            fact=scenario.fact,
            text=scenario.text,
            quote=scenario.quote,
            dialogue=self.dialogue(item),
            question=item.question,
            options=tuple(PresentedOption(texts[index]) for index in order),
        )

    @abstractmethod
    def accepts(self, count: int, answer: Any) -> bool:
        """Say whether an answer fits an item with this number of replies; it may be incomplete."""

    def is_complete(self, answer: Answer | None) -> bool:
        """Say whether the answer counts as answered."""
        return answer is not None

    def points(self, item: Item, order: Order, answer: Answer | None) -> Fraction:
        """Return the exact points between 0 and 1; no answer earns 0, nothing is ever subtracted."""
        if answer is None:
            return Fraction(0)
        if not self.accepts(len(order), answer):
            raise UnfitAnswer(item)
        return self._points(item, order, answer)

    @abstractmethod
    def _points(self, item: Item, order: Order, answer: Answer) -> Fraction: ...

    def score(self, item: Item, order: Order, answer: Answer | None) -> float:
        """Return the points as a float, for statistics; decisions use ``points``."""
        return float(self.points(item, order, answer))

    @abstractmethod
    def complete_answers(self, count: int) -> Iterator[Answer]:
        """List every complete answer to an item with this number of replies, each once."""

    def chance(self, item: Item) -> Fraction:
        """Return the expected points of a complete answer picked blindly, counted over all of them."""
        order = range(self.reply_count(item))
        points = [self._points(item, order, answer) for answer in self.complete_answers(len(order))]
        return sum(points, Fraction(0)) / len(points)

    @abstractmethod
    def right_answer(self, item: Item, order: Order) -> Answer:
        """Return the answer that earns all points."""

    @abstractmethod
    def endorsed(self, item: Item, order: Order, answer: Answer) -> Mapping[int, bool]:
        """Say for each reply (author's index) the candidate decided on whether they took it as professional."""

    def decisions(self, item: Item, order: Order, answer: Answer | None) -> tuple[Decision, ...]:
        """Return the candidate's decisions per category; without an answer there were none."""
        if answer is None:
            return ()
        right = self.endorsed(item, order, self.right_answer(item, order))
        return tuple(
            Decision(code, right.get(index, False), endorsed)
            for index, endorsed in self.endorsed(item, order, answer).items()
            for code in sorted(item.replies[index].codes)
        )

    def labels(self, item: Item, order: Order, answer: Answer) -> Mapping[int, str]:
        """Return a Dutch label per position for what an answer says about it."""
        return {}

    def explain(self, item: Item, order: Order, answer: Answer | None) -> Explained:
        """Show key, choice, category and explanation of each reply, for after the exam."""
        keyed = self.labels(item, order, self.right_answer(item, order))
        chosen = self.labels(item, order, answer) if answer is not None else {}
        replies = (
            explained_reply(item.replies[index], keyed.get(position), chosen.get(position))
            for position, index in enumerate(order)
        )
        return Explained(item.id, item.version, tuple(replies))


def is_position(value: Any, count: int) -> bool:
    """Say whether a value is a position in a list; True and 1.0 are not."""
    return type(value) is int and 0 <= value < count


def reply_index(item: Item, reply_id: str) -> int:
    """Return the place of a reply in the author's list."""
    return next(index for index, reply in enumerate(item.replies) if reply.id == reply_id)
