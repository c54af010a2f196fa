"""Packages are found through their manifest, or without one, and hostile ones are refused."""

import io
import re
from zipfile import ZipFile

import pytest

from question_bank.bank import Bank
from question_bank.exchange.carried import draft_of
from question_bank.exchange.packages import RefusedPackage
from question_bank.exchange.qti.exporting import export_package
from question_bank.exchange.qti.importing import import_item, import_package
from question_bank.exchange.qti.item_document import item_document
from question_bank.kinds import KINDS


def _changed(content: bytes, change) -> bytes:
    """Return a package with each file as ``change`` makes it of name and content; None leaves it out."""
    result = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(result, "w") as new:
        for name in old.namelist():
            made = change(name, old.read(name))
            if made is not None:
                new.writestr(*made)
    return result.getvalue()


def _examples(bank: Bank):
    return [next(item for item in bank.items.values() if item.kind == kind) for kind in KINDS]


@pytest.fixture
def package(bank: Bank) -> bytes:
    """A package with an item of every kind."""
    return export_package(_examples(bank)).content


def test_a_package_in_a_folder_of_its_own_is_found(bank: Bank, package: bytes):
    imported = import_package(_changed(package, lambda name, content: (f"vragen/{name}", content)))
    assert [draft["id"] for draft in imported.drafts] == [item.id for item in _examples(bank)]


def test_our_items_without_our_metadata_keep_all_texts_and_say_what_is_gone(bank: Bank, package: bytes):
    def stripped(name: str, content: bytes):
        return name, re.sub(rb"<metadata>\s*<qti:.*?</metadata>", b"", content, flags=re.DOTALL)

    imported = import_package(_changed(package, stripped))
    for item, draft in zip(_examples(bank), imported.drafts, strict=True):
        whole = draft_of(item)
        assert {name: draft.get(name) for name in ("id", "kind", "scenario", "question", "key")} == {
            name: whole.get(name) for name in ("id", "kind", "scenario", "question", "key")
        }
        assert draft.get("rubric") == whole.get("rubric")
        shown = [(reply["text"], reply["explanation"]) for reply in draft.get("replies", [])]
        assert shown == [(reply.text, reply.explanation) for reply in item.replies]
    assert {loss.part for loss in imported.losses} == {"gegevens van de vraag"}
    assert [loss.item for loss in imported.losses] == [item.id for item in _examples(bank)]


def test_a_text_that_was_changed_elsewhere_comes_back_changed(bank: Bank, package: bytes):
    item = next(item for item in _examples(bank) if item.kind == "best_answer")
    old, new = item.replies[0].text.encode(), b"Een betere zin."
    imported = import_package(_changed(package, lambda name, content: (name, content.replace(old, new))))
    draft = next(draft for draft in imported.drafts if draft["id"] == item.id)
    assert draft["replies"][0]["text"] == "Een betere zin."
    assert draft["replies"][0]["category"] == item.replies[0].category


def test_a_package_without_manifest_is_searched(bank: Bank, package: bytes):
    def without(name: str, content: bytes):
        return None if name == "imsmanifest.xml" else (name, content)

    imported = import_package(_changed(package, without))
    assert len(imported.drafts) == len(KINDS)
    assert imported.losses[0].part == "imsmanifest.xml"


def test_a_file_that_the_manifest_names_but_that_is_missing_is_reported(bank: Bank, package: bytes):
    gone = f"items/{_examples(bank)[0].id}.v1.xml"
    imported = import_package(_changed(package, lambda name, content: None if name == gone else (name, content)))
    assert len(imported.drafts) == len(KINDS) - 1
    assert [loss.sentence for loss in imported.losses] == [f"Het bestand {gone} staat niet in het pakket."]


def test_a_file_that_is_named_often_is_read_once(package: bytes):
    def doubled(name: str, content: bytes):
        start, end = content.find(b"<resources>"), content.find(b"</resources>")
        inner = content[start + len(b"<resources>") : end]
        return name, content[:end] + inner + content[end:] if name == "imsmanifest.xml" else content

    assert len(import_package(_changed(package, doubled)).drafts) == len(KINDS)


def test_a_package_without_questions_says_so():
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("imsmanifest.xml", "<manifest><resources/></manifest>")
    imported = import_package(content.getvalue())
    assert (imported.drafts, len(imported.losses)) == ((), 1)


def test_an_item_may_come_as_a_file_by_itself(bank: Bank):
    item = _examples(bank)[0]
    (draft,) = import_item(item_document(item), "vraag.xml").drafts
    assert (draft["id"], draft["question"]) == (item.id, item.question)


def test_a_file_that_is_no_item_is_named():
    imported = import_item(b"<html><p>Hallo</p></html>", "hallo.xml")
    assert (imported.drafts, imported.losses[0].item) == ((), "hallo.xml")


@pytest.mark.parametrize(
    "hostile",
    [
        b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><qti-assessment-item>&x;</qti-assessment-item>',
        b"<qti-assessment-item><qti-item-body><script>1</script></qti-item-body></qti-assessment-item>",
        b'<qti-assessment-item><qti-item-body><p onclick="x()"/></qti-item-body></qti-assessment-item>',
        b'<qti-assessment-item><svg xmlns="http://www.w3.org/2000/svg"/></qti-assessment-item>',
        b"<qti-assessment-item><p></qti-assessment-item>",
    ],
)
def test_a_hostile_item_refuses_the_whole_package_with_the_reason(package: bytes, hostile: bytes):
    def replaced(name: str, content: bytes):
        return name, hostile if name.startswith("items/") else content

    with pytest.raises(RefusedPackage):
        import_package(_changed(package, replaced))
