"""What differs between two versions is told by field, and in texts by word."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.differences import NAMES, differences, name_of, word_changes
from question_bank.drafting.document import DraftDocument, document_of


@pytest.fixture
def before(make_item):
    return document_of(make_item("rate_replies"))


@pytest.fixture
def after(before):
    return copy.deepcopy(before)


def test_equal_versions_do_not_differ(bank):
    for item in bank.items.values():
        assert differences(document_of(item), document_of(item)) == []


def test_a_changed_text_shows_its_words(before, after):
    before["question"], after["question"] = "Hoe professioneel is dit?", "Hoe goed is dit nu?"
    (difference,) = differences(before, after)
    assert difference.name == "Vraag"
    assert [(piece.change, piece.text) for piece in difference.pieces] == [
        ("same", "Hoe "),
        ("removed", "professioneel"),
        ("added", "goed"),
        ("same", " is "),
        ("removed", "dit?"),
        ("added", "dit nu?"),
    ]


def test_replies_are_compared_by_their_letter_wherever_they_stand(before, after):
    after["replies"].reverse()
    assert differences(before, after) == []


def test_a_reply_that_went_is_told_with_all_that_went_along(before, after):
    del after["replies"][1]
    found = differences(before, after)
    assert {difference.place[:2] for difference in found} == {("replies", "b")}
    assert all(difference.after is None for difference in found)


def test_each_rating_of_a_key_is_told_apart(before, after):
    after["key"]["b"] = 1
    (difference,) = differences(before, after)
    assert (difference.name, difference.before, difference.after) == ("Sleutel b", "2", "1")


def test_fields_come_in_the_order_of_the_form(before, after):
    after |= {"question": "Anders?", "difficulty": 3, "marking_notes": "Let op."}
    after["scenario"]["text"] = "Iets anders."
    assert [difference.name for difference in differences(before, after)] == [
        "Moeilijkheid",
        "Casus, tekst",
        "Vraag",
        "Aanwijzingen voor beoordelaars",
    ]


def test_drafts_can_be_compared_however_incomplete(before):
    assert {difference.before for difference in differences({}, before)} == {None}
    assert {difference.after for difference in differences(before, {})} == {None}


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (("replies", "a", "explanation"), "Reactie a, uitleg"),
        (("options", "GEVOEL", "explanation"), "Categorie om uit te kiezen Ingaan op gevoel, uitleg"),
        (("scenario", "dialogue", 0, "text"), "Casus, gesprek 1, tekst"),
        (("key", "most"), "Sleutel meest"),
        (("replies", "a", "category"), "Reactie a, categorie"),
        (("model_answers", 1), "Voorbeeldantwoord 2"),
    ],
)
def test_places_have_dutch_names(place, name):
    assert name_of(place) == name


def test_every_field_of_a_document_has_a_name():
    assert set(DraftDocument.__struct_fields__) <= set(NAMES)


@given(st.text(), st.text())
def test_the_words_of_both_texts_can_be_read_back(before, after):
    pieces = word_changes(before, after)
    assert "".join(piece.text for piece in pieces if piece.change != "added") == before
    assert "".join(piece.text for piece in pieces if piece.change != "removed") == after
