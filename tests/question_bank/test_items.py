"""An item is immutable, strict about its fields, and travels as JSON."""

from datetime import date

import msgspec
import pytest

from question_bank.items import Item, is_numbered
from question_bank.kinds import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_survives_a_journey_as_json(make_item, kind):
    item = make_item(kind, valid_until="2027-06-30")
    assert msgspec.json.decode(msgspec.json.encode(item), type=Item) == item


def test_an_item_cannot_be_changed(make_item):
    with pytest.raises(AttributeError):
        make_item().version = 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"colour": "red"},
        {"domain": "tuin"},
        {"channel": "fax"},
        {"difficulty": 4},
        {"version": 0},
        {"id": "KW dak"},
        {"source": "bladzijde 3"},
        {"scenario": {"fact": ""}},
    ],
)
def test_an_unknown_field_or_value_is_refused(make_item, wrong):
    with pytest.raises(msgspec.ValidationError):
        make_item(**wrong)


@pytest.mark.parametrize("source", ["A:27", "A:27-31", "A:33-38, B:18", "B:9-10; B:18", "B:2,10"])
def test_a_source_names_an_article_and_lines(make_item, source):
    assert make_item(source=source).source == source


def test_an_item_is_valid_up_to_and_including_its_last_day(make_item):
    item = make_item(valid_until="2027-06-30")
    assert item.is_valid_on(date(2027, 6, 30))
    assert not item.is_valid_on(date(2027, 7, 1))
    assert make_item().is_valid_on(date(2099, 1, 1))


@pytest.mark.parametrize(
    ("item_id", "is_so"),
    [
        ("kw-dak-1", True),
        ("kw-dak-120", True),
        ("12", False),
        ("kw-dak", False),
        ("kw-dak-", False),
        ("kw-dak-²", False),
        ("kw-dak-٣", False),
        ("kw-dak-zolder-1", False),
        ("kw-hek-1", False),
    ],
)
def test_an_id_of_a_family_is_its_name_and_a_number(item_id, is_so):
    assert is_numbered(item_id, "kw-dak") == is_so
