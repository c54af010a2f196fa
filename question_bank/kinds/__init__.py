"""The registry of item formats: one file per format, found by an item's kind or an answer's shape."""

from functools import cache
from typing import Any

from question_bank.items import Item, KindName
from question_bank.kinds.best_answer import BestAnswer
from question_bank.kinds.kind import Answer, Kind
from question_bank.kinds.most_least import MostLeast
from question_bank.kinds.next_step import NextStep
from question_bank.kinds.rank_replies import RankReplies
from question_bank.kinds.rate_replies import RateReplies
from question_bank.kinds.recognise_category import RecogniseCategory
from question_bank.kinds.written_reply import WrittenReply

KINDS: dict[KindName, Kind] = {
    kind.name: kind
    for kind in (
        BestAnswer(),
        RateReplies(),
        RecogniseCategory(),
        MostLeast(),
        NextStep(),
        RankReplies(),
        WrittenReply(),
    )
}
_BY_LETTER = {kind.letter: kind for kind in KINDS.values()}


def kind_of(item: Item) -> Kind:
    """Return the format of an item."""
    return KINDS[item.kind]


def shape(item: Item) -> str:
    """Return what an answer to this item must look like, short enough to carry along: ``b4``, ``r5``."""
    return kind_of(item).shape(item)


def accepts(shape: str, answer: Any) -> bool:
    """Say whether a decoded wire answer fits a shape; None (cleared) always does.

    Needs neither the item nor a database, because every save passes here.
    """
    if answer is None:
        return True
    kind, count = _parsed(shape)
    return kind.accepts(count, answer)


def is_complete(shape: str, answer: Answer | None) -> bool:
    """Say whether an accepted answer counts as answered."""
    return _parsed(shape)[0].is_complete(answer)


@cache
def _parsed(shape: str) -> tuple[Kind, int]:
    return _BY_LETTER[shape[0]], int(shape[1:])
