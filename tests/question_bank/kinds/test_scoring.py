"""Scoring of every format, from the published tables and the rules of the scheme."""

from fractions import Fraction
from itertools import permutations

import pytest

from question_bank.kinds import kind_of
from question_bank.kinds.kind import UnfitAnswer
from question_bank.kinds.rank_replies import footrule_points, rescaled
from question_bank.kinds.rate_replies import rating_points

HALF = Fraction(1, 2)


def points(item, answer, order=None):
    kind = kind_of(item)
    return kind.points(item, order or range(kind.reply_count(item)), answer)


@pytest.mark.parametrize("kind", ["best_answer", "next_step"])
@pytest.mark.parametrize(("choice", "expected"), [(0, 1), (1, 0), (2, 0), (3, 0)])
def test_only_the_keyed_reply_earns_the_point(make_item, kind, choice, expected):
    assert points(make_item(kind), {"choice": choice}) == expected


def test_a_position_means_the_reply_at_that_place_in_the_drawn_order(make_item):
    assert points(make_item("best_answer"), {"choice": 2}, order=(3, 1, 0, 2)) == 1


@pytest.mark.parametrize(
    ("most", "least", "expected"),
    [(0, 3, 1), (0, 1, HALF), (1, 3, HALF), (3, 0, 0), (1, 2, 0), (0, None, HALF), (None, 3, HALF), (None, None, 0)],
)
def test_most_and_least_earn_half_each_and_swapping_costs_nothing_more(make_item, most, least, expected):
    assert points(make_item("most_least"), {"most": most, "least": least}) == expected


@pytest.mark.parametrize(
    ("keyed", "by_rating"),
    [(1, (4, 2, 0, 0)), (2, (2, 4, 1, 0)), (3, (0, 1, 4, 2)), (4, (0, 0, 2, 4))],
)
def test_a_rating_earns_four_two_one_or_nothing(keyed, by_rating):
    assert tuple(rating_points(keyed, rating) for rating in (1, 2, 3, 4)) == by_rating


def test_a_reply_rated_one_off_on_the_same_side_earns_half(make_item):
    # The key is 4 2 1 3 4.
    assert points(make_item("rate_replies"), {"ratings": [3, 1, 2, 4, 3]}) == HALF


def test_replies_without_a_rating_earn_nothing(make_item):
    assert points(make_item("rate_replies"), {"ratings": [4, 2, None, None, None]}) == Fraction(8, 20)


def test_always_two_earns_less_than_half_when_ratings_are_keyed_equally_often():
    earned = sum(rating_points(keyed, 2) for keyed in (1, 2, 3, 4))
    assert Fraction(earned, 16) == Fraction(4375, 10000)


PUBLISHED_TABLE = (
    (4, 3, 2, 1, 0),
    (3, 4, 3, 2, 1),
    (2, 3, 4, 3, 2),
    (1, 2, 3, 4, 3),
    (0, 1, 2, 3, 4),
)


@pytest.mark.parametrize("given", list(permutations(range(5))))
def test_the_footrule_adds_up_the_published_table_of_twenty_points(given):
    # Reply r is keyed at rank r; the table gives the points for the rank it got.
    expected = sum(PUBLISHED_TABLE[reply][rank] for rank, reply in enumerate(given))
    assert footrule_points(range(5), given) == expected


@pytest.mark.parametrize(
    ("key", "answer", "expected"),
    [
        ("BCADE", "CDAEB", 12),
        ("ABCDE", "ABCDE", 20),
        ("ABCDE", "EDCBA", 8),
        ("ABCDE", "BACDE", 18),
        ("ABCD", "DCBA", 4),
    ],
)
def test_the_footrule_gives_the_published_examples(key, answer, expected):
    assert footrule_points(key, answer) == expected


@pytest.mark.parametrize(("earned", "expected"), [(12, 1), (10, Fraction(3, 5)), (8, Fraction(1, 5)), (6, 0), (4, 0)])
def test_a_ranking_of_four_is_stretched_above_what_chance_gives(earned, expected):
    assert rescaled(earned, 4) == expected


@pytest.mark.parametrize(
    ("ranking", "expected"),
    [([1, 0, 3, 2], 1), ([0, 1, 3, 2], Fraction(3, 5)), ([2, 3, 0, 1], 0)],
)
def test_a_ranking_is_scored_by_how_far_each_reply_is_from_its_place(make_item, ranking, expected):
    # The key is b a d c: author's indices 1 0 3 2.
    assert points(make_item("rank_replies"), {"ranking": ranking}) == expected


@pytest.mark.parametrize(("choice", "expected"), [(1, 1), (2, HALF), (0, 0), (3, 0)])
def test_a_neighbouring_category_earns_half(make_item, choice, expected):
    # The options are GEVOEL, GELIJK (the key), AFVALLEN (its neighbour) and NUMMER.
    assert points(make_item("recognise_category"), {"choice": choice}) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("best_answer", Fraction(1, 4)),
        ("next_step", Fraction(1, 4)),
        ("most_least", Fraction(1, 4)),
        # Keys 4 2 1 3 4: three extreme at 37.5 % and two in the middle at 43.75 %.
        ("rate_replies", Fraction(40, 100)),
        ("recognise_category", Fraction(3, 8)),
        ("written_reply", Fraction(0)),
    ],
)
def test_the_chance_level_of_each_format_is_known(make_item, kind, expected):
    item = make_item(kind)
    assert kind_of(item).chance(item) == expected


def test_a_blind_ranking_earns_the_mean_over_all_twenty_four_orders(make_item):
    # Footrule points of four are 12 once, 10 three times, 8 seven times, 6 nine times and 4 four times.
    expected = Fraction(1 * 5 + 3 * 3 + 7 * 1, 5 * 24)
    item = make_item("rank_replies")
    assert kind_of(item).chance(item) == expected


def test_most_and_least_of_five_have_a_lower_chance_level(make_item, make_reply):
    replies = [make_reply(letter, "GELIJK") for letter in "abcde"]
    item = make_item("most_least", replies=replies)
    assert kind_of(item).chance(item) == Fraction(1, 5)


def test_no_answer_earns_nothing(make_item):
    for kind in ("best_answer", "most_least", "rate_replies", "rank_replies", "recognise_category", "written_reply"):
        assert points(make_item(kind), None) == 0


@pytest.mark.parametrize("ranking", [[0, 0, 1, 2], [0, 1, 2], [0, 1, 2, 4], [None, 0, 1, 2]])
def test_a_ranking_with_ties_or_gaps_is_refused(make_item, ranking):
    with pytest.raises(UnfitAnswer, match="Kies opnieuw"):
        points(make_item("rank_replies"), {"ranking": ranking})
