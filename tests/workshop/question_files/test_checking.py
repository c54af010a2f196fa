"""What a file with questions would do is known before anything is begun."""

import msgspec
import pytest

from proeve.core.errors import Invalid, NotFound
from proeve.workshop.drafts import all_drafts
from proeve.workshop.question_files.checking import check_questions
from proeve.workshop.writing import add_new_version

MOODLE = b"""<?xml version="1.0" encoding="UTF-8"?>
<quiz><question type="multichoice"><name><text>Lekkage</text></name>
<questiontext format="html"><text>&lt;p&gt;Wat zegt u?&lt;/p&gt;</text></questiontext>
<single>true</single>
<answer fraction="100"><text>Wij komen vandaag.</text></answer>
<answer fraction="0"><text>Dat weet ik niet.</text></answer></question></quiz>
"""


def outcomes(upload):
    return [row["outcome"] for row in upload.rows]


async def test_questions_are_new_changed_or_here_already(files, bank, item, reworded):
    new = msgspec.structs.replace(item, id="kw-scheve-lamp-1", family="kw-scheve-lamp")
    other = next(each for each in bank.items.values() if each.kind == "rate_replies")
    upload = await files.workbook(reworded, new, other)
    assert {row["item"]: row["outcome"] for row in upload.rows} == {
        item.id: "version",
        "kw-scheve-lamp-1": "new",
        other.id: "same",
    }
    (change,) = next(row["changes"] for row in upload.rows if row["item"] == item.id)
    assert change == ["Vraag", item.question, "Wat zegt u dan het beste?"]


@pytest.mark.parametrize("made", ["workbook", "package"])
async def test_a_file_of_an_older_version_says_so(files, workshop, colleague, approver, reworded, made):
    assert [row["sentence"] for row in (await getattr(files, made)(reworded)).rows] == [""]
    await workshop.approved(colleague, approver, reworded, "Wat doet u nu?")
    (row,) = (await getattr(files, made)(reworded)).rows
    assert row["outcome"] == "version"
    assert row["sentence"].startswith("Dit bestand is gemaakt van versie 1. Hier staat al versie 2.")
    newer = msgspec.structs.replace(reworded, version=2)
    assert [row["sentence"] for row in (await getattr(files, made)(newer)).rows] == [""]


@pytest.mark.parametrize("kind", ["written_reply", "rank_replies", "recognise_category"])
async def test_a_question_of_ours_comes_back_as_it_went(files, bank, kind):
    item = next(each for each in bank.items.values() if each.kind == kind)
    for upload in (await files.package(item), await files.workbook(item)):
        assert ([row["sentence"] for row in upload.rows], upload.losses) == (["Staat al zo in de vragenbank."], [])


async def test_nothing_is_begun_by_looking(files, workshop, author, reworded):
    await files.package(reworded)
    assert await workshop(all_drafts, author) == []


async def test_a_question_somebody_is_writing_stays_theirs(files, workshop, colleague, item, reworded):
    await workshop(add_new_version, colleague, item.id)
    (row,) = (await files.package(reworded)).rows
    assert row["outcome"] == "refused"
    assert "schrijft al aan een volgende versie" in row["sentence"]


async def test_a_question_of_others_needs_an_exam_and_a_family(files):
    (row,) = (await files.upload(MOODLE, "moodle.xml")).rows
    assert (row["outcome"], "De toets ontbreekt" in row["sentence"]) == ("refused", True)
    named = {"exam": "klantgericht-werken", "family": "kw-lekkage-van-boven"}
    (row,) = (await files.upload(MOODLE, "moodle.xml", **named)).rows
    assert row["outcome"] == "new"
    assert row["to_do"]


@pytest.mark.parametrize(
    ("family", "sentence"),
    [("", "De casusfamilie ontbreekt"), ("Kw Lamp", "kleine letters"), ("lb-x", ""), ("a" * 61, "kleine letters")],
)
async def test_a_family_is_a_name_in_small_letters(files, family, sentence):
    (row,) = (await files.upload(MOODLE, "moodle.xml", exam="klantgericht-werken", family=family)).rows
    assert sentence in row["sentence"]
    assert (row["outcome"] == "new") == (not sentence)


async def test_a_family_of_another_exam_is_refused(files, item):
    (row,) = (await files.upload(MOODLE, "moodle.xml", exam="lastige-boodschappen", family=item.family)).rows
    assert "hoort bij een andere toets" in row["sentence"]


async def test_a_new_family_is_of_one_exam_in_a_file_too(files, item):
    lamps = [
        msgspec.structs.replace(item, id=f"kw-scheve-lamp-{number}", family="kw-scheve-lamp", exam=exam)
        for number, exam in enumerate(("klantgericht-werken", "lastige-boodschappen", "klantgericht-werken"), start=1)
    ]
    upload = await files.workbook(*lamps)
    assert outcomes(upload) == ["new", "refused", "new"]
    assert "hoort bij een andere toets" in upload.rows[1]["sentence"]
    assert (await files.confirm(upload)).is_confirmed


async def test_the_same_question_twice_in_a_file_counts_once(files, workshop, item, reworded):
    upload = await files.workbook(reworded, reworded)
    assert outcomes(upload) == ["version", "refused"]


async def test_a_field_that_does_not_fit_costs_no_other(files):
    heads = "Kenmerk;Toets;Casusfamilie;Vraagvorm;Moeilijkheid;Vraag"
    row = "kw-scheve-lamp-1;klantgericht-werken;kw-scheve-lamp;beste antwoord;heel moeilijk;Wat zegt u?"
    upload = await files.upload(f"{heads}\n{row}\n".encode(), "vragen.csv")
    (row,) = upload.rows
    assert row["document"].get("question") == "Wat zegt u?"
    assert "difficulty" not in row["document"]
    assert any("heel moeilijk" in loss["sentence"] for loss in upload.losses)


@pytest.mark.parametrize(
    ("content", "file_name", "sentence"),
    [
        (b"", "vragen.xlsx", "Dit bestand is leeg"),
        (b"x" * 5_000_001, "vragen.xlsx", "groter dan 5 MB"),
        (b"%PDF-1.7", "vragen.pdf", "Kies een bestand dat eindigt op"),
        (b"PK\x03\x04 geen zip", "vragen.zip", "geen zip-bestand"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><quiz>&a;</quiz>", "vragen.xml", ""),
        (b"<html/>", "vragen.xml", "geen Moodle XML"),
        (b"naam;telefoon\nNoor;06\n", "vragen.csv", "geen vragen"),
    ],
)
async def test_a_file_that_cannot_be_used_gets_a_sentence(files, content, file_name, sentence):
    with pytest.raises(Invalid) as refused:
        await files.upload(content, file_name)
    assert sentence in refused.value.message


async def test_others_upload_nothing(workshop, outsider):
    with pytest.raises(NotFound):
        await check_questions(workshop.database, outsider, file_name="vragen.xml", data=MOODLE)
