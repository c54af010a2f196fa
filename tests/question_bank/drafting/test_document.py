"""The document of a draft is an item's YAML in the making."""

import pytest

from question_bank.drafting.document import Misshapen, document_of, tidied
from question_bank.drafting.flaws import draft_item


def test_the_document_of_every_item_is_that_item_again(bank):
    for item in bank.items.values():
        names = {"id": item.id, "version": item.version, "family": item.family, "exam": item.exam}
        assert draft_item(document_of(item) | names) == item


def test_tidying_twice_is_tidying_once(bank):
    for item in bank.items.values():
        document = document_of(item)
        assert tidied(document) == document


def test_what_is_blank_is_left_out_and_spaces_become_single():
    document = {"kind": "", "question": "  Wat \n zegt u? ", "scenario": {"fact": " ", "text": "a  b"}, "enemies": [""]}
    assert tidied(document) == {"question": "Wat zegt u?", "scenario": {"text": "a b"}, "enemies": []}


def test_numbers_may_come_as_the_text_of_a_form():
    document = {"difficulty": "2", "key": {"a": "4", "b": "1"}, "rubric": [{"max": "2", "levels": {"0": "Niets."}}]}
    assert tidied(document) == {
        "difficulty": 2,
        "key": {"a": 4, "b": 1},
        "rubric": [{"max": 2, "levels": {"0": "Niets."}}],
    }


def test_an_empty_part_of_a_list_keeps_its_place():
    assert tidied({"replies": [{}, {"text": "Dag."}]}) == {"replies": [{}, {"text": "Dag."}]}


@pytest.mark.parametrize(
    "document",
    [
        {"id": "kw-anders-1"},
        {"replies": {"a": "Dag."}},
        {"replies": [{}] * 13},
        {"question": "a" * 4001},
        {"scenario": {"plaatje": "x"}},
        {"difficulty": "zwaar"},
        {"key": [["a"]]},
    ],
)
def test_what_no_form_of_ours_sends_is_refused(document):
    with pytest.raises(Misshapen):
        tidied(document)
