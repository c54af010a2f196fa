"""What stands in the form of a draft becomes its document, and goes back into the form as it was."""

import pytest
from litestar.datastructures import FormMultiDict

from proeve.web.forms import Form
from proeve.web.workshop.document_form import field_names, key_fields, read_document, with_row_changed
from proeve.web.workshop.findings import WHOLE, anchor_of, find_findings
from proeve.web.workshop.shapes import SHAPES, padded
from question_bank.drafting.document import document_of, tidied
from question_bank.flaw import Flaw
from question_bank.kinds import KINDS


def fields_of(document):
    """The fields a browser sends for a document."""
    document, fields = padded(document), []

    def add(name, value):
        if isinstance(value, dict):
            for step, part in value.items():
                add(f"{name}.{step}" if name else step, part)
        elif isinstance(value, list) and (not value or isinstance(value[0], dict) or name == "model_answers"):
            for number, part in enumerate(value):
                add(f"{name}.{number}", part)
        elif isinstance(value, list):
            fields.extend((name, part) for part in ([", ".join(value)] if name == "enemies" else value))
        else:
            fields.append((name, str(value)))

    add("", {name: value for name, value in document.items() if name != "key"})
    return FormMultiDict([*fields, *key_fields(document).items()])


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_goes_through_its_form_unchanged(bank, kind):
    for item in [item for item in bank.items.values() if item.kind == kind][:20]:
        document = document_of(item)
        assert tidied(read_document(Form(fields_of(document)), kind)) == document


def test_every_format_has_a_form():
    assert set(SHAPES) == set(KINDS)


def test_a_ranking_that_is_not_complete_keeps_what_was_chosen():
    form = Form(FormMultiDict([("replies.0.id", "a"), ("replies.1.id", "b"), ("key.a", "1"), ("key.b", "1")]))
    assert read_document(form, "rank_replies")["key"] == {"a": "1", "b": "1"}


def test_the_key_of_recognising_is_the_category_of_the_reply():
    form = Form(FormMultiDict([("replies.0.id", "a"), ("replies.0.category", "GEVOEL")]))
    assert read_document(form, "recognise_category")["key"] == "GEVOEL"


def test_a_new_reply_gets_a_letter_that_is_free():
    document = {"kind": "most_least", "replies": [{"id": "a"}, {"id": "c"}, {"id": "d"}]}
    changed = with_row_changed(document, "add:replies")
    assert [reply["id"] for reply in padded(changed)["replies"]] == ["a", "c", "d", "b"]


def test_a_row_is_taken_away():
    document = {"kind": "most_least", "replies": [{"id": "a"}, {"id": "b"}]}
    assert with_row_changed(document, "remove:replies.0")["replies"] == [{"id": "b"}]


@pytest.mark.parametrize("act", ["save", "remove:key", "add:options", "remove:replies.9", "add:scenario.role"])
def test_other_buttons_and_rows_that_are_not_there_take_nothing_away(act):
    document = {"kind": "best_answer", "replies": [{"id": "a"}]}
    assert (with_row_changed(document, act) or document)["replies"] == [{"id": "a"}]


def test_a_form_holds_no_more_than_twelve_rows():
    form = Form(FormMultiDict([(f"replies.{number}.text", "x") for number in range(40)]))
    assert len(read_document(form, "best_answer")["replies"]) == 12


def test_a_finding_stands_at_its_field_or_at_the_group_around_it():
    names = field_names(padded({"kind": "best_answer"}))
    assert anchor_of(("replies", 1, "text"), names) == "replies.1.text"
    assert anchor_of(("enemies", 3), names) == "enemies"
    assert anchor_of(("replies", 9, "text"), names) == "replies"
    assert anchor_of(("family",), names) == WHOLE


def test_what_is_empty_is_told_apart_from_what_is_wrong():
    document = {"kind": "best_answer", "question": "Wat nu?"}
    flaws = [Flaw(("question",), "Te kort."), Flaw(("scenario", "text"), "Beschrijf het voorval."), Flaw((), "Anders.")]
    findings = find_findings(flaws, document, field_names(padded(document)))
    assert [each.anchor for each in findings.problems] == ["question", WHOLE]
    assert [each.anchor for each in findings.empty] == ["scenario.text"]
