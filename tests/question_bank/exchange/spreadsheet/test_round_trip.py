"""What goes out as a spreadsheet comes back as it was, or is listed."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.bank import load_bank
from question_bank.exchange.carried import draft_of, item_of
from question_bank.exchange.spreadsheet import export_spreadsheet, import_spreadsheet
from question_bank.exchange.spreadsheet.importing import import_tables
from question_bank.exchange.spreadsheet.tables import read_tables
from question_bank.items import Item

ODD = st.text(min_size=1, max_size=60) | st.sampled_from(
    [
        "=1+1",
        "+31 6 12345678",
        "-5 graden",
        "@huurder",
        '=HYPERLINK("https://example.org")',
        "é, ü, ï, ñ, 😀, ﷺ",
        "hij zei: \"kom\" en 'ga'",
        "regel 1\nregel 2",
        "<b>vet</b> & <script>",
        "_x0041_",
        "007",
        "1-2",
        "WAAR",
        "12.50",
        " spatie ",
        "tab\tbinnenin",
    ]
)


def back(items: list[Item]) -> tuple[list[dict[str, Any]], list[str]]:
    exported = export_spreadsheet(items)
    imported = import_tables(read_tables(exported.content))
    assert imported.losses == ()
    return list(imported.drafts), [loss.part for loss in exported.losses]


def test_all_items_of_the_bank_come_back_equal() -> None:
    items = load_bank().items
    exported = export_spreadsheet(list(items.values()))
    imported = import_spreadsheet(exported.content)
    assert exported.losses == imported.losses == ()
    assert {draft["id"]: item_of(draft) for draft in imported.drafts} == items


def test_every_field_of_every_kind_comes_back(full_items: list[Item]) -> None:
    drafts, losses = back(full_items)
    assert losses == []
    assert {draft["id"]: item_of(draft) for draft in drafts} == {item.id: item for item in full_items}


def test_the_same_items_give_the_same_file(full_items: list[Item]) -> None:
    assert export_spreadsheet(full_items) == export_spreadsheet(full_items)


@settings(max_examples=40)
@given(st.data())
def test_odd_texts_come_back_equal_or_are_listed(make_item: Callable[..., Item], data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["best_answer", "next_step", "recognise_category", "written_reply"]))
    item = make_item(kind, question=data.draw(ODD), scenario={"text": data.draw(ODD), "quote": data.draw(ODD)})
    (draft,), losses = back([item])
    assert losses or draft == draft_of(item)
    changed = draft_of(item)["scenario"] != draft.get("scenario")
    assert changed == any(part.startswith("casus") for part in losses)


@settings(max_examples=40)
@given(text=ODD)
def test_texts_in_one_cell_with_others_come_back_or_are_listed(make_item: Callable[..., Item], text: str) -> None:
    levels = {0: "Geen reden.", 1: text, 2: "Wel."}
    rubric = [{"criterion": "Reden", "max": 2, "levels": levels}]
    turns = [{"speaker": "huurder", "text": text}, {"speaker": "medewerker", "text": "Goedemorgen."}]
    written = make_item("written_reply", rubric=rubric)
    talked = make_item("next_step", scenario={"dialogue": turns})
    for item in (written, talked):
        (draft,), losses = back([item])
        assert (draft == draft_of(item)) == (losses == [])


@pytest.mark.parametrize(
    ("kind", "changes", "part"),
    [
        ("best_answer", {"question": "x" * 40_000}, "vraag"),
        ("best_answer", {"question": "een\x01twee"}, "vraag"),
        ("best_answer", {"question": "een\r\ntwee"}, "vraag"),
        ("best_answer", {"key": "z"}, "sleutel"),
        ("best_answer", {"key": {"most": "a"}}, "sleutel"),
        ("most_least", {"key": "a"}, "sleutel"),
        ("best_answer", {"marking_notes": "Alleen bij open vragen."}, "aanwijzingen voor beoordelaars"),
        (
            "next_step",
            {"scenario": {"dialogue": [{"speaker": "huurder", "text": "een\ntwee"}]}},
            "casus, gesprek 1, tekst",
        ),
        ("written_reply", {"model_answers": [f"Antwoord {n}." for n in range(7)]}, "voorbeeldantwoord"),
    ],
)
def test_what_a_cell_cannot_hold_is_listed(make_item: Callable[..., Item], kind: str, changes: Any, part: str) -> None:
    item = make_item(kind, **changes)
    (loss,) = export_spreadsheet([item]).losses
    assert (loss.item, loss.part) == (item.id, part)
    assert loss.sentence.startswith("Een spreadsheet kan dit niet zo bevatten")


def test_a_sixth_reply_is_listed(make_item: Callable[..., Item], make_reply: Callable[..., dict[str, Any]]) -> None:
    item = make_item(replies=[make_reply(letter, "FEIT") for letter in "abcdef"])
    (loss,) = export_spreadsheet([item]).losses
    assert loss.part == "reactie f"


def test_replies_come_back_in_the_order_of_their_letters(
    make_item: Callable[..., Item], make_reply: Callable[..., dict[str, Any]]
) -> None:
    item = make_item(replies=[make_reply(letter, "FEIT") for letter in "bacd"])
    (draft,), losses = back([item])
    assert [reply["id"] for reply in draft["replies"]] == list("abcd")
    assert losses
