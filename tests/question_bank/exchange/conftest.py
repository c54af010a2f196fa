"""Items that use every field they can have."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from question_bank.items import Item


@pytest.fixture
def full_items(make_item: Callable[..., Item], make_reply: Callable[..., dict[str, Any]]) -> list[Item]:
    """Make an item of every kind, with every field that it can have."""
    attributes: dict[str, Any] = {
        "boundary_rule": 4,
        "enemies": ["kw-dak-8", "kw-dak-9"],
        "valid_until": date(2027, 6, 30),
        "scenario": {"fact": "Het dak is nat.", "quote": "Hoe lang nog?"},
    }
    replies = [
        make_reply("a", "UITLEG", also=["GEVOEL", "FEIT"], remark="Een lezer zei GEVOEL."),
        make_reply("b", "GELIJK"),
        make_reply("c", "AFKAPPEN"),
        make_reply("d", "FEIT"),
    ]
    kinds = ("best_answer", "next_step", "most_least", "rank_replies")
    items = [
        make_item(kind, id=f"kw-dak-{number}", replies=replies, **attributes) for number, kind in enumerate(kinds, 1)
    ]
    items += [
        make_item("rate_replies", id="kw-dak-5", **attributes),
        make_item("recognise_category", id="kw-dak-6", **attributes),
        make_item("written_reply", id="kw-dak-7", marking_notes="Let op de reden.", **attributes),
    ]
    return items
