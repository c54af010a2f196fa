"""A package holds a manifest, a test and the items, and says what it cannot carry."""

import io
import re
from fractions import Fraction
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import msgspec
import pytest

from question_bank.bank import Bank
from question_bank.exchange.qti.exporting import export_package
from question_bank.exchange.qti.importing import import_package
from question_bank.exchange.qti.names import LOM, OWN, PACKAGE, QTI, QTI_METADATA
from question_bank.items import Item
from question_bank.kinds import KINDS

TYPES = {"imsqti_item_xmlv3p0", "imsqti_test_xmlv3p0"}


@pytest.fixture
def items(bank: Bank) -> list[Item]:
    """An item of every kind."""
    return [next(item for item in bank.items.values() if item.kind == kind) for kind in KINDS]


def _files(content: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_manifest_names_every_file_once(items: list[Item]):
    files = _files(export_package(items).content)
    manifest = ET.fromstring(files.pop("imsmanifest.xml"))
    assert [part.tag.partition("}")[2] for part in manifest] == ["metadata", "organizations", "resources"]
    resources = manifest.findall(f".//{{{PACKAGE}}}resource")
    assert {resource.get("type") for resource in resources} == TYPES
    assert sorted(resource.get("href") for resource in resources) == sorted(files)
    identifiers = {resource.get("identifier") for resource in resources}
    assert {part.get("identifierref") for part in manifest.iter(f"{{{PACKAGE}}}dependency")} <= identifiers


def test_an_id_that_begins_with_a_digit_still_gives_identifiers_of_xml(items: list[Item]):
    (item,) = (msgspec.structs.replace(item, id="3-sleutels-1") for item in items[:1])
    package = export_package([item]).content
    identifiers = [
        part.get(name)
        for file in _files(package).values()
        for part in ET.fromstring(file).iter()
        for name in ("identifier", "identifierref")
        if part.get(name)
    ]
    assert "_3-sleutels-1.v1" in identifiers
    assert [name for name in identifiers if not re.fullmatch(r"[A-Za-z_][\w.-]*", name)] == []
    assert [draft["id"] for draft in import_package(package).drafts] == [item.id]


def test_metadata_stands_in_the_places_of_the_standard(items: list[Item]):
    manifest = ET.fromstring(_files(export_package(items).content)["imsmanifest.xml"])
    for item, resource in zip(items, manifest.findall(f".//{{{PACKAGE}}}resource")[1:], strict=True):
        metadata = resource.find(f"{{{PACKAGE}}}metadata")
        assert [part.tag for part in metadata] == [f"{{{QTI_METADATA}}}qtiMetadata", f"{{{LOM}}}lom"]
        assert metadata.findtext(f".//{{{LOM}}}taxon/{{{LOM}}}id") == item.category
        assert metadata.findtext(f"{{{LOM}}}lom/{{{OWN}}}item/{{{OWN}}}kind") == item.kind


def test_the_test_weighs_items_as_the_blueprint_does(bank: Bank):
    blueprint = bank.find_blueprint("klantgericht-werken")
    items = [item for item in bank.all_items("klantgericht-werken") if item.kind in blueprint.weights][:40]
    test = ET.fromstring(_files(export_package(items, blueprint=blueprint).content)["test.xml"])
    weights = [Fraction(part.get("value")) for part in test.iter(f"{{{QTI}}}qti-weight")]
    maxima = {"best_answer": 1, "next_step": 1, "recognise_category": 2, "most_least": 2, "rank_replies": 5}
    maxima |= {"rate_replies": 20, "written_reply": 10}
    expected = [float(blueprint.weight_of(item)) for item in items]
    found = [float(weight * maxima[item.kind]) for weight, item in zip(weights, items, strict=True)]
    assert found == pytest.approx(expected)


def test_the_same_items_give_the_same_bytes(items: list[Item]):
    assert export_package(items).content == export_package(items).content


def test_two_versions_of_an_item_stand_beside_each_other(items: list[Item]):
    second = msgspec.structs.replace(items[0], version=2, question="Wat zegt u dan?")
    drafts = import_package(export_package([items[0], second]).content).drafts
    assert [draft["version"] for draft in drafts] == [1, 2]


def test_what_qti_cannot_say_is_said_once_per_format(items: list[Item]):
    losses = export_package(items).losses
    assert {loss.item for loss in losses} == {""}
    assert len(losses) == len({(loss.part, loss.sentence) for loss in losses}) > 0


def test_an_item_that_cannot_be_scored_is_left_out_with_the_reason(items: list[Item]):
    broken = msgspec.structs.replace(items[0], key="z")
    exported = export_package([broken, items[1]])
    assert [draft["id"] for draft in import_package(exported.content).drafts] == [items[1].id]
    assert exported.losses[0].item == broken.id
    assert exported.losses[0].sentence.startswith("Deze vraag gaat niet mee.")


def test_signs_that_xml_cannot_hold_are_left_out_and_named(items: list[Item]):
    odd = msgspec.structs.replace(items[0], question="Wat\x0b nu?\r\n")
    exported = export_package([odd])
    assert import_package(exported.content).drafts[0]["question"] == "Wat nu?\n"
    assert [(loss.item, loss.part) for loss in exported.losses] == [(odd.id, "onzichtbare tekens")]


def test_a_question_that_the_exam_does_not_ask_goes_along_and_counts_as_one(bank: Bank):
    blueprint = bank.blueprints["klantgericht-werken"]
    item = next(item for item in bank.all_items(blueprint.exam) if item.kind not in blueprint.weights)
    (draft,) = import_package(export_package([item], blueprint=blueprint).content).drafts
    assert draft["id"] == item.id
