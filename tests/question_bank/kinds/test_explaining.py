"""The review after an exam: what was keyed, what was chosen and why."""

import pytest

from question_bank.kinds import KINDS, kind_of


def labels(item, order, answer):
    explained = kind_of(item).explain(item, order, answer)
    return [(reply.keyed, reply.chosen) for reply in explained.replies]


def test_the_best_and_the_chosen_reply_are_marked_in_the_drawn_order(make_item):
    found = labels(make_item("best_answer"), (3, 2, 1, 0), {"choice": 0})
    assert found == [(None, "beste reactie"), (None, None), (None, None), ("beste reactie", None)]


def test_ratings_are_put_in_words(make_item):
    found = labels(make_item("rate_replies"), range(5), {"ratings": [3, None, 1, 3, 4]})
    assert found[0] == ("zeer professioneel", "eerder professioneel")
    assert found[1] == ("eerder onprofessioneel", None)


def test_ranks_are_put_in_words(make_item):
    found = labels(make_item("rank_replies"), range(4), {"ranking": [3, 2, 1, 0]})
    assert found == [
        ("plaats 2", "plaats 4"),
        ("plaats 1", "plaats 3"),
        ("plaats 4", "plaats 2"),
        ("plaats 3", "plaats 1"),
    ]


def test_most_and_least_are_put_in_words(make_item):
    found = labels(make_item("most_least"), range(4), {"most": 1, "least": None})
    assert found == [
        ("meest professioneel", None),
        (None, "meest professioneel"),
        (None, None),
        ("minst professioneel", None),
    ]


def test_a_category_item_explains_each_option_and_the_reply_itself(make_item):
    item = make_item("recognise_category")
    explained = kind_of(item).explain(item, (1, 0, 2, 3), {"choice": 1})
    assert [reply.category for reply in explained.replies] == ["GELIJK", "GEVOEL", "AFVALLEN", "NUMMER"]
    assert explained.replies[0].keyed == "juiste soort"
    assert explained.replies[1].chosen == "gekozen"
    assert explained.remark == item.replies[0].explanation


@pytest.mark.parametrize("kind", KINDS)
def test_an_unanswered_item_is_explained_too(make_item, kind):
    item = make_item(kind)
    order = range(kind_of(item).reply_count(item))
    assert all(chosen is None for _, chosen in labels(item, order, None))


def test_explained_replies_carry_category_and_explanation(make_item):
    item = make_item("best_answer")
    first = kind_of(item).explain(item, range(4), None).replies[0]
    assert (first.category, first.category_name, first.professional) == ("UITLEG", "Uitleggen waarom niet", True)
    assert first.explanation == "Daarom."
