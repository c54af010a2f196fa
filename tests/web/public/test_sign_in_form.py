"""Signing in over HTTP, as a stranger meets it: a link by mail, a password, and where trying ends."""

import pytest
from sqlalchemy import select

from proeve.core.mail.messages import Message
from proeve.people import limits
from proeve.people.passwords import set_password
from proeve.people.persons import add_person
from proeve.web.visitor import SESSION_COOKIE

EMAIL, PASSWORD = "noor@lindehof.example", "vier fietsen op het balkon"


@pytest.fixture
async def post(client):
    """Post a form as somebody who is not signed in, and stay where the answer is."""
    await client.get("/aanmelden")
    headers = {"X-CSRFToken": client.cookies["csrftoken"], "accept": "text/html"}

    async def post(path, **fields):
        return await client.post(path, data=fields, headers=headers, follow_redirects=False)

    return post


@pytest.fixture
async def noor(web_database, set_clock):
    async with web_database.unit_of_work() as session:
        person = await add_person(session, email=EMAIL, given_name="Noor", family_name="Jansen")
    await set_password(web_database, person.id, PASSWORD)
    return person


async def test_asking_for_a_link_says_the_same_for_an_address_that_is_known_and_one_that_is_not(
    post, noor, web_database
):
    answers = {email: await post("/aanmelden", email=email) for email in (EMAIL, "niemand@lindehof.example")}
    assert [answer.status_code for answer in answers.values()] == [200, 200]
    texts = [answer.text.replace(email, "") for email, answer in answers.items()]
    assert texts[0] == texts[1]
    async with web_database.reading() as session:
        assert list(await session.scalars(select(Message.recipient))) == [EMAIL]


async def test_what_is_no_address_is_asked_again(post):
    answer = await post("/aanmelden", email="noor")
    assert (answer.status_code, 'value="noor"' in answer.text) == (422, True)


async def test_the_right_password_signs_in_and_goes_on(post, noor, client):
    answer = await post("/aanmelden/wachtwoord", email=f" {EMAIL.upper()}", password=PASSWORD, verder="/mijn/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/mijn/account")
    assert "Noor Jansen" in (await client.get("/mijn/account")).text


@pytest.mark.parametrize(("email", "password"), [(EMAIL, "x" * 12), ("niemand@lindehof.example", PASSWORD)])
async def test_a_wrong_password_and_an_unknown_address_get_one_answer(post, noor, client, email, password):
    answer = await post("/aanmelden/wachtwoord", email=email, password=password)
    assert answer.status_code == 422
    assert "Dit e-mailadres en wachtwoord horen niet bij elkaar." in answer.text
    assert password not in answer.text
    assert SESSION_COOKIE not in client.cookies


@pytest.mark.parametrize(
    ("path", "most"),
    [("/aanmelden", limits.LINKS_PER_EMAIL), ("/aanmelden/wachtwoord", limits.PASSWORDS_PER_EMAIL)],
)
async def test_who_tries_too_often_has_to_wait(post, noor, set_clock, path, most):
    answers = [await post(path, email=EMAIL, password="een ander wachtwoord") for _ in range(most + 1)]
    assert [answer.status_code for answer in answers].count(429) == 1
    refused = answers[-1]
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "900"
    assert "Wacht 15 minuten" in refused.text
    set_clock.advance(minutes=15)
    assert (await post(path, email=EMAIL, password="een ander wachtwoord")).status_code in {200, 422}


async def test_the_right_password_does_not_help_after_too_many_wrong_ones(post, noor, client, monkeypatch):
    monkeypatch.setattr(limits, "PASSWORDS_PER_EMAIL", 1)
    await post("/aanmelden/wachtwoord", email=EMAIL, password="een ander wachtwoord")
    assert (await post("/aanmelden/wachtwoord", email=EMAIL, password=PASSWORD)).status_code == 429
    assert SESSION_COOKIE not in client.cookies


async def test_links_cannot_be_tried_endlessly(post, set_clock, monkeypatch):
    monkeypatch.setattr(limits, "TOKENS_PER_NETWORK", 2)
    answers = [await post(f"/aanmelden/verzonnen{number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert answers[-1].headers["retry-after"] == "900"
