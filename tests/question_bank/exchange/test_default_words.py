"""Who answers a question elsewhere reads words; who brings it back here gets its variables back."""

import io
from collections.abc import Callable
from html import unescape
from zipfile import ZipFile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.exchange.carried import draft_of
from question_bank.exchange.moodle import export_moodle, import_moodle
from question_bank.exchange.qti.exporting import export_package
from question_bank.exchange.qti.importing import import_package
from question_bank.items import Item
from question_bank.variables import VARIABLES

FORMATS = {"qti": (export_package, import_package), "moodle": (export_moodle, import_moodle)}
both = pytest.mark.parametrize("name", FORMATS)
TEXT = "{commissie} belt binnen {reactietermijn}.\n{commissie}"
PIECES = [*(f"{{{name}}}" for name in VARIABLES), "{datum}", "{", "}", ". ", "Bel ", "<b>", "\n"]
texts = st.lists(st.sampled_from(PIECES), min_size=1).map("".join)


def shown(name: str, content: bytes) -> str:
    """Return what the file shows to candidates, as one text."""
    if name == "moodle":
        return content.decode()
    with ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(file).decode() for file in archive.namelist() if file.startswith("items/"))


def changed(name: str, content: bytes, before: str, after: str) -> bytes:
    """Return the file as somebody left it who replaced some words in another system."""
    if name == "moodle":
        return content.replace(before.encode(), after.encode())
    package = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as archive, ZipFile(package, "w") as written:
        for file in archive.namelist():
            written.writestr(file, archive.read(file).replace(before.encode(), after.encode()))
    return package.getvalue()


@both
def test_every_text_shows_the_default_words_and_comes_back_with_its_variables(full_items: list[Item], name: str):
    export, read = FORMATS[name]
    items = [with_variables(item) for item in full_items]
    exported = export(items)
    text = unescape(shown(name, exported.content))
    assert [each for each in VARIABLES if f"{{{each}}}" in text] == []
    assert "De klachtencommissie</span> belt binnen <span" in text
    drafts = read(exported.content).drafts
    assert [without_remarks(draft) for draft in drafts] == [without_remarks(draft_of(item)) for item in items]


@both
def test_the_list_of_losses_names_the_words_once(full_items: list[Item], name: str):
    export, _ = FORMATS[name]
    told = [loss.sentence for loss in export([with_variables(item) for item in full_items]).losses]
    (sentence,) = [each for each in told if "In dit bestand staat" in each]
    assert "de klachtencommissie, twee werkdagen" in sentence
    assert not [loss for loss in export(full_items).losses if loss.part == "invulwoorden"]


@both
def test_a_question_that_is_left_out_adds_no_words_to_the_list(make_item: Callable[..., Item], name: str):
    export, _ = FORMATS[name]
    left_out = make_item(key="z", question="Belt u {commissie}?")
    assert not [loss for loss in export([make_item(id="kw-dak-2"), left_out]).losses if loss.part == "invulwoorden"]


@both
def test_words_that_were_changed_elsewhere_stay_changed(full_items: list[Item], name: str):
    export, read = FORMATS[name]
    content = export([with_variables(full_items[0])]).content
    (draft,) = read(changed(name, content, "twee werkdagen", "drie dagen")).drafts
    assert draft["question"] == TEXT.replace("{reactietermijn}", "drie dagen")


@given(text=texts)
def test_variables_anywhere_in_a_text_come_back(make_item: Callable[..., Item], text: str):
    item = make_item(question=text)
    for export, read in FORMATS.values():
        (draft,) = read(export([item]).content).drafts
        assert draft["question"] == text


def with_variables(item: Item) -> Item:
    """Return an item with variables in the texts that every format shows."""
    replace = msgspec.structs.replace
    replies = tuple(replace(reply, text=f"{reply.id} {TEXT}", explanation=TEXT) for reply in item.replies)
    return replace(item, question=TEXT, replies=replies, scenario=replace(item.scenario, text=TEXT))


def without_remarks(draft: dict) -> dict:
    for reply in draft.get("replies", ()):
        reply.pop("remark", None)
    return draft
