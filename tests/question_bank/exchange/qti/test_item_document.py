"""An exported item keeps to the schema of QTI 3.0 as far as it uses it, and tells candidates nothing of the key."""

from itertools import groupby
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import pytest

from question_bank.bank import Bank
from question_bank.exchange.qti.item_document import item_document
from question_bank.items import Item
from question_bank.kinds import KINDS, kind_of
from question_bank.variables import DEFAULTS, fill

NS = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"

# The order of children that the schema asks for, of the elements that we use (imsqti_itemv3p0, complex types).
SEQUENCES = {
    "qti-assessment-item": (
        "qti-response-declaration",
        "qti-outcome-declaration",
        "qti-item-body",
        "qti-response-processing",
        "qti-modal-feedback",
    ),
    "qti-response-declaration": ("qti-correct-response", "qti-mapping"),
    "qti-outcome-declaration": ("qti-default-value",),
    "qti-choice-interaction": ("qti-prompt", "qti-simple-choice"),
    "qti-order-interaction": ("qti-prompt", "qti-simple-choice"),
    "qti-match-interaction": ("qti-prompt", "qti-simple-match-set"),
    "qti-simple-match-set": ("qti-simple-associable-choice",),
    "qti-extended-text-interaction": ("qti-prompt",),
    "qti-rubric-block": ("qti-content-body",),
    "qti-modal-feedback": ("qti-content-body",),
    "qti-response-condition": ("qti-response-if", "qti-response-else-if", "qti-response-else"),
}
REQUIRED = {
    "qti-assessment-item": {"identifier", "title", "adaptive", "time-dependent"},
    "qti-response-declaration": {"identifier", "cardinality", "base-type"},
    "qti-outcome-declaration": {"identifier", "cardinality", "base-type"},
    "qti-map-entry": {"map-key", "mapped-value"},
    "qti-simple-choice": {"identifier"},
    "qti-simple-associable-choice": {"identifier", "match-max"},
    "qti-modal-feedback": {"outcome-identifier", "identifier", "show-hide"},
    "qti-rubric-block": {"use", "view"},
    "qti-base-value": {"base-type"},
    "qti-set-outcome-value": {"identifier"},
}


def _root(item: Item) -> Element:
    return ET.fromstring(item_document(item))


def _name(part: Element) -> str:
    return part.tag.removeprefix(NS)


def _examples(bank: Bank) -> list[Item]:
    return [next(item for item in bank.items.values() if item.kind == kind) for kind in KINDS]


def test_children_stand_in_the_order_of_the_schema(bank: Bank):
    for part in (part for item in _examples(bank) for part in _root(item).iter()):
        if sequence := SEQUENCES.get(_name(part)):
            found = [name for name, _ in groupby(map(_name, part))]
            assert found == [name for name in sequence if name in found], _name(part)


def test_every_element_has_the_attributes_it_must_have(bank: Bank):
    for part in (part for item in _examples(bank) for part in _root(item).iter()):
        assert REQUIRED.get(_name(part), set()) <= part.attrib.keys(), _name(part)


def test_what_is_referred_to_exists_and_exists_once(bank: Bank):
    for item in bank.items.values():
        root = _root(item)
        declared = [part.get("identifier") for part in root if _name(part).endswith("-declaration")]
        asked = [part.get("response-identifier") for part in root.iter() if part.get("response-identifier")]
        used = [part.get("identifier") for part in root.iter(f"{NS}qti-variable")]
        ids = [part.get("id") for part in root.iter() if part.get("id")]
        assert len(set(declared)) == len(declared)
        assert {*asked, *used} <= set(declared)
        assert len(set(ids)) == len(ids)


def test_right_answers_and_points_speak_of_what_can_be_chosen(bank: Bank):
    for item in bank.items.values():
        root = _root(item)
        choices = {part.get("identifier") for part in root.iter() if _name(part).endswith("-choice")}
        values = [part.text for part in root.iterfind(f".//{NS}qti-correct-response/{NS}qti-value")]
        keys = [part.get("map-key") for part in root.iter(f"{NS}qti-map-entry")]
        assert {half for value in (*values, *keys) for half in value.split()} <= choices


@pytest.mark.parametrize("kind", KINDS)
def test_a_candidate_reads_all_that_our_own_page_shows(bank: Bank, kind: str):
    item = next(item for item in bank.items.values() if item.kind == kind)
    shown = kind_of(item).present(fill(item, DEFAULTS), range(kind_of(item).reply_count(item)))
    body = _root(item).find(f"{NS}qti-item-body")
    text = "".join(body.itertext())
    expected = [shown.role, shown.text, shown.fact, shown.quote, shown.question]
    expected += [turn.text for turn in shown.dialogue] + [option.text for option in shown.options]
    assert [part for part in expected if part and part not in text] == []


def test_the_body_holds_no_category_of_a_reply(bank: Bank):
    for item in bank.items.values():
        body = _root(item).find(f"{NS}qti-item-body")
        marks = {value for part in body.iter() for value in part.attrib.values()}
        offered = {option.category for option in item.options}
        assert not {reply.category for reply in item.replies} & (marks - offered)


def test_the_same_item_gives_the_same_bytes(bank: Bank):
    item = _examples(bank)[0]
    assert item_document(item) == item_document(item)
