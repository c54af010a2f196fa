"""The operator finds a person, blocks them and lets them in again."""

import pytest

from proeve.core.scope import Role
from proeve.people.persons import add_person
from proeve.people.roles import grant_role
from proeve.people.signing_in import open_session
from proeve.web.visitor import SESSION_COOKIE


@pytest.fixture
async def operator(sign_in):
    return await sign_in(Role.OPERATOR)


@pytest.fixture
async def joke(web_database, lindehof):
    async with web_database.unit_of_work() as session:
        person = await add_person(session, email="joke@lindehof.example", given_name="Joke", family_name="Berg")
        await grant_role(session, person.id, Role.TRAINER, lindehof.id, granted_by=None)
    return person


async def _block(client, person, reason="Telefoon gestolen."):
    return await client.post(f"/operator/personen/{person.id}/blokkeren", data={"reason": reason})


async def test_a_person_is_found_by_name_with_their_roles(operator, joke):
    page = (await operator.get("/operator/personen?zoek=berg")).text
    assert f'href="/operator/personen/{joke.id}">Joke Berg</a>' in page
    assert "Trainer" in page
    assert "Noor van Dalen" not in page.partition("</header>")[2]


async def test_nobody_is_found_by_what_nobody_is_called(operator):
    assert "Niemand gevonden" in (await operator.get("/operator/personen?zoek=xyz")).text


async def test_the_page_of_a_person_says_what_they_may_do_where(operator, joke, lindehof):
    page = (await operator.get(f"/operator/personen/{joke.id}")).text
    assert f'Trainer bij <a href="/operator/corporaties/{lindehof.id}">{lindehof.name}</a>' in page


async def test_the_page_of_a_corporation_leads_to_its_trainer(operator, joke, lindehof):
    page = (await operator.get(f"/operator/corporaties/{lindehof.id}")).text
    assert f'href="/operator/personen/{joke.id}"' in page


async def test_somebody_who_is_blocked_is_signed_out_on_their_next_page(operator, joke, web_database):
    async with web_database.unit_of_work() as session:
        token = await open_session(session, joke.id)
    answer = await _block(operator, joke)
    assert "Joke Berg is geblokkeerd en overal afgemeld." in answer.text
    assert "Telefoon gestolen." in answer.text
    assert "Joke Berg" in (await operator.get("/operator/personen?stand=geblokkeerd")).text
    operator.cookies.set(SESSION_COOKIE, token)
    assert (await operator.get("/trainer")).url.path == "/aanmelden"


async def test_a_block_can_be_lifted(operator, joke):
    await _block(operator, joke)
    answer = await operator.post(f"/operator/personen/{joke.id}/deblokkeren", data={"reason": "Nieuwe telefoon."})
    assert "Joke Berg kan zich weer aanmelden." in answer.text
    assert "Blokkering opgeheven" in answer.text


async def test_without_a_reason_nothing_happens_and_the_field_says_so(operator, joke):
    answer = await _block(operator, joke, reason=" ")
    assert answer.status_code == 422
    assert "Schrijf op waarom." in answer.text
    assert "Geblokkeerd sinds" not in answer.text


async def test_blocking_twice_says_that_it_was_done(operator, joke):
    await _block(operator, joke)
    answer = await _block(operator, joke, reason="Nog eens.")
    assert (answer.status_code, "Joke Berg is al geblokkeerd." in answer.text) == (422, True)


async def test_an_operator_sees_no_form_to_block_themselves(operator):
    page = (await operator.get("/operator/personen/1")).text
    assert "Dit bent u zelf." in page
    assert "/blokkeren" not in page


async def test_a_person_who_does_not_exist_is_not_found(operator):
    assert (await operator.get("/operator/personen/987")).status_code == 404
