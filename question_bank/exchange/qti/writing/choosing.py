"""Best answer and next step: one choice of the replies."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.markup import element, text_element
from question_bank.exchange.qti.names import RESPONSE, SCORE, reply_identifier
from question_bank.exchange.qti.writing.declarations import response
from question_bank.exchange.qti.writing.explanations import explanation
from question_bank.exchange.qti.writing.format import Format
from question_bank.exchange.qti.writing.rules import explain, mapped, set_outcome, variable, when_answered
from question_bank.items import Item
from question_bank.kinds import kind_of


class Choosing(Format):
    """Choose one: what each choice earns is asked of the kind itself."""

    interaction = "choiceInteraction"

    def maximum(self, item: Item) -> int:
        return 1

    def responses(self, item: Item) -> Iterator[Element]:
        yield response(RESPONSE, "identifier", [self.right(item)], points=self._points(item))

    def interactions(self, item: Item) -> Iterator[Element]:
        choices = zip(self.identifiers(item), kind_of(item).texts(item), strict=True)
        yield choice(RESPONSE, item.question, choices, shuffle=True)

    def rules(self, item: Item) -> Iterator[Element]:
        yield when_answered(RESPONSE, set_outcome(SCORE, mapped(RESPONSE)), explain(variable(RESPONSE)))

    def explanations(self, item: Item) -> Iterator[Element]:
        for reply in item.replies:
            yield explanation(reply_identifier(reply.id), reply.explanation)

    def identifiers(self, item: Item) -> list[str]:
        """Return an identifier per choice, in the author's order."""
        return [reply_identifier(reply.id) for reply in item.replies]

    def right(self, item: Item) -> str:
        """Return the identifier of the right choice."""
        return reply_identifier(str(item.key))

    def _points(self, item: Item) -> dict[str, int]:
        kind, order = kind_of(item), range(kind_of(item).reply_count(item))
        earned = (kind.points(item, order, {"choice": place}) * self.maximum(item) for place in order)
        return dict(zip(self.identifiers(item), map(int, earned), strict=True))


def choice(identifier: str, question: str, choices: Iterator[tuple[str, str]], *, shuffle: bool) -> Element:
    """Ask to choose one of (identifier, text)."""
    names = {"response-identifier": identifier, "shuffle": str(shuffle).lower(), "max-choices": "1"}
    replies = (text_element("qti-simple-choice", text, identifier=name) for name, text in choices)
    return element("qti-choice-interaction", names, text_element("qti-prompt", question), *replies)
