"""The profile counts what somebody did where they could do it."""

import pytest

from question_bank.kinds import kind_of
from question_bank.kinds.views import Decision
from question_bank.profile import CategoryTally, profile_of


def tallies(item, answer):
    order = range(kind_of(item).reply_count(item))
    found = profile_of(kind_of(item).decisions(item, order, answer))
    return {tally.code: (tally.offered, tally.shown) for tally in found}


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        # Replies: a UITLEG (key), b GELIJK, c AFKAPPEN, d FEIT. A bare fact was not the right thing: not counted.
        ("best_answer", {"choice": 0}, {"UITLEG": (1, 1), "GELIJK": (1, 0), "AFKAPPEN": (1, 0)}),
        ("best_answer", {"choice": 1}, {"UITLEG": (1, 0), "GELIJK": (1, 1), "AFKAPPEN": (1, 0)}),
        ("best_answer", {"choice": 3}, {"UITLEG": (1, 0), "GELIJK": (1, 0), "AFKAPPEN": (1, 0)}),
        ("most_least", {"most": 1, "least": 0}, {"UITLEG": (1, 0), "GELIJK": (1, 1), "AFKAPPEN": (1, 0)}),
        ("most_least", {"most": None, "least": 3}, {}),
        # Key a 4, b 2, c 1, d 3, e 4.
        (
            "rate_replies",
            {"ratings": [3, 3, 2, 1, None]},
            {"UITLEG": (1, 1), "GELIJK": (1, 1), "AFKAPPEN": (1, 0), "FEIT": (1, 0)},
        ),
        # Key b UITLEG, a FEIT, d GELIJK, c AFKAPPEN: the upper half is what counts.
        (
            "rank_replies",
            {"ranking": [0, 3, 1, 2]},
            {"UITLEG": (1, 0), "FEIT": (1, 1), "GELIJK": (1, 1), "AFKAPPEN": (1, 0)},
        ),
    ],
)
def test_a_decision_counts_where_the_category_could_be_shown(make_item, kind, answer, expected):
    assert tallies(make_item(kind), answer) == expected


def test_an_unanswered_item_holds_no_decisions(make_item):
    assert tallies(make_item("rate_replies"), None) == {}


def test_a_declared_further_category_counts_too(make_item, make_reply):
    replies = [make_reply("a", "UITLEG", also=["GEVOEL"]), *(make_reply(x, "GELIJK") for x in "bcd")]
    assert tallies(make_item(replies=replies), {"choice": 0}) == {
        "UITLEG": (1, 1),
        "GEVOEL": (1, 1),
        "GELIJK": (3, 0),
    }


@pytest.mark.parametrize(("choice", "recognised"), [(1, 1), (0, 0)])
def test_recognising_a_category_is_kept_apart_from_doing_it(make_item, choice, recognised):
    item = make_item("recognise_category")
    (tally,) = profile_of(kind_of(item).decisions(item, range(4), {"choice": choice}))
    assert tally == CategoryTally("GELIJK", to_recognise=1, recognised=recognised)


def test_categories_come_in_the_order_of_the_codebook():
    decisions = [Decision(code, right=True, endorsed=True) for code in ("AFKAPPEN", "UITLEG", "GELIJK", "FEIT")]
    assert [tally.code for tally in profile_of(decisions)] == ["FEIT", "UITLEG", "GELIJK", "AFKAPPEN"]


@pytest.mark.parametrize(
    ("tally", "sentence"),
    [
        (CategoryTally("GEVOEL", 8, 6), "U noemt het gevoel van de huurder: 6 van 8 keer."),
        (CategoryTally("AFKAPPEN", 3, 0), "U kapt het gesprek af: 0 van 3 keer."),
        (CategoryTally("GEVOEL", 2, 2), None),
        (CategoryTally("GEVOEL", to_recognise=5, recognised=5), None),
    ],
)
def test_a_sentence_is_said_from_three_decisions_on(tally, sentence):
    assert tally.sentence == sentence
    assert tally.enough is (sentence is not None)


@pytest.mark.parametrize(
    ("tally", "advised"),
    [
        (CategoryTally("GEVOEL", 10, 7), False),
        (CategoryTally("GEVOEL", 10, 6), True),
        (CategoryTally("GELIJK", 8, 2), False),
        (CategoryTally("GELIJK", 8, 3), True),
        (CategoryTally("GEVOEL", 2, 0), False),
        (CategoryTally("GELIJK", 2, 2), False),
    ],
)
def test_advice_is_for_too_little_of_a_good_thing_or_too_much_of_a_bad_one(tally, advised):
    assert (tally.advice is not None) is advised


def test_a_tally_is_plain_data_with_its_words():
    plain = CategoryTally("GELIJK", 8, 3).as_json()
    assert plain["name"] == "De huurder gelijk geven"
    assert (plain["offered"], plain["shown"], plain["enough"], plain["professional"]) == (8, 3, True, False)
    assert plain["advice"].startswith("Noem het gevoel")


def test_without_decisions_there_is_no_share():
    assert CategoryTally("GEVOEL").share is None
    assert CategoryTally("GEVOEL", 4, 3).share == 0.75
