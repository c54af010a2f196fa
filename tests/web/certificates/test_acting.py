"""Suspending, resuming, correcting and erasing from the pages: explained, asked why, done once, and read back."""

import pytest

from proeve.core.scope import Role
from proeve.corporations.staff import StaffMember
from proeve.register.certificates import Certificate


@pytest.fixture
async def trainer(sign_in, lindehof):
    return await sign_in(Role.TRAINER, lindehof)


@pytest.fixture
async def renamed(web_database, jan):
    async with web_database.unit_of_work() as session:
        (await session.get_one(StaffMember, jan[0].id)).family_name = "Bergh"


async def _stored(database, certificate):
    async with database.reading() as session:
        return await session.get_one(Certificate, certificate.id)


async def test_a_trainer_suspends_and_resumes_and_everyone_who_checks_sees_it(trainer, jan):
    path = f"/trainer/certificaten/{jan[1].id}"
    assert "U kunt de schorsing later weer opheffen." in (await trainer.get(f"{path}/schorsen")).text
    answer = await trainer.post(f"{path}/schorsen", data={"reason": "facts_in_doubt"}, follow_redirects=True)
    assert answer.url.path == path
    assert "Het certificaat van Jan van der Berg is geschorst. De houder krijgt bericht." in answer.text
    assert "Er staat misschien iets op dat niet klopt." in answer.text
    assert "geschorst" in (await trainer.get(f"/verifieer?nummer={jan[1].number}")).text
    answer = await trainer.post(f"{path}/schorsing-opheffen", data={"reason": "cleared"}, follow_redirects=True)
    assert "De schorsing is opgeheven." in answer.text
    assert "Niet meer geschorst door Noor van Dalen: het is uitgezocht" in answer.text
    assert "Echt en geldig" in (await trainer.get(f"/verifieer?nummer={jan[1].number}")).text


async def test_the_register_can_be_narrowed_to_what_is_suspended(trainer, jan):
    assert "Jan van der Berg" not in (await trainer.get("/trainer/certificaten?status=suspended")).text
    await trainer.post(f"/trainer/certificaten/{jan[1].id}/schorsen", data={"reason": "facts_in_doubt"})
    assert "Jan van der Berg" in (await trainer.get("/trainer/certificaten?status=suspended")).text


@pytest.mark.parametrize("data", [{}, {"reason": "fraud"}])
async def test_without_a_reason_nothing_happens(trainer, web_database, jan, data):
    answer = await trainer.post(f"/trainer/certificaten/{jan[1].id}/schorsen", data=data)
    assert answer.status_code == 422
    assert "Kies een reden." in answer.text
    assert (await _stored(web_database, jan[1])).suspended_at is None


async def test_what_cannot_be_done_leads_back_and_says_why(trainer, jan):
    path = f"/trainer/certificaten/{jan[1].id}"
    answer = await trainer.get(f"{path}/schorsing-opheffen", follow_redirects=True)
    assert answer.url.path == path
    assert "Dit certificaat is niet geschorst." in answer.text
    answer = await trainer.post(f"{path}/schorsing-opheffen", data={"reason": "cleared"})
    assert answer.status_code == 409


@pytest.mark.usefixtures("renamed")
async def test_an_administrator_corrects_a_name(sign_in, lindehof, web_database, jan):
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    path = f"/beheer/certificaten/{jan[1].id}"
    page = (await client.get(path)).text
    assert "De naam verbeteren" in page
    assert "een nieuw certificaat op de naam Jan van der Bergh" in (await client.get(f"{path}/verbeteren")).text
    answer = await client.post(f"{path}/verbeteren", data={"reason": "name_misspelt"}, follow_redirects=True)
    before = await _stored(web_database, jan[1])
    assert answer.url.path == f"/beheer/certificaten/{before.superseded_by_id}"
    assert f"Uitgegeven door Noor van Dalen als verbetering van {before.number}: de naam stond" in answer.text
    page = (await client.get(path)).text
    assert "Vervangen door een verbeterd certificaat" in page
    assert f'href="/beheer/certificaten/{before.superseded_by_id}"' in page


async def test_a_correction_is_offered_only_when_the_names_differ(sign_in, lindehof, jan):
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    path = f"/beheer/certificaten/{jan[1].id}"
    assert "De naam verbeteren" not in (await client.get(path)).text
    answer = await client.post(f"{path}/verbeteren", data={"reason": "name_misspelt"})
    assert answer.status_code == 409
    assert "Wijzig die eerst" in answer.text


async def test_a_name_that_cannot_be_printed_is_said_on_the_form(sign_in, lindehof, web_database, jan):
    async with web_database.unit_of_work() as session:
        (await session.get_one(StaffMember, jan[0].id)).family_name = "小明"
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    answer = await client.post(f"/beheer/certificaten/{jan[1].id}/verbeteren", data={"reason": "name_changed"})
    assert answer.status_code == 422
    assert "小" in answer.text
    assert (await _stored(web_database, jan[1])).superseded_by_id is None


async def test_the_operator_erases_and_the_page_says_so(sign_in, web_database, jan):
    client = await sign_in(Role.OPERATOR)
    path = f"/operator/certificaten/{jan[1].id}"
    assert "U kunt dit niet terugdraaien." in (await client.get(f"{path}/gegevens-verwijderen")).text
    answer = await client.post(f"{path}/gegevens-verwijderen", follow_redirects=True)
    assert "op verzoek verwijderd" in answer.text
    assert jan[1].number in answer.text
    assert jan[1].pdf_sha256.hex() in answer.text
    assert "Jan" not in answer.text.partition("<h1")[2].replace("De gegevens", "").replace("januari", "")
    assert (await client.get(f"{path}/pdf")).status_code == 404
    assert "(naam verwijderd)" in (await client.get("/operator/certificaten")).text
    assert (await _stored(web_database, jan[1])).erased_at is not None


async def test_each_audience_sees_what_it_may_do(sign_in, lindehof, jan):
    offered = {
        Role.TRAINER: {"schorsen", "intrekken"},
        Role.OPERATOR: {"schorsen", "intrekken", "gegevens-verwijderen"},
        Role.ADMINISTRATOR: set(),
    }
    paths = {Role.TRAINER: "/trainer", Role.OPERATOR: "/operator", Role.ADMINISTRATOR: "/beheer"}
    every = {"schorsen", "schorsing-opheffen", "verbeteren", "intrekken", "gegevens-verwijderen"}
    for role, expected in offered.items():
        client = await sign_in(role, None if role is Role.OPERATOR else lindehof)
        path = f"{paths[role]}/certificaten/{jan[1].id}"
        page = (await client.get(path)).text
        assert {each for each in every if f'href="{path}/{each}"' in page} == expected
