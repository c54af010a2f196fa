"""Somebody's own account: a password, and where they are signed in; in every role."""

import pytest

from proeve.core.scope import Role
from proeve.people.passwords import check_password, set_password
from proeve.people.persons import find_person_by_email
from proeve.people.sessions import all_sessions
from proeve.people.signing_in import open_session

HTML = {"accept": "text/html"}
EMAIL = "noor@lindehof.example"
GOOD = "drie gele fietsen in mei"
BETTER = "vier blauwe fietsen in juni"


async def person_id(database) -> int:
    async with database.reading() as session:
        return (await find_person_by_email(session, EMAIL)).id


async def sessions_of(database) -> list[int]:
    async with database.reading() as session:
        return [row.id for row in await all_sessions(session, (await find_person_by_email(session, EMAIL)).id)]


async def sign_in_elsewhere(database, user_agent: str = "Mozilla/5.0 (iPhone) Version/18.5 Safari/604.1") -> int:
    async with database.unit_of_work() as session:
        await open_session(session, (await find_person_by_email(session, EMAIL)).id, user_agent=user_agent)
    return max(await sessions_of(database))


async def choose(client, **fields: str):
    return await client.post("/mijn/account/wachtwoord", data=fields, headers=HTML, follow_redirects=False)


@pytest.mark.parametrize("role", list(Role))
async def test_every_role_has_an_account(sign_in, lindehof, role):
    corporation = None if role in {Role.OPERATOR, Role.AUTHOR, Role.APPROVER} else lindehof
    client = await sign_in(role, corporation)
    response = await client.get("/mijn/account", headers=HTML)
    assert response.status_code == 200
    assert "Mijn account" in response.text


async def test_who_just_signed_in_can_choose_a_password(employee, stocked):
    response = await choose(employee, password=GOOD)
    assert (response.status_code, response.headers["location"]) == (303, "/mijn/account")
    assert (await check_password(stocked, EMAIL, GOOD)).id == await person_id(stocked)


async def test_a_new_password_signs_out_elsewhere_and_not_here(employee, stocked):
    elsewhere = await sign_in_elsewhere(stocked)
    await choose(employee, password=GOOD)
    assert elsewhere not in await sessions_of(stocked)
    assert (await employee.get("/mijn/account", headers=HTML)).status_code == 200


async def test_a_password_that_is_easy_to_guess_comes_back_with_a_sentence(employee, stocked):
    response = await choose(employee, password="Welkom2026!!")
    assert response.status_code == 422
    assert "Dit wachtwoord wordt veel gebruikt." in response.text
    assert "Welkom2026" not in response.text


async def test_later_on_the_old_password_is_asked_for(employee, stocked, set_clock):
    await set_password(stocked, await person_id(stocked), GOOD, session_id=(await sessions_of(stocked))[0])
    set_clock.advance(minutes=20)
    assert "Uw huidige wachtwoord" in (await employee.get("/mijn/account", headers=HTML)).text
    refused = await choose(employee, current="iets heel anders", password=BETTER)
    assert refused.status_code == 422
    assert "Dit is niet uw huidige wachtwoord." in refused.text
    assert (await choose(employee, current=GOOD, password=BETTER)).status_code == 303


async def test_later_on_a_first_password_needs_signing_in_again(employee, stocked, set_clock):
    set_clock.advance(minutes=20)
    assert "Opnieuw aanmelden" in (await employee.get("/mijn/account", headers=HTML)).text
    assert (await choose(employee, password=GOOD)).status_code == 409


async def test_each_device_is_named(employee, stocked):
    await sign_in_elsewhere(stocked)
    text = (await employee.get("/mijn/account", headers=HTML)).text
    assert "Safari op een iPhone" in text
    assert "Dit apparaat" in text


async def test_one_device_can_be_signed_out(employee, stocked):
    elsewhere = await sign_in_elsewhere(stocked)
    await employee.post(f"/mijn/account/aanmeldingen/{elsewhere}/beeindigen", follow_redirects=False)
    assert elsewhere not in await sessions_of(stocked)


async def test_all_other_devices_can_be_signed_out(employee, stocked):
    here = (await sessions_of(stocked))[0]
    for _ in range(2):
        await sign_in_elsewhere(stocked)
    await employee.post("/mijn/account/aanmeldingen/beeindigen", follow_redirects=False)
    assert await sessions_of(stocked) == [here]


async def test_the_session_of_somebody_else_does_not_exist(employee, stocked, other_life):
    async with stocked.unit_of_work() as session:
        await open_session(session, other_life.member.person_id)
    async with stocked.reading() as session:
        theirs = (await all_sessions(session, other_life.member.person_id))[0].id
    assert (await employee.post(f"/mijn/account/aanmeldingen/{theirs}/beeindigen")).status_code == 404


async def test_somebody_chooses_the_language_of_new_certificates(employee, stocked):
    words = {"data": {"language": "en"}, "headers": HTML}
    page = (await employee.post("/mijn/account/taal", **words, follow_redirects=True)).text
    assert "Nieuwe certificaten krijgt u in het Engels." in page
    async with stocked.reading() as session:
        assert (await find_person_by_email(session, EMAIL)).certificate_language == "en"


async def test_certificates_speak_no_other_language(employee, stocked):
    answer = await employee.post("/mijn/account/taal", data={"language": "fr"}, headers=HTML)
    assert answer.status_code == 422
    async with stocked.reading() as session:
        assert (await find_person_by_email(session, EMAIL)).certificate_language == "nl"
