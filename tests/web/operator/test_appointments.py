"""The operator makes people administrator or trainer of a corporation, and takes it away again."""

import pytest

from proeve.core.scope import Role
from proeve.people.persons import find_person_by_email
from proeve.people.role_holders import all_role_holders

JOKE = {
    "role": "administrator",
    "email": "joke@lindehof.example",
    "given_name": "Joke",
    "name_prefix": "van der",
    "family_name": "Berg",
}


@pytest.fixture
async def operator(sign_in):
    return await sign_in(Role.OPERATOR)


async def _appoint(client, corporation, **changes):
    path = f"/operator/corporaties/{corporation.id}/rollen"
    return await client.post(path, data=JOKE | changes, follow_redirects=True)


async def test_somebody_new_is_added_and_told(operator, lindehof):
    answer = await _appoint(operator, lindehof)
    assert "Joke van der Berg is nu beheerder en krijgt een e-mail op joke@lindehof.example." in answer.text
    assert "joke@lindehof.example" in (await operator.get("/operator/berichten")).text


async def test_who_has_the_role_already_is_not_added_twice(operator, lindehof):
    await _appoint(operator, lindehof)
    answer = await _appoint(operator, lindehof)
    assert answer.status_code == 422
    assert "Joke van der Berg is al beheerder van Woonstichting Lindehof." in answer.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"role": ""}, "Kies wat deze persoon gaat doen."),
        ({"role": "operator"}, "Kies wat deze persoon gaat doen."),
        ({"email": "joke.lindehof.example"}, "Het e-mailadres mist een @."),
        ({"family_name": " "}, "Vul een achternaam in."),
    ],
)
async def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(operator, lindehof, changes, sentence):
    answer = await _appoint(operator, lindehof, **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="van der"' in answer.text


async def test_a_role_can_be_taken_away(operator, web_database, lindehof):
    await _appoint(operator, lindehof)
    async with web_database.reading() as session:
        joke = await find_person_by_email(session, "joke@lindehof.example")
    form = {"person": str(joke.id), "role": "administrator"}
    path = f"/operator/corporaties/{lindehof.id}/rollen/intrekken"
    assert "De rol is ingetrokken" in (await operator.post(path, data=form, follow_redirects=True)).text
    async with web_database.reading() as session:
        assert await all_role_holders(session, lindehof.id, Role.ADMINISTRATOR) == []
    assert (await operator.post(path, data=form)).status_code == 404


@pytest.mark.parametrize("form", [{}, {"person": "x", "role": "trainer"}, {"person": "1", "role": "operator"}])
async def test_a_form_that_names_nobody_finds_nothing(operator, lindehof, form):
    answer = await operator.post(f"/operator/corporaties/{lindehof.id}/rollen/intrekken", data=form)
    assert answer.status_code == 404


async def test_a_corporation_that_does_not_exist_is_not_found(operator):
    assert (await operator.get("/operator/corporaties/99")).status_code == 404
    assert (await operator.post("/operator/corporaties/99/rollen", data=JOKE)).status_code == 404
