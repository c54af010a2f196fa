"""Rank the replies: an order, with points for how near each reply is to its place."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.markup import element, text_element
from question_bank.exchange.qti.names import ALL_EXPLANATIONS, FOOTRULE, RESPONSE, SCORE, reply_identifier
from question_bank.exchange.qti.writing.declarations import outcome, response
from question_bank.exchange.qti.writing.explanations import explanations
from question_bank.exchange.qti.writing.format import Format
from question_bank.exchange.qti.writing.rules import (
    choose,
    explain,
    identifier,
    match,
    number,
    set_outcome,
    total,
    variable,
    when_answered,
)
from question_bank.items import Item
from question_bank.kinds.rank_replies import RANDOM_MEAN


class Ranking(Format):
    """FOOTRULE adds up 3 minus the distance per reply; SCORE is what it is above the mean of blind ranking."""

    interaction = "orderInteraction"

    def maximum(self, item: Item) -> int:
        return _highest(item) - RANDOM_MEAN

    def responses(self, item: Item) -> Iterator[Element]:
        yield response(RESPONSE, "identifier", _keyed(item), cardinality="ordered")

    def outcomes(self, item: Item) -> Iterator[Element]:
        yield from super().outcomes(item)
        yield outcome(FOOTRULE, "float", "0")

    def interactions(self, item: Item) -> Iterator[Element]:
        names = {"response-identifier": RESPONSE, "shuffle": "true", "orientation": "vertical"}
        replies = (
            text_element("qti-simple-choice", reply.text, identifier=reply_identifier(reply.id))
            for reply in item.replies
        )
        yield element("qti-order-interaction", names, text_element("qti-prompt", item.question), *replies)

    def rules(self, item: Item) -> Iterator[Element]:
        for place in range(len(item.replies)):
            yield _place_rule(item, place)
        above = element("qti-subtract", {}, variable(FOOTRULE), number(RANDOM_MEAN))
        yield set_outcome(SCORE, element("qti-max", {}, number(0), above))
        yield when_answered(RESPONSE, explain(identifier(ALL_EXPLANATIONS)))

    def explanations(self, item: Item) -> Iterator[Element]:
        yield explanations((reply_identifier(reply.id), reply.text, reply.explanation) for reply in item.replies)


def _place_rule(item: Item, place: int) -> Element:
    """Add the points of the reply at one place; an empty place takes away more than a ranking can earn."""
    given = ((reply, len(item.replies) - 1 - abs(place - right)) for right, reply in enumerate(_keyed(item)))
    branches = ((match(_at(place), identifier(reply)), [_add(points)]) for reply, points in given)
    return choose(branches, otherwise=[_add(-_highest(item))])


def _at(place: int) -> Element:
    return element("qti-index", {"n": str(place + 1)}, variable(RESPONSE))


def _add(points: int) -> Element:
    return set_outcome(FOOTRULE, total(variable(FOOTRULE), number(points)))


def _highest(item: Item) -> int:
    return len(item.replies) * (len(item.replies) - 1)


def _keyed(item: Item) -> list[str]:
    if not isinstance(item.key, tuple):
        raise TypeError(f"{item.id}: the key of rank_replies is a list")
    return [reply_identifier(reply_id) for reply_id in item.key]
