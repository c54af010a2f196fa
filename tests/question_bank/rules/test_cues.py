"""The number of sentences does not give keys away in an exam as a whole."""

import pytest

from question_bank.rules import cues

ONE, TWO = "Dat kan niet, meneer.", "Dat kan niet. Dag, meneer."


@pytest.fixture
def items_of(make_item, make_reply):
    def make(*texts, count):
        codes = ("UITLEG", "GELIJK", "GELIJK", "GELIJK")
        drawn = zip("abcd", codes, texts, strict=True)
        return [make_item(replies=[make_reply(letter, code, text=text) for letter, code, text in drawn])] * count

    return make


def test_keys_that_usually_have_most_sentences_are_reported(items_of):
    telling, silent = items_of(TWO, ONE, ONE, ONE, count=4), items_of(ONE, TWO, ONE, ONE, count=6)
    assert list(cues.most_sentences_is_best([*telling, *silent])) == [
        "Wie de reactie met de meeste zinnen kiest, heeft 40% van de 10 vragen goed. Geef andere reacties een zin meer."
    ]


def test_a_third_of_the_keys_with_most_sentences_is_not_reported(items_of):
    telling, silent = items_of(TWO, ONE, ONE, ONE, count=3), items_of(ONE, TWO, ONE, ONE, count=6)
    assert list(cues.most_sentences_is_best([*telling, *silent])) == []


def test_of_replies_with_equally_many_sentences_one_is_picked(items_of):
    assert list(cues.most_sentences_is_best(items_of(ONE, ONE, ONE, ONE, count=8))) == []
    assert len(list(cues.most_sentences_is_best(items_of(TWO, TWO, ONE, ONE, count=8)))) == 1


def test_a_few_items_say_nothing(items_of):
    assert list(cues.most_sentences_is_best(items_of(TWO, ONE, ONE, ONE, count=7))) == []


def test_it_stands_among_the_cues_of_an_exam_as_a_warning(items_of):
    flaws = list(cues.cues(items_of(TWO, ONE, ONE, ONE, count=8)))
    assert any("meeste zinnen" in flaw.sentence and flaw.severity == "warning" for flaw in flaws)
