"""A staff list is checked first, line by line, and written only when the administrator has seen what it does."""

import io

import pytest
from python_calamine import load_workbook

from proeve.corporations.staff import StaffMember

PATH = "/beheer/medewerkers/importeren"
LIST = """voornaam;tussenvoegsel;achternaam;e-mail;team
Anna;de;Boer;anna@lindehof.example;Klantcontact
José;;Çelik;jose@lindehof.example;Verhuur
Piet;;Janssen;piet.lindehof.example;Verhuur
"""


@pytest.fixture
def upload(read):
    """Upload a file and go where it leads."""

    async def upload(content: str | bytes, name: str = "lijst.csv", status: int = 200):
        data = content.encode() if isinstance(content, str) else content
        return await read(PATH, {"x": ""}, status, files={"file": (name, data, "application/octet-stream")})

    return upload


async def names(beheer) -> list[str]:
    return [member.name for member in await beheer.all_of(StaffMember)]


async def test_the_page_shows_what_a_list_looks_like_and_offers_an_example(read):
    page = await read(PATH)
    assert "personeelsnummer" in page.text
    assert "/beheer/medewerkers/voorbeeldlijst.xlsx" in page.html


async def test_the_example_is_a_workbook(pages):
    answer = await pages.get("/beheer/medewerkers/voorbeeldlijst.xlsx")
    assert "attachment" in answer.headers["content-disposition"]
    assert load_workbook(io.BytesIO(answer.content)).sheet_names[0] == "Medewerkers"


async def test_a_check_says_what_is_wrong_where_and_writes_nothing(upload, beheer):
    page = await upload(LIST)
    assert "1 regel klopt niet. De andere 2 regels zijn goed." in page.text
    assert "4 e-mail Het e-mailadres mist een @." in page.text
    assert "2 medewerkers opslaan" in page.text
    assert await names(beheer) == []


async def test_confirming_writes_the_good_lines_and_says_how_many(upload, read, beheer):
    page = await upload(LIST)
    after = await read(page.path, {"x": ""})
    assert "2 medewerkers zijn opgeslagen: 2 nieuw." in after.text
    assert await names(beheer) == ["Anna de Boer", "José Çelik"]


async def test_a_list_that_was_saved_cannot_be_saved_again(upload, read):
    page = await upload(LIST)
    await read(page.path, {"x": ""})
    again = await read(page.path)
    assert "Deze lijst is opgeslagen" in again.text
    assert "medewerkers opslaan" not in again.text


async def test_the_same_list_a_second_time_changes_nothing(upload, read, beheer):
    await read((await upload(LIST)).path, {"x": ""})
    page = await upload(LIST)
    assert "Er is niets om op te slaan" in page.text
    assert len(await names(beheer)) == 2


async def test_what_a_line_changes_is_written_out(upload, read):
    await read((await upload(LIST)).path, {"x": ""})
    page = await upload(LIST.replace("Klantcontact", "Wijkbeheer"))
    assert "team: Klantcontact wordt Wijkbeheer" in page.text
    assert "1 medewerker is opgeslagen: 1 bijgewerkt." in (await read(page.path, {"x": ""})).text


async def test_when_the_staff_changed_meanwhile_the_list_is_shown_anew(upload, read, beheer):
    page = await upload(LIST)
    await beheer.hire("Anna", "Boer", email="anna@lindehof.example", name_prefix="de", team="Verhuur")
    shown = await read(page.path, {"x": ""})
    assert "Uw medewerkers zijn intussen veranderd" in shown.text
    assert "team: Verhuur wordt Klantcontact" in shown.text
    assert "2 medewerkers zijn opgeslagen: 1 nieuw en 1 bijgewerkt." in (await read(page.path, {"x": ""})).text


async def test_confirming_again_says_that_nothing_was_written(upload, read):
    first, second = await upload(LIST), await upload(LIST)
    assert "2 medewerkers zijn opgeslagen: 2 nieuw." in (await read(first.path, {"x": ""})).text
    assert "Deze lijst was al opgeslagen." in (await read(first.path, {"x": ""})).text
    assert "Er is niets veranderd: deze medewerkers stonden al zo" in (await read(second.path, {"x": ""})).text


async def test_one_kind_of_line_can_be_looked_at(upload, read):
    await read((await upload(LIST)).path, {"x": ""})
    page = await upload(LIST.replace("Klantcontact", "Wijkbeheer"))
    assert "José Çelik" not in (await read(f"{page.path}?toon=changed")).text
    assert "José Çelik" in (await read(f"{page.path}?toon=onzin")).text


async def test_without_a_file_the_page_asks_for_one(read):
    page = await read(PATH, {"x": ""}, status=422)
    assert "Kies eerst een bestand" in page.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Dit bestand is leeg"),
        (b"%PDF-1.7 ...", "Dit is een pdf"),
        ("naam;telefoon\nNoor;06\n", "ontbreekt de kolom e-mail"),
        (b"x" * 5_000_001, "groter dan 5 MB"),
    ],
)
async def test_a_file_that_is_no_staff_list_gets_a_sentence_that_helps(upload, beheer, content, said):
    page = await upload(content, "vreemd.pdf", 422)
    assert said in page.text
    assert "vreemd.pdf" in page.text
    assert await names(beheer) == []


async def test_an_upload_of_twenty_megabytes_is_refused(upload, beheer):
    page = await upload(b"x" * 20_000_000, status=413)
    assert "te groot" in page.text
    assert await names(beheer) == []


async def test_the_mistakes_can_be_taken_along(upload, pages):
    page = await upload(LIST)
    answer = await pages.get(f"{page.path}/fouten.csv")
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Regel;Kolom;Wat u kunt doen",
        "4;e-mail;Het e-mailadres mist een @.",
    ]


async def test_a_page_shows_the_first_hundred_mistakes_and_counts_the_rest(upload):
    lines = "".join(f"A{number};;B;geen-adres-{number};\n" for number in range(105))
    page = await upload(f"voornaam;tussenvoegsel;achternaam;e-mail;team\n{lines}")
    assert page.html.count("line-number") == 100
    assert "Dit zijn de eerste 100 van 105 fouten." in page.text
