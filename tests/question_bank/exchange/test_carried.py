"""Drafts are items in the shape of their YAML."""

import json

import msgspec
import pytest

from question_bank.bank import Bank
from question_bank.exchange.carried import draft_of, item_of


def test_every_item_of_the_bank_comes_back_from_its_draft(bank: Bank):
    assert [item_of(draft_of(item)) for item in bank.items.values()] == list(bank.items.values())


def test_a_draft_holds_nothing_that_is_empty(bank: Bank):
    draft = draft_of(next(item for item in bank.items.values() if item.kind == "best_answer"))
    assert "rubric" not in draft
    assert "dialogue" not in draft["scenario"]


def test_a_draft_can_be_kept_as_json(bank: Bank):
    for item in bank.items.values():
        assert msgspec.convert(json.loads(json.dumps(draft_of(item))), type(item), strict=False) == item


def test_a_draft_that_lacks_fields_is_no_item(bank: Bank):
    draft = draft_of(next(iter(bank.items.values())))
    del draft["category"]
    with pytest.raises(msgspec.ValidationError, match="category"):
        item_of(draft)
