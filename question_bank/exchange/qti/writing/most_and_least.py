"""Most and least professional: two choices of the same replies, a point for each that is right."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.markup import text_element
from question_bank.exchange.qti.names import LEAST, MOST, QUESTION, SCORE, reply_identifier
from question_bank.exchange.qti.writing.choosing import Choosing, choice
from question_bank.exchange.qti.writing.declarations import response
from question_bank.exchange.qti.writing.rules import (
    explain,
    mapped,
    match,
    number,
    set_outcome,
    total,
    variable,
    when,
    when_answered,
)
from question_bank.items import Item
from question_bank.kinds.most_least import ENDS

ASKED = {MOST: "Welke reactie is het meest professioneel?", LEAST: "Welke reactie is het minst professioneel?"}


class MostAndLeast(Choosing):
    """Two questions below each other; our own page shows one list with two columns, which QTI has not."""

    lost = (
        (
            "twee keer dezelfde reactie",
            (
                "Een ander systeem laat toe dat iemand een reactie het meest en ook het minst professioneel noemt. "
                "Zo'n antwoord krijgt daar geen punten."
            ),
        ),
        (
            "volgorde van de reacties",
            "De reacties staan bij iedereen in dezelfde volgorde, want de lijst komt twee keer in beeld.",
        ),
    )

    def maximum(self, item: Item) -> int:
        return len(ENDS)

    def responses(self, item: Item) -> Iterator[Element]:
        for identifier, end in zip((MOST, LEAST), ENDS, strict=True):
            right = reply_identifier(_keyed(item, end))
            yield response(identifier, "identifier", [right], points={right: 1})

    def interactions(self, item: Item) -> Iterator[Element]:
        yield text_element("p", item.question, class_=QUESTION)
        for identifier, asked in ASKED.items():
            replies = ((reply_identifier(reply.id), reply.text) for reply in item.replies)
            yield choice(identifier, asked, replies, shuffle=False)

    def rules(self, item: Item) -> Iterator[Element]:
        yield when_answered(MOST, set_outcome(SCORE, mapped(MOST)), explain(variable(MOST)))
        both = explain(variable(MOST), variable(LEAST))
        same = when(match(variable(MOST), variable(LEAST)), set_outcome(SCORE, number(0)))
        added = set_outcome(SCORE, total(variable(SCORE), mapped(LEAST)))
        yield when_answered(LEAST, added, explain(variable(LEAST)), when_answered(MOST, both, same))


def _keyed(item: Item, end: str) -> str:
    if not isinstance(item.key, dict):
        raise TypeError(f"{item.id}: the key of most_least is a mapping")
    return str(item.key[end])
