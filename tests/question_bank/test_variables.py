"""What differs per corporation stands between braces, and reads as Dutch once it is filled in."""

import msgspec
import pytest

from question_bank.kinds import kind_of
from question_bank.rules.texts import texts_are_plain
from question_bank.variables import DEFAULTS, LONGEST_VALUE, VARIABLES, fill, unknown_variables, variables_of


def asking(item, question: str):
    return msgspec.structs.replace(item, question=question)


def test_the_words_of_a_corporation_stand_in_every_text(make_item):
    item = make_item("best_answer")
    first = msgspec.structs.replace(item.replies[0], text="Dat zegt {commissie}.", explanation="Zie {commissie}.")
    item = msgspec.structs.replace(item, replies=(first, *item.replies[1:]))
    filled = fill(
        asking(item, "Duurt het {klachtentermijn}?"), {"commissie": "de raad", "klachtentermijn": "zes weken"}
    )
    assert filled.question == "Duurt het zes weken?"
    assert filled.replies[0].text == "Dat zegt de raad."
    assert filled.replies[0].explanation == "Zie de raad."
    assert variables_of(filled) == frozenset()


def test_what_a_corporation_did_not_say_gets_the_default(make_item):
    filled = fill(asking(make_item("best_answer"), "Binnen {klachtentermijn}?"), {})
    assert filled.question == f"Binnen {DEFAULTS['klachtentermijn']}?"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{commissie} beslist.", "De raad beslist."),
        ("Wacht even. {commissie} beslist.", "Wacht even. De raad beslist."),
        ("'{commissie} beslist', zei hij.", "'De raad beslist', zei hij."),
        ("Nu beslist {commissie}.", "Nu beslist de raad."),
        ("Let op: {commissie} beslist.", "Let op: de raad beslist."),
    ],
)
def test_a_sentence_begins_with_a_capital(make_item, written, read):
    assert fill(asking(make_item("best_answer"), written), {"commissie": "de raad"}).question == read


def test_an_item_without_variables_stays_the_very_same(bank):
    for item in bank.items.values():
        assert (fill(item, {}) is item) is not bool(variables_of(item))


def test_both_exams_ask_with_the_words_of_a_corporation(bank):
    for exam in bank.blueprints:
        assert any(variables_of(item) for item in bank.all_items(exam))


def test_filling_in_moves_no_key_and_no_order(make_item):
    for kind in ("best_answer", "most_least", "rate_replies", "rank_replies", "recognise_category", "written_reply"):
        item = asking(make_item(kind), "Binnen {klachtentermijn}?")
        filled = fill(item, {})
        order = range(kind_of(item).reply_count(item))
        assert kind_of(filled).right_answer(filled, order) == kind_of(item).right_answer(item, order)


def test_an_unknown_name_is_refused_where_it_stands_with_the_names_there_are(make_item):
    (flaw,) = unknown_variables(asking(make_item("best_answer"), "Binnen {klachttermijn}?"))
    assert flaw.place == ("question",)
    assert "{klachttermijn} is geen bekend invulwoord" in flaw.sentence
    assert "{klachtentermijn}" in flaw.sentence


def test_a_known_name_is_not_taken_for_an_open_place(make_item):
    assert list(texts_are_plain(asking(make_item("best_answer"), "Binnen {klachtentermijn}?"))) == []
    assert [flaw.place for flaw in texts_are_plain(asking(make_item("best_answer"), "Binnen {..."))] == [("question",)]


def test_every_variable_can_be_explained_to_a_corporation():
    for name, variable in VARIABLES.items():
        assert name == variable.name
        assert variable.meaning.endswith(".")
        assert variable.default != variable.example
        assert len(variable.default) <= LONGEST_VALUE


def test_every_word_that_corporations_fill_in_is_asked_with(bank):
    assert frozenset().union(*map(variables_of, bank.items.values())) == VARIABLES.keys()


def test_no_item_names_what_corporations_call_otherwise(bank):
    named = [item.id for item in bank.items.values() if DEFAULTS["klantcontactcentrum"] in str(item)]
    assert named == []
