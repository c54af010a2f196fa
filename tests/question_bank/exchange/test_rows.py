"""A draft laid flat comes back, whatever is missing."""

from collections.abc import Callable
from typing import Any

import pytest

from question_bank.exchange.carried import draft_of
from question_bank.exchange.key_marks import MARKINGS
from question_bank.exchange.rows import draft_from, row_of
from question_bank.items import Item, Reply, Scenario
from question_bank.kinds import KINDS


def test_every_field_of_every_kind_comes_back(full_items: list[Item]) -> None:
    for item in full_items:
        assert draft_from(row_of(draft_of(item))) == (draft_of(item), [])


def test_the_full_items_use_every_field_there_is(full_items: list[Item]) -> None:
    drafts = [draft_of(item) for item in full_items]
    assert {field for draft in drafts for field in draft} == set(Item.__struct_fields__)
    assert {field for draft in drafts for field in draft["scenario"]} == set(Scenario.__struct_fields__)
    assert {field for draft in drafts for reply in draft.get("replies", ()) for field in reply} == set(
        Reply.__struct_fields__
    )


def test_the_key_is_a_mark_beside_its_reply(make_item: Callable[..., Item]) -> None:
    values = row_of(draft_of(make_item("most_least")))
    assert (values["replies", "a", "mark"], values["replies", "d", "mark"]) == ("meest", "minst")
    assert ("key",) not in values


def test_every_format_with_several_replies_has_marks() -> None:
    assert set(MARKINGS) == set(KINDS) - {"recognise_category", "written_reply"}


def test_an_empty_row_is_an_empty_draft() -> None:
    assert draft_from({}) == ({}, [])


def test_a_gap_in_a_list_is_closed() -> None:
    draft, _ = draft_from({("model_answers", 3): "Drie.", ("model_answers", 0): "Nul."})
    assert draft == {"model_answers": ["Nul.", "Drie."]}


def test_a_mark_without_a_reply_is_told() -> None:
    draft, problems = draft_from({("replies", "c", "mark"): "beste"})
    assert draft == {}
    assert "c: beste" in problems[0]


@pytest.mark.parametrize("key", ["a", 3, ["a"], {"most": "a"}, None])
@pytest.mark.parametrize("kind", MARKINGS)
def test_a_key_of_another_shape_is_never_a_crash(kind: str, key: Any) -> None:
    row_of({"kind": kind, "key": key, "replies": [{"id": "a", "text": "Ja."}]})
