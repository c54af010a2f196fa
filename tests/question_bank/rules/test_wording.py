"""How texts are cut into words and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.rules.wording import longest_shared_run, runs, sentences, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dat is één zin.", ["dat", "is", "een", "zin"]),
        ("'s Avonds, om 19.30 uur!", ["s", "avonds", "om", "19", "30", "uur"]),
        ("wc-pot en foto's", ["wc-pot", "en", "foto's"]),
        ("...", []),
    ],
)
def test_words_are_compared_without_case_accents_and_punctuation(text, expected):
    assert words(text) == expected


def test_sentences_end_at_a_full_stop_question_mark_or_exclamation_mark():
    assert sentences("Ja. 'Echt waar?' Om 9.30 uur! Goed") == ["Ja.", "'Echt waar?", "Om 9.30 uur!", "Goed"]


def test_runs_are_all_words_that_follow_each_other():
    assert list(runs(["a", "b", "c"], 2)) == [("a", "b"), ("b", "c")]
    assert list(runs(["a"], 2)) == []


def test_the_longest_shared_run_is_found_anywhere():
    assert longest_shared_run(["x", "a", "b", "c", "y"], ["a", "b", "z", "a", "b", "c"]) == ["a", "b", "c"]


letters = st.lists(st.sampled_from("abc"), max_size=12)


@given(letters, letters)
def test_the_longest_shared_run_is_in_both_and_none_longer_is(one, other):
    run = longest_shared_run(one, other)
    length = len(run)
    if run:
        assert tuple(run) in set(runs(one, length))
        assert tuple(run) in set(runs(other, length))
    assert not set(runs(one, length + 1)) & set(runs(other, length + 1))
