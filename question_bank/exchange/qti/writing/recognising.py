"""Recognise the category: one choice of the names of categories, with half the points for a neighbour."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.names import RESPONSE, SCORE, reply_identifier
from question_bank.exchange.qti.writing.choosing import Choosing
from question_bank.exchange.qti.writing.explanations import explanation
from question_bank.exchange.qti.writing.rules import (
    explain,
    identifier,
    mapped,
    set_outcome,
    variable,
    when_answered,
)
from question_bank.items import Item


class Recognising(Choosing):
    """Two points for the category, one for a neighbour."""

    def maximum(self, item: Item) -> int:
        return 2

    def rules(self, item: Item) -> Iterator[Element]:
        said = reply_identifier(item.replies[0].id)
        why = explain(identifier(said), variable(RESPONSE))
        yield when_answered(RESPONSE, set_outcome(SCORE, mapped(RESPONSE)), why)

    def explanations(self, item: Item) -> Iterator[Element]:
        said = item.replies[0]
        yield explanation(reply_identifier(said.id), said.explanation)
        for option in item.options:
            yield explanation(option.category, option.explanation)

    def identifiers(self, item: Item) -> list[str]:
        return [option.category for option in item.options]

    def right(self, item: Item) -> str:
        return str(item.key)
