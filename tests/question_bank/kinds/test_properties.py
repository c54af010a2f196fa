"""What holds for every kind, every order and every answer."""

from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.codebook import all_categories
from question_bank.kinds import KINDS, accepts, kind_of

CHOICES = [name for name in KINDS if name != "written_reply"]
kinds = st.sampled_from(CHOICES)


def some_order(data, item):
    return tuple(data.draw(st.permutations(range(kind_of(item).reply_count(item)))))


def some_answer(data, item):
    """Draw an answer that fits, complete or not."""
    kind = kind_of(item)
    count = kind.reply_count(item)
    answer = data.draw(st.sampled_from(list(kind.complete_answers(count))))
    if item.kind == "rate_replies":
        kept = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
        return {"ratings": [rating if keep else None for rating, keep in zip(answer["ratings"], kept, strict=True)]}
    if item.kind == "most_least":
        return {end: place if data.draw(st.booleans()) else None for end, place in answer.items()}
    return answer


@given(kinds, st.data())
def test_a_score_lies_between_nothing_and_everything(make_item, kind, data):
    item = make_item(kind)
    order, answer = some_order(data, item), some_answer(data, item)
    assert accepts(kind_of(item).shape(item), answer)
    assert 0 <= kind_of(item).points(item, order, answer) <= 1
    assert kind_of(item).score(item, order, answer) == float(kind_of(item).points(item, order, answer))


@given(kinds, st.data())
def test_the_key_earns_everything_in_every_order(make_item, kind, data):
    item = make_item(kind)
    order = some_order(data, item)
    assert kind_of(item).points(item, order, kind_of(item).right_answer(item, order)) == 1


@given(kinds, st.data())
def test_no_complete_answer_but_the_key_earns_everything(make_item, kind, data):
    item = make_item(kind)
    order = some_order(data, item)
    full = [
        answer
        for answer in kind_of(item).complete_answers(len(order))
        if kind_of(item).points(item, order, answer) == 1
    ]
    assert full == [kind_of(item).right_answer(item, order)]


@pytest.mark.parametrize("kind", CHOICES)
def test_chance_is_the_mean_over_every_complete_answer(make_item, kind):
    item = make_item(kind)
    count = kind_of(item).reply_count(item)
    earned = [kind_of(item).points(item, range(count), answer) for answer in kind_of(item).complete_answers(count)]
    assert kind_of(item).chance(item) == sum(earned, Fraction(0)) / len(earned)


@given(kinds, st.data())
def test_the_same_choice_earns_the_same_in_another_order(make_item, kind, data):
    item = make_item(kind)
    kind = kind_of(item)
    order = some_order(data, item)
    plain = tuple(range(len(order)))
    scores = sorted(kind.points(item, order, answer) for answer in kind.complete_answers(len(order)))
    assert scores == sorted(kind.points(item, plain, answer) for answer in kind.complete_answers(len(order)))


@given(kinds, st.data())
def test_a_presented_item_gives_nothing_away(make_item, kind, data):
    item = make_item(kind)
    presented = kind_of(item).present(item, some_order(data, item))
    page = msgspec.json.encode(presented).decode()
    codes = [category.code for category in all_categories()]
    explanations = [part.explanation for part in (*item.replies, *item.options)]
    assert not [secret for secret in (item.id, *codes, *explanations) if f'"{secret}"' in page]
    assert not {"key", "category", "explanation", "id"} & set(msgspec.to_builtins(presented))


@given(kinds, st.data())
def test_every_decision_is_about_a_category_of_the_item(make_item, kind, data):
    item = make_item(kind)
    decisions = kind_of(item).decisions(item, some_order(data, item), some_answer(data, item))
    codes = {code for reply in item.replies for code in reply.codes}
    assert {decision.category for decision in decisions} <= codes


@given(kinds, st.data())
def test_the_right_answer_endorses_exactly_what_is_right(make_item, kind, data):
    item = make_item(kind)
    order = some_order(data, item)
    decisions = kind_of(item).decisions(item, order, kind_of(item).right_answer(item, order))
    assert all(decision.right == decision.endorsed for decision in decisions)
