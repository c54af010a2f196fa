"""Arriving by a sign-in link: one click to go in, or why it does not work and the form for a new one."""

import pytest
from sqlalchemy import update

from proeve.core import clock
from proeve.people.persons import Person, add_person
from proeve.people.sign_in_links import draw_link
from proeve.web.visitor import SESSION_COOKIE

HTML = {"accept": "text/html"}


@pytest.fixture
async def visitor(client):
    """Somebody who is not signed in, and may post forms."""
    await client.get("/aanmelden")
    client.headers["X-CSRFToken"] = client.cookies["csrftoken"]
    return client


@pytest.fixture
async def token(web_database, set_clock) -> str:
    async with web_database.unit_of_work() as session:
        person = await add_person(session, email="noor@lindehof.example", given_name="Noor", family_name="Jansen")
        return await draw_link(session, person.id)


async def test_a_link_that_works_asks_for_one_click_and_is_not_used_up(visitor, token):
    for _ in range(2):
        response = await visitor.get(f"/aanmelden/{token}", headers=HTML)
        assert (response.status_code, "Nog één klik en u bent binnen." in response.text) == (200, True)


async def test_a_link_that_expired_says_so_before_the_click(visitor, token, set_clock):
    set_clock.advance(minutes=16)
    response = await visitor.get(f"/aanmelden/{token}?verder=/mijn/account", headers=HTML)
    assert response.status_code == (await visitor.post(f"/aanmelden/{token}", headers=HTML)).status_code == 409
    assert "Deze link is verlopen." in response.text
    assert "Nog één klik" not in response.text
    assert 'action="/aanmelden"' in response.text
    assert 'value="/mijn/account"' in response.text


async def test_a_link_that_was_used_says_so_before_the_click(visitor, token):
    await visitor.post(f"/aanmelden/{token}", follow_redirects=False)
    visitor.cookies.delete(SESSION_COOKIE)
    response = await visitor.get(f"/aanmelden/{token}", headers=HTML)
    assert (response.status_code, "Deze link is al gebruikt." in response.text) == (409, True)


async def test_a_made_up_link_is_not_found(visitor):
    response = await visitor.get("/aanmelden/verzonnen", headers=HTML)
    assert response.status_code == (await visitor.post("/aanmelden/verzonnen", headers=HTML)).status_code == 404
    assert "Open de hele link uit de e-mail" in response.text
    told = await visitor.get("/aanmelden/verzonnen", headers={"accept": "application/json"})
    assert (told.status_code, told.json()["error"]["code"]) == (404, "link_unknown")


@pytest.mark.parametrize(("way", "page"), [("?verder=/mijn/account", "/mijn/account"), ("?verder=//elders", "/mijn")])
async def test_who_is_signed_in_goes_on_from_a_used_link_and_hears_as_whom(visitor, token, way, page):
    await visitor.post(f"/aanmelden/{token}", follow_redirects=False)
    response = await visitor.get(f"/aanmelden/{token}{way}", headers=HTML)
    assert (response.status_code, response.url.path) == (200, page)
    assert "U bent al aangemeld als Noor Jansen. Bent u dat niet? Meld u dan eerst af." in response.text


async def test_a_refused_link_speaks_of_signing_in_as_the_page_does(visitor, token, web_database):
    unknown = await visitor.get("/aanmelden/verzonnen", headers=HTML)
    assert "Met deze link kunt u zich niet aanmelden" in unknown.text
    async with web_database.unit_of_work() as session:
        await session.execute(update(Person).values(blocked_at=clock.now()))
    blocked = await visitor.get(f"/aanmelden/{token}", headers=HTML)
    assert "U kunt zich niet aanmelden" in blocked.text
    assert "Met deze link" not in blocked.text
