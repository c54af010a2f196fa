"""Questions are taken along with what is lost said first, and read from files after a look."""

import io
import re
import zipfile
from html import unescape

import msgspec
import pytest

from proeve.core.scope import Role
from proeve.workshop.drafts import all_drafts
from question_bank.exchange.moodle.importing import import_moodle
from question_bank.exchange.qti.exporting import export_package
from question_bank.exchange.qti.importing import import_package
from question_bank.exchange.spreadsheet.exporting import export_spreadsheet
from question_bank.exchange.spreadsheet.importing import import_spreadsheet

PATH = "/werkplaats/uitwisselen"
ONE, RANKED = "kw-baby-op-komst-1", "kw-kapotte-auto-1"


def text_of(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def item(bank):
    return bank.items[ONE]


@pytest.fixture
def reworded(item):
    return msgspec.structs.replace(item, question="Wat zegt u dan het beste?")


async def upload(client, content, name="vragen.zip", status=200, **fields):
    files = {"file": (name, content, "application/octet-stream")}
    answer = await client.post(f"{PATH}/inlezen", data=fields, files=files, follow_redirects=True)
    assert answer.status_code == status, answer.text
    return answer


async def drafts(database, scope):
    async with database.reading() as session:
        return {draft.item: draft for draft in await all_drafts(session, scope)}


@pytest.mark.parametrize(
    ("form", "item_id", "lost"),
    [
        ("qti", ONE, "Alles gaat mee."),
        ("qti", "kw-balkonvloer-in-de-winter-1", "Alle vragen"),
        ("xlsx", ONE, "Alles gaat mee."),
        ("moodle", RANKED, RANKED),
        ("yaml", RANKED, "Alles gaat mee."),
    ],
)
async def test_what_a_format_cannot_carry_is_said_before_the_file_is_taken(author, form, item_id, lost):
    answer = await author.get(f"{PATH}/meenemen", params={"formaat": form, "zoek": item_id})
    text = text_of(answer.text)
    assert answer.status_code == 200
    assert "1 vraag downloaden" in text
    assert "Wat dit formaat niet kan meenemen" in text
    assert lost in text


async def test_what_many_questions_lose_is_said_once(author):
    text = text_of((await author.get(f"{PATH}/meenemen", params={"formaat": "moodle", "staat": "live"})).text)
    assert text.count("In Moodle staan de reacties voor iedereen in dezelfde volgorde.") == 1
    assert re.search(r"\d+ vragen kw-", text)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("vragen-qti.zip", lambda content: import_package(content).drafts),
        ("vragen.xlsx", lambda content: import_spreadsheet(content).drafts),
        ("vragen-moodle.xml", lambda content: import_moodle(content).drafts),
    ],
)
async def test_the_file_holds_the_chosen_questions(author, name, read, item):
    answer = await author.get(f"{PATH}/{name}", params={"zoek": ONE, "staat": "live"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    (draft,) = read(answer.content)
    assert (draft["id"], draft["question"]) == (ONE, item.question)


async def test_the_yaml_holds_families_and_the_blueprint(author):
    answer = await author.get(f"{PATH}/vragen-yaml.zip", params={"toets": "klantgericht-werken", "zoek": ONE})
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == [
            "blueprints/klantgericht-werken.yaml",
            "klantgericht_werken/kw-baby-op-komst.yaml",
        ]


async def test_all_live_questions_go_along_at_once(author, bank):
    answer = await author.get(f"{PATH}/vragen-moodle.xml", params={"staat": "live"})
    assert len(import_moodle(answer.content).drafts) == len(bank.items)


async def test_the_log_says_whose_keys_went_along(author, logged):
    await author.get(f"{PATH}/vragen.xlsx", params={"zoek": ONE})
    (view,) = await logged("item.view")
    assert (view.subject, view.facts["file"]) == (f"item:{ONE}", "vragen.xlsx")
    (export,) = await logged("items.export")
    assert (export.facts["rows"], export.facts["filters"]) == (1, {"zoek": ONE})


async def test_no_questions_and_no_format_are_said_plainly(author):
    answer = await author.get(f"{PATH}/meenemen", params={"formaat": "xlsx", "zoek": "bestaatniet"})
    assert "Er zijn geen vragen die zo heten" in answer.text
    assert (await author.get(f"{PATH}/meenemen?formaat=pdf")).status_code == 404


async def test_there_is_an_empty_workbook_to_write_in(author):
    answer = await author.get(f"{PATH}/lege-spreadsheet.xlsx")
    assert import_spreadsheet(answer.content).drafts == ()


async def test_a_file_is_shown_before_anything_is_begun_and_then_begun(author, web_database, judge, item, reworded):
    new = msgspec.structs.replace(item, id="kw-scheve-lamp-1", family="kw-scheve-lamp")
    page = await upload(author, export_package([reworded, new]).content)
    text = text_of(page.text)
    assert "1 Nieuw concept" in text
    assert "1 Nieuwe versie" in text
    assert "Wat zegt u dan het beste?" in text
    assert "2 concepten maken" in text
    assert await drafts(web_database, judge) == {}
    done = await author.post(page.url.path, follow_redirects=True)
    assert "2 concepten staan klaar." in text_of(done.text)
    assert set(await drafts(web_database, judge)) == {ONE, "kw-scheve-lamp-1"}


async def test_who_sees_what_changes_in_a_question_has_seen_its_key(author, logged, item, reworded):
    new = msgspec.structs.replace(item, id="kw-scheve-lamp-1", family="kw-scheve-lamp")
    await upload(author, export_package([reworded, new]).content)
    assert [(view.subject, view.facts["version"]) for view in await logged("item.view")] == [
        (f"item:{ONE}", item.version)
    ]


async def test_the_same_file_again_has_nothing_to_begin(author, reworded):
    content = export_spreadsheet([reworded]).content
    page = await upload(author, content, "vragen.xlsx")
    await author.post(page.url.path, follow_redirects=True)
    again = text_of((await upload(author, content, "vragen.xlsx")).text)
    assert "Er is niets om klaar te zetten" in again
    assert "Staat al zo in een concept." in again


async def test_an_upload_can_be_narrowed_to_one_outcome(author, reworded, bank):
    other = next(each for each in bank.items.values() if each.kind == "rate_replies")
    page = await upload(author, export_package([reworded, other]).content)
    narrowed = (await author.get(f"{page.url.path}?toon=same")).text
    assert other.id in narrowed
    assert ONE not in narrowed


async def test_who_confirms_late_sees_what_the_file_would_do_now(author, colleague, desk, reworded):
    page = await upload(author, export_package([reworded]).content)
    await desk.written(colleague, ONE, "Wat schrijft u dan?")
    answer = text_of((await author.post(page.url.path, follow_redirects=True)).text)
    assert "1 van deze vragen pakt nu anders uit" in answer
    assert "Iemand schrijft al aan een volgende versie" in answer


def hostile_zip(name="../../etc/passwd"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (hostile_zip(), "vragen.zip", "etc/passwd"),
        (b"geen zip", "vragen.zip", "geen zip-bestand"),
        (b"", "vragen.csv", "leeg"),
        (b"x", "vragen.exe", "Dit soort bestand kunnen wij niet lezen"),
        (b'<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>', "vragen.xml", "kunnen we niet"),
    ],
)
async def test_a_refused_file_gets_its_sentence_and_the_form_stays(author, content, name, sentence):
    page = await upload(author, content, name, status=422, family="kw-lekkende-kraan")
    assert sentence in text_of(page.text)
    assert 'value="kw-lekkende-kraan"' in page.text
    assert name in page.text


async def test_without_a_file_the_page_asks_for_one(author):
    answer = await author.post(f"{PATH}/inlezen", data={"exam": ""})
    assert answer.status_code == 422
    assert "Kies eerst een bestand" in answer.text


async def test_markup_in_a_file_stays_text(author):
    heads = "Kenmerk;Toets;Casusfamilie;Vraagvorm;Vraag"
    row = 'kw-x-1;klantgericht-werken;kw-x;"<script>alert(1)</script>";"<img src=x onerror=alert(1)>"'
    page = await upload(author, f"{heads}\n{row}\n".encode(), "<b>vragen.csv")
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert "<b>vragen" not in page.text


async def test_an_upload_that_is_not_there_is_not_found(author):
    assert (await author.get(f"{PATH}/inlezen/999")).status_code == 404
    assert (await author.post(f"{PATH}/inlezen/999")).status_code == 404


async def test_a_trainer_exchanges_nothing(sign_in, lindehof, stored_bank):
    trainer = await sign_in(Role.TRAINER, lindehof)
    for path in (PATH, f"{PATH}/vragen.xlsx", f"{PATH}/meenemen?formaat=qti"):
        assert (await trainer.get(path)).status_code == 404
