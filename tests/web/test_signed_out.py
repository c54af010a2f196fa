"""Who is not signed in any more when a form arrives hears that it was not saved, and comes back to it."""

import base64

import pytest
from sqlalchemy import update

from proeve.core.scope import Role
from proeve.people.sessions import Session
from proeve.people.sign_in_links import draw_link
from proeve.web.signed_out import COOKIE, page_of_form

FORM_PAGE = "/operator/corporaties/nieuw"


@pytest.fixture
async def signed_out(sign_in, web_database):
    """An operator whose session ended while they were typing."""
    client = await sign_in(Role.OPERATOR, email="olga@proeve.example")
    async with web_database.unit_of_work() as session:
        await session.execute(update(Session).values(revoked_at=Session.created_at))
    return client


async def test_the_page_for_signing_in_says_that_the_form_was_not_saved(signed_out):
    response = await signed_out.post(FORM_PAGE, data={"name": "Wonen Zuid"})
    assert (response.url.path, response.url.query) == ("/aanmelden", b"verder=/operator/corporaties/nieuw")
    assert "Het is niet opgeslagen. Meld u opnieuw aan." in response.text


async def test_signing_in_by_a_link_leads_back_to_the_form_and_says_it_again_once(signed_out, web_database):
    await signed_out.post(FORM_PAGE, data={"name": "Wonen Zuid"})
    async with web_database.unit_of_work() as session:
        token = await draw_link(session, 1)
    response = await signed_out.post(f"/aanmelden/{token}")
    assert response.url.path == FORM_PAGE
    assert "Het formulier van daarnet is niet opgeslagen." in response.text
    assert COOKIE not in signed_out.cookies
    assert "niet opgeslagen" not in (await signed_out.get(FORM_PAGE)).text


async def test_on_another_page_nothing_is_said_and_the_form_is_still_remembered(signed_out, web_database):
    await signed_out.post(FORM_PAGE, data={"name": "Wonen Zuid"})
    async with web_database.unit_of_work() as session:
        token = await draw_link(session, 1)
    response = await signed_out.post(f"/aanmelden/{token}", data={"verder": "/hulp"})
    assert response.url.path == "/hulp"
    assert "niet opgeslagen" not in response.text
    assert COOKIE in signed_out.cookies


async def test_signing_in_on_the_way_back_to_the_form_says_it_too(signed_out, web_database):
    await signed_out.post(FORM_PAGE, data={"name": "Wonen Zuid"})
    async with web_database.unit_of_work() as session:
        token = await draw_link(session, 1)
    response = await signed_out.post(f"/aanmelden/{token}", data={"verder": FORM_PAGE})
    assert "Het formulier van daarnet is niet opgeslagen." in response.text
    assert COOKIE not in signed_out.cookies


@pytest.mark.parametrize("value", ["%%%", "aGVsbG8", base64.urlsafe_b64encode(b"//elders.example").decode()])
async def test_a_cookie_that_is_not_ours_leads_nowhere(client, web_database, signed_out, value):
    signed_out.cookies.set(COOKIE, value)
    async with web_database.unit_of_work() as session:
        token = await draw_link(session, 1)
    response = await signed_out.post(f"/aanmelden/{token}", follow_redirects=False)
    assert response.headers["location"] == "/"


@pytest.mark.parametrize(
    ("button", "at_once", "afterwards"),
    [
        ("inleveren", "Uw antwoorden zijn bewaard, maar de toets is nog niet ingeleverd.", "Lever hem dan nu in."),
        ("starten", "Uw toets is nog niet begonnen.", "Druk dan nog een keer op"),
    ],
)
async def test_the_buttons_of_an_exam_say_what_was_kept_and_what_to_do(
    signed_out, web_database, button, at_once, afterwards
):
    response = await signed_out.post(f"/mijn/toetsen/5/{button}")
    assert (response.url.path, response.url.query) == ("/aanmelden", b"verder=/mijn/toetsen/5")
    assert at_once in response.text
    assert "niet opgeslagen" not in response.text
    async with web_database.unit_of_work() as session:
        token = await draw_link(session, 1)
    response = await signed_out.post(f"/aanmelden/{token}", follow_redirects=False)
    assert response.headers["location"] == "/mijn/toetsen/5"
    assert afterwards in (await signed_out.get(FORM_PAGE)).text


async def test_signing_out_twice_costs_nobody_a_form(signed_out):
    response = await signed_out.post("/afmelden")
    assert response.url.path == "/aanmelden"
    assert "niet opgeslagen" not in response.text


@pytest.mark.parametrize(
    ("form", "page"),
    [
        ("/operator/corporaties/nieuw", "/operator/corporaties/nieuw"),
        ("/operator/corporaties/3/rollen/intrekken", "/operator/corporaties/3"),
        ("/beheer/berichten/7/opnieuw", "/beheer/berichten"),
        ("/beheer/medewerkers/kiezen", "/beheer/medewerkers"),
        ("/mijn/toetsen/5/starten/", "/mijn/toetsen/5"),
        ("/mijn/account/aanmeldingen/3/beeindigen", "/mijn/account"),
        ("/rol", "/"),
    ],
)
async def test_a_form_stands_on_the_nearest_page_above_its_address(app, form, page):
    assert page_of_form(app, form) == page
