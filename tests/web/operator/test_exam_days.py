"""The operator plans one day for several corporations and begins it for all of them."""

import re

import pytest
from sqlalchemy import select

from proeve.core.scope import Role
from proeve.exams.sittings import Sitting

PATH = "/operator/toetsdagen"
DAY = {
    "name": "Toetsdag Zuid",
    "exam": "klantgericht-werken",
    "kind": "joint",
    "opens_day": "2026-03-10",
    "opens_time": "10:00",
    "late": "10",
    "code": "typed",
    "places": "20",
}


@pytest.fixture
async def pages(sign_in, web_database, set_clock, stock):
    async with web_database.unit_of_work() as session:
        await stock(session)
    client = await sign_in(Role.OPERATOR)
    client.headers["accept"] = "text/html"
    return client


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


async def all_sittings(database) -> list[Sitting]:
    async with database.reading() as session:
        return list(await session.scalars(select(Sitting)))


async def test_a_day_is_planned_for_the_corporations_that_were_chosen(pages, lindehof, waterkant, web_database):
    assert "Er is nog geen toetsdag" in (await pages.get(PATH)).text
    fields = DAY | {"corporations": [str(lindehof.id), str(waterkant.id)]}
    answer = await pages.post(f"{PATH}/nieuw", data=fields, follow_redirects=True)
    text = words(answer.text)
    assert "De toetsdag staat klaar." in text
    assert "dinsdag 10 maart 2026 om 10:00 uur" in text
    assert "welkom tot 10 minuten na de start" in text
    sittings = await all_sittings(web_database)
    assert {(each.corporation_id, each.places) for each in sittings} == {(lindehof.id, 20), (waterkant.id, 20)}
    for each in sittings:
        assert f"{each.start_code[:3]} {each.start_code[3:]}" in text
    assert "Toetsdag Zuid" in (await pages.get(PATH)).text


async def test_what_is_missing_comes_back_beside_its_field(pages, lindehof, web_database):
    answer = await pages.post(f"{PATH}/nieuw", data=DAY | {"name": "", "exam": ""})
    assert answer.status_code == 422
    for sentence in ("Geef deze toetsdag een naam.", "Kies een toets.", "Kies minstens één corporatie."):
        assert sentence in answer.text
    assert 'value="20"' in answer.text
    assert await all_sittings(web_database) == []


async def test_an_exam_or_a_corporation_that_does_not_exist_is_named(pages, lindehof):
    for fields in ({"exam": "duiken", "corporations": str(lindehof.id)}, {"corporations": "999"}):
        answer = await pages.post(f"{PATH}/nieuw", data=DAY | fields)
        assert answer.status_code == 422


async def test_one_button_begins_the_whole_day(pages, lindehof, waterkant, web_database):
    fields = DAY | {"corporations": [str(lindehof.id), str(waterkant.id)]}
    answer = await pages.post(f"{PATH}/nieuw", data=fields, follow_redirects=True)
    path = answer.url.raw_path.decode()
    assert "Starten voor 0 medewerkers" in words(answer.text)
    answer = await pages.post(f"{path}/starten", follow_redirects=True)
    assert "Begonnen om 10:00 uur" in words(answer.text)
    assert len({each.begun_at for each in await all_sittings(web_database)}) == 1


async def test_a_day_of_later_says_from_when_it_can_begin(pages, lindehof):
    fields = DAY | {"opens_time": "11:00", "corporations": str(lindehof.id)}
    answer = await pages.post(f"{PATH}/nieuw", data=fields, follow_redirects=True)
    assert "Starten kan vanaf 10 maart 2026 om 11:00 uur." in words(answer.text)
    answer = await pages.post(f"{answer.url.raw_path.decode()}/starten", follow_redirects=True)
    assert "U kunt deze afname starten vanaf 10 maart 2026 om 11:00 uur" in words(answer.text)
