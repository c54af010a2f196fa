"""The administrator chooses how certificates look, with an example that warns."""

import io
import re

import pytest
from PIL import Image
from sqlalchemy import select
from sqlmodel import col

from proeve.core.scope import Role
from proeve.register.templates import CertificateTemplate

PATH = "/beheer/certificaten/opmaak"
LOOK = {"orientation": "portrait", "accent": "#7a1f3d", "highlight": "#00639b"}


def png(colour="#00639b", size=(400, 120)):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


async def versions_of(database):
    async with database.reading() as session:
        return list(await session.scalars(select(CertificateTemplate).order_by(col(CertificateTemplate.id))))


async def test_the_page_begins_with_the_usual_look(read):
    page = await read(PATH)
    assert "data:image/svg+xml;base64," in page.html
    assert "Voorbeeld van het certificaat van Fatima el Amrani, liggend" in page.html
    assert "Alle namen en teksten passen op dit certificaat" in page.text
    assert "Versies" not in page.text


async def test_a_look_is_saved_as_a_version(read, web_database):
    page = await read(PATH, LOOK)
    assert "Nieuwe certificaten zien er vanaf nu zo uit" in page.text
    assert "Versie 1 In gebruik" in page.text
    (version,) = await versions_of(web_database)
    assert (version.version, version.orientation, version.accent) == (1, "portrait", "#7a1f3d")


async def test_saving_the_same_look_again_adds_no_version(read, web_database):
    await read(PATH, LOOK)
    await read(PATH, LOOK)
    assert len(await versions_of(web_database)) == 1


async def test_an_older_version_is_used_again_as_a_new_one(read, web_database):
    await read(PATH, LOOK)
    await read(PATH, LOOK | {"accent": "#0e5a5a"})
    first = (await versions_of(web_database))[0]
    page = await read(f"{PATH}/{first.id}/terug", {})
    assert "zien er vanaf nu weer uit als versie 1" in page.text
    assert [version.accent for version in await versions_of(web_database)] == ["#7a1f3d", "#0e5a5a", "#7a1f3d"]


async def test_a_logo_is_kept_until_another_or_none_is_chosen(read, web_database):
    await read(PATH, LOOK, files={"logo": ("logo.png", png(), "image/png")})
    await read(PATH, LOOK | {"accent": "#0e5a5a"})
    await read(PATH, LOOK | {"no_logo": "1"})
    first, second, third = await versions_of(web_database)
    assert first.logo == second.logo
    assert first.logo.startswith(b"\x89PNG")
    assert third.logo is None


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Kies een logo dat een PNG of een JPG is."),
        (b"GIF89a", "Kies een logo dat een PNG of een JPG is."),
        (png(size=(10, 10)), "Dit logo is te klein."),
        (b"\x89PNG" + b"0" * 1_000_001, "Dit bestand is groter dan 1 MB."),
    ],
)
async def test_a_logo_that_cannot_be_used_is_refused_beside_its_field(read, web_database, file, words):
    page = await read(PATH, LOOK, status=422, files={"logo": ("logo.svg", file, "image/png")})
    assert words in page.text
    assert await versions_of(web_database) == []


@pytest.mark.parametrize(
    ("field", "colour", "words"),
    [
        ("accent", "#ffcc00", "te licht"),
        ("highlight", "#dddddd", "te licht"),
        ("accent", "red; background: url(x)", "is geen kleur"),
        ("accent", "", "Kies een kleur."),
    ],
)
async def test_a_colour_that_cannot_be_read_is_refused(read, web_database, field, colour, words):
    assert words in (await read(PATH, LOOK | {field: colour}, status=422)).text
    assert await versions_of(web_database) == []


async def test_the_example_follows_the_form_and_saves_nothing(read, web_database):
    page = await read(f"{PATH}/voorbeeld", LOOK | {"example": "Zoë Öztürk", "language": "en"})
    assert "Voorbeeld van het certificaat van Zoë Öztürk, staand" in page.html
    assert "<html" not in page.html
    assert await versions_of(web_database) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"accent": "#ffcc00"}, "te licht"),
        ({"accent": "#777777", "highlight": "#777777"}, "te licht"),
        ({"example": "山田"}, "tekens die wij niet op een certificaat kunnen drukken: 山 (U+5C71)"),
        ({"example": "W" * 200}, "is te lang voor het certificaat"),
    ],
)
async def test_the_example_says_why_it_cannot_be_drawn(read, changes, words):
    page = await read(f"{PATH}/voorbeeld", LOOK | changes)
    assert "Zo kan het niet" in page.text
    assert words in page.text


async def test_the_example_warns_of_staff_whose_names_cannot_be_printed(read, beheer):
    await beheer.hire("Yuki", "山田", email="yuki@lindehof.example")
    await beheer.hire("Wilhelmina" * 4, "Oosterbaan" * 15, email="w@lindehof.example")
    text = (await read(f"{PATH}/voorbeeld", LOOK)).text
    assert "Let hierop" in text
    assert "Yuki 山田 (山 田)" in text
    assert "is te lang voor het certificaat" in text


async def test_the_example_warns_of_light_colours_and_faint_logos(read):
    white = {"logo": ("logo.png", png("#ffffff", (100, 100)), "image/png")}
    text = (await read(f"{PATH}/voorbeeld", LOOK | {"accent": "#6e6e6e"}, files=white)).text
    assert "leesbaar, maar wel licht" in text
    assert "Uw logo is bijna wit" in text
    assert "korrelig" in text


async def test_names_of_another_corporation_are_not_looked_at(read, waterkant_beheer):
    await waterkant_beheer.hire("Yuki", "山田", email="yuki@lindehof.example")
    assert "山" not in (await read(PATH)).text


async def test_markup_in_an_example_stays_text(read):
    page = await read(f"{PATH}/voorbeeld", LOOK | {"example": '"><script>alert(1)</script>'})
    assert "<script" not in page.html


async def test_each_version_has_its_picture(read, pages, web_database):
    await read(PATH, LOOK)
    (version,) = await versions_of(web_database)
    answer = await pages.get(f"{PATH}/{version.id}/voorbeeld.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert re.search(rb'viewBox="0 0 595\.\d+ 841\.\d+"', answer.content)
    assert b"#7a1f3d" in answer.content


async def test_without_scripts_a_button_shows_the_example(read, web_database):
    page = await read(PATH, LOOK | {"action": "preview", "example": "Zoë"})
    assert "Voorbeeld van het certificaat van Zoë, staand" in page.html
    assert await versions_of(web_database) == []


async def test_a_version_of_another_corporation_is_not_there(sign_in, lindehof, read, web_database, waterkant):
    async with web_database.unit_of_work() as session:
        theirs = CertificateTemplate(
            corporation_id=waterkant.id, version=1, orientation="portrait", accent="#000000", highlight="#000000"
        )
        session.add(theirs)
    client = await sign_in(Role.ADMINISTRATOR, lindehof, email="tweede@lindehof.example")
    assert (await client.get(f"{PATH}/{theirs.id}/voorbeeld.svg")).status_code == 404
    assert (await client.post(f"{PATH}/{theirs.id}/terug")).status_code == 404
