"""What makes an item unfit for its format."""

import pytest

from question_bank.kinds import KINDS, kind_of


@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_item_has_no_flaws(make_item, kind):
    item = make_item(kind)
    assert list(kind_of(item).flaws(item)) == []


OPTION = {"explanation": "Zo."}
RUBRIC = [{"criterion": "Erkent", "max": 9, "levels": dict.fromkeys(range(10), "punten")}]
CASES = [
    ("best_answer", {"key": "e"}, ("key",)),
    ("best_answer", {"key": None}, ("key",)),
    ("best_answer", {"key": {"a": 4}}, ("key",)),
    ("best_answer", {"replies": []}, ("replies",)),
    ("most_least", {"key": "a"}, ("key",)),
    ("most_least", {"key": {"most": "a"}}, ("key",)),
    ("most_least", {"key": {"most": "a", "least": "a"}}, ("key",)),
    ("most_least", {"key": {"most": "a", "least": "z"}}, ("key",)),
    ("rate_replies", {"key": {"a": 4, "b": 2, "c": 1, "d": 3}}, ("key",)),
    ("rate_replies", {"key": {"a": 4, "b": 2, "c": 1, "d": 3, "e": 5}}, ("key",)),
    ("rate_replies", {"key": {"a": 4, "b": 2, "c": 1, "d": 3, "e": "4"}}, ("key",)),
    ("rate_replies", {"key": {"a": 4, "b": 3, "c": 3, "d": 3, "e": 1}}, ("key",)),
    ("rate_replies", {"key": {"a": 1, "b": 2, "c": 2, "d": 3, "e": 1}}, ("key",)),
    ("rank_replies", {"key": ["a", "b", "c"]}, ("key",)),
    ("rank_replies", {"key": ["a", "b", "c", "c"]}, ("key",)),
    ("rank_replies", {"key": "abcd"}, ("key",)),
    ("recognise_category", {"key": "NUMMER"}, ("key",)),
    ("recognise_category", {"options": [{"category": "GELIJK", **OPTION}]}, ("options",)),
    ("recognise_category", {"options": [{"category": "GELIJK", **OPTION}] * 4}, ("options",)),
    ("recognise_category", {"replies": []}, ("replies",)),
    ("next_step", {"scenario": {"dialogue": []}}, ("scenario",)),
    ("written_reply", {"rubric": RUBRIC}, ("rubric",)),
    ("written_reply", {"key": "a"}, ()),
    ("written_reply", {"model_answers": []}, ()),
]


@pytest.mark.parametrize(("kind", "change", "path"), CASES)
def test_an_unfit_item_is_named_at_the_place_that_is_wrong(make_item, kind, change, path):
    item = make_item(kind, **change)
    assert path in [flaw.place for flaw in kind_of(item).flaws(item) if flaw.severity == "problem"]


def test_an_option_outside_the_codebook_is_named(make_item):
    codes = ("GELIJK", "GEVOEL", "FEIT", "AARDIG")
    item = make_item("recognise_category", options=[{"category": code, **OPTION} for code in codes])
    assert [flaw.place for flaw in kind_of(item).flaws(item)] == [("options", 3, "category")]


def test_a_conversation_that_ends_with_the_employee_is_only_remarked(make_item):
    item = make_item("next_step", scenario={"dialogue": [{"speaker": "medewerker", "text": "Goedemorgen."}]})
    assert [flaw.severity for flaw in kind_of(item).flaws(item)] == ["warning"]
