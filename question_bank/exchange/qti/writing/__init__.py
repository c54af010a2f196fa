"""One file per item format: how it is asked and scored in QTI, so that the points are those of its kind."""

from question_bank.exchange.qti.writing.choosing import Choosing
from question_bank.exchange.qti.writing.format import Format
from question_bank.exchange.qti.writing.most_and_least import MostAndLeast
from question_bank.exchange.qti.writing.ranking import Ranking
from question_bank.exchange.qti.writing.rating import Rating
from question_bank.exchange.qti.writing.recognising import Recognising
from question_bank.exchange.qti.writing.replying import Replying
from question_bank.items import Item, KindName

FORMATS: dict[KindName, Format] = {
    "best_answer": Choosing(),
    "next_step": Choosing(),
    "recognise_category": Recognising(),
    "most_least": MostAndLeast(),
    "rate_replies": Rating(),
    "rank_replies": Ranking(),
    "written_reply": Replying(),
}


def format_of(item: Item) -> Format:
    """Return how an item is written in QTI."""
    return FORMATS[item.kind]
