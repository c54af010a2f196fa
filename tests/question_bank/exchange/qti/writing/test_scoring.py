"""What a QTI item computes is what our own kinds give."""

from fractions import Fraction
from itertools import islice

import pytest

from question_bank.bank import Bank
from question_bank.exchange.qti.item_document import item_document
from question_bank.items import Item
from question_bank.kinds import kind_of

SCORED = ("best_answer", "next_step", "recognise_category", "most_least", "rate_replies", "rank_replies")


def _items(bank: Bank, kind: str) -> list[Item]:
    return [item for item in bank.items.values() if item.kind == kind]


def _points(item: Item, answer) -> Fraction:
    return kind_of(item).points(item, range(kind_of(item).reply_count(item)), answer)


def _share(values) -> Fraction:
    return values["SCORE"] / values["MAXSCORE"]


@pytest.mark.parametrize("kind", SCORED)
def test_every_complete_answer_earns_the_points_of_its_kind(bank: Bank, play, answered, kind: str):
    item = _items(bank, kind)[0]
    document = item_document(item)
    for answer in kind_of(item).complete_answers(kind_of(item).reply_count(item)):
        assert _share(play(document, answered(item, answer))) == _points(item, answer)


@pytest.mark.parametrize("kind", SCORED)
def test_right_and_other_answers_to_every_item_earn_its_points(bank: Bank, play, answered, kind: str):
    for item in _items(bank, kind):
        document, count = item_document(item), kind_of(item).reply_count(item)
        answers = [kind_of(item).right_answer(item, range(count)), *islice(kind_of(item).complete_answers(count), 4)]
        shares = [_share(play(document, answered(item, answer))) for answer in answers]
        assert shares == [_points(item, answer) for answer in answers]
        assert shares[0] == 1


@pytest.mark.parametrize("kind", SCORED)
def test_no_answer_earns_nothing_and_explains_nothing(bank: Bank, play, kind: str):
    values = play(item_document(_items(bank, kind)[0]), {})
    assert (values["SCORE"], values["FEEDBACK"]) == (0, None)


def test_unfinished_answers_earn_what_they_earn_with_us(bank: Bank, play, answered):
    most_least, rating = _items(bank, "most_least")[0], _items(bank, "rate_replies")[0]
    half = {"most": kind_of(most_least).right_answer(most_least, range(4))["most"], "least": None}
    rated = kind_of(rating).right_answer(rating, range(5))["ratings"]
    for item, answer in ((most_least, half), (rating, {"ratings": [*rated[:3], None, None]})):
        assert _share(play(item_document(item), answered(item, answer))) == _points(item, answer)


def test_one_reply_for_both_ends_earns_nothing(bank: Bank, play):
    item = _items(bank, "most_least")[0]
    keyed = f"reply_{item.key['most']}"
    assert play(item_document(item), {"RESPONSE_MOST": keyed, "RESPONSE_LEAST": keyed})["SCORE"] == 0


def test_a_ranking_without_its_last_place_earns_nothing(bank: Bank, play):
    item = _items(bank, "rank_replies")[0]
    keyed = [f"reply_{reply}" for reply in item.key]
    assert play(item_document(item), {"RESPONSE": keyed})["SCORE"] == 5
    assert play(item_document(item), {"RESPONSE": keyed[:3]})["SCORE"] == 0


def test_an_answer_chooses_the_explanations_of_what_was_chosen(bank: Bank, play):
    best, ends = _items(bank, "best_answer")[0], _items(bank, "most_least")[0]
    assert play(item_document(best), {"RESPONSE": "reply_b"})["FEEDBACK"] == ["reply_b"]
    both = play(item_document(ends), {"RESPONSE_MOST": "reply_b", "RESPONSE_LEAST": "reply_a"})
    assert both["FEEDBACK"] == ["reply_b", "reply_a"]
