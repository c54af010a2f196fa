"""Ways of guessing are found out where they work and stay at chance where they do not."""

import random

import msgspec
import pytest

from question_bank.quality.guessing import best_letters, guess_side, guesses

CODES = {"a": "UITLEG", "b": "GELIJK", "c": "AFKAPPEN", "d": "AFVALLEN"}


@pytest.fixture
def make_items(make_item):
    def make(text_of, *, fact=None):
        def replies():
            return [
                {"id": letter, "text": text_of(letter), "category": code, "explanation": "Daarom."}
                for letter, code in CODES.items()
            ]

        return [
            make_item(id=f"kw-dak{n}-1", family=f"kw-dak{n}", replies=replies(), key="a", scenario={"fact": fact})
            for n in range(40)
        ]

    return make


def _right(items, way):
    return next(guess for guess in guesses(items) if guess.way == way)


def test_a_key_that_is_always_longest_is_guessed_by_its_length(make_items):
    items = make_items(lambda letter: "Een antwoord." + " Nog wat." * (letter == "a"))
    assert _right(items, "the longest reply").right == 1
    assert _right(items, "the longest reply").chance == 0.25


def test_replies_of_equal_length_leave_length_at_chance(make_items):
    guess = _right(make_items(lambda letter: f"Antwoord {letter}."), "the longest reply")
    assert guess.right == pytest.approx(0.25)


def test_a_key_that_repeats_the_fact_is_found(make_items):
    items = make_items(lambda letter: "het dak lekt" if letter == "a" else "iets anders", fact="Het dak lekt.")
    assert _right(items, "the reply that repeats most words of the fact").right == 1


def test_words_that_stand_in_keys_only_are_learned_from_other_families(make_items):
    items = make_items(lambda letter: "omdat het zo is" if letter == "a" else "zo is het")
    assert _right(items, "the words of the reply alone").right == 1
    assert guess_side(items).right == 1


def test_a_word_seen_in_its_own_family_only_teaches_nothing(make_item):
    drawn = random.Random(1)
    items = []
    for n in range(40):
        shape = msgspec.to_builtins(make_item())
        for reply in shape["replies"]:
            reply["text"] = f"woord{drawn.random()}"
        items.append(make_item(id=f"kw-x{n}-1", family=f"kw-x{n}", replies=shape["replies"]))
    assert _right(items, "the words of the reply alone").right == pytest.approx(0.25)


def test_the_place_of_the_key_is_counted(make_item):
    assert best_letters([make_item(), make_item("rate_replies")]) == {"a": 1}
