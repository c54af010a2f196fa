"""Rate the replies: a table of replies and ratings, with points per reply and rating."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from question_bank.exchange.qti.markup import element, text_element
from question_bank.exchange.qti.names import (
    ALL_EXPLANATIONS,
    RESPONSE,
    SCORE,
    rating_identifier,
    reply_identifier,
)
from question_bank.exchange.qti.writing.declarations import response
from question_bank.exchange.qti.writing.explanations import explanations
from question_bank.exchange.qti.writing.format import Format
from question_bank.exchange.qti.writing.rules import explain, identifier, mapped, set_outcome, when_answered
from question_bank.items import Item
from question_bank.kinds.rate_replies import MAXIMUM, RATINGS, rating_points


class Rating(Format):
    """One rating per reply, 4, 2, 1 or 0 points each."""

    interaction = "matchInteraction"
    lost = (
        (
            "volgorde van de reacties",
            "De reacties staan bij iedereen in dezelfde volgorde, anders schudt een ander systeem ook de kolommen.",
        ),
    )

    def maximum(self, item: Item) -> int:
        return MAXIMUM * len(item.replies)

    def responses(self, item: Item) -> Iterator[Element]:
        right = [_pair(reply, keyed) for reply, keyed in _keyed(item).items()]
        points = {
            _pair(reply, rating): rating_points(keyed, rating)
            for reply, keyed in _keyed(item).items()
            for rating in RATINGS
        }
        yield response(RESPONSE, "directedPair", right, cardinality="multiple", points=points)

    def interactions(self, item: Item) -> Iterator[Element]:
        replies = (_choice(reply_identifier(reply.id), reply.text, 1) for reply in item.replies)
        ratings = (_choice(rating_identifier(rating), name, 0) for rating, name in RATINGS.items())
        names = {
            "response-identifier": RESPONSE,
            "shuffle": "false",
            "max-associations": str(len(item.replies)),
            "class": "qti-match-tabular",
            "data-first-column-header": "Reactie",
        }
        sets = (element("qti-simple-match-set", {}, *choices) for choices in (replies, ratings))
        yield element("qti-match-interaction", names, text_element("qti-prompt", item.question), *sets)

    def rules(self, item: Item) -> Iterator[Element]:
        yield when_answered(RESPONSE, set_outcome(SCORE, mapped(RESPONSE)), explain(identifier(ALL_EXPLANATIONS)))

    def explanations(self, item: Item) -> Iterator[Element]:
        yield explanations((reply_identifier(reply.id), reply.text, reply.explanation) for reply in item.replies)


def _choice(name: str, text: str, most: int) -> Element:
    return text_element("qti-simple-associable-choice", text, identifier=name, **{"match-max": str(most)})


def _pair(reply_id: str, rating: int) -> str:
    return f"{reply_identifier(reply_id)} {rating_identifier(rating)}"


def _keyed(item: Item) -> dict[str, int]:
    if not isinstance(item.key, dict):
        raise TypeError(f"{item.id}: the key of rate_replies is a mapping")
    return {reply.id: int(item.key[reply.id]) for reply in item.replies}
