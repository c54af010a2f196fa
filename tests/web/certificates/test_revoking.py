"""Revoking from the pages: asked why, done once, told to whoever checks from then on."""

import pytest

from proeve.core.scope import Role
from proeve.register.certificates import Certificate
from proeve.register.erasing import erase_holder


@pytest.fixture
async def trainer(sign_in, lindehof):
    return await sign_in(Role.TRAINER, lindehof)


async def _is_revoked(database, certificate):
    async with database.reading() as session:
        return (await session.get_one(Certificate, certificate.id)).revoked_at is not None


async def test_a_trainer_revokes_and_everyone_who_checks_sees_it(trainer, jan):
    path = f"/trainer/certificaten/{jan[1].id}/intrekken"
    assert "Waarom trekt u het in?" in (await trainer.get(path)).text
    answer = await trainer.post(path, data={"reason": "fraud", "note": ""}, follow_redirects=True)
    assert answer.url.path == f"/trainer/certificaten/{jan[1].id}"
    assert "Het certificaat van Jan van der Berg is ingetrokken. De houder krijgt bericht." in answer.text
    checked = (await trainer.get(f"/verifieer?nummer={jan[1].number}")).text
    assert "Ingetrokken" in checked
    assert "raude" not in checked


async def test_of_an_erased_one_nobody_is_said_to_get_a_message(sign_in, make, web_database, jan):
    async with web_database.unit_of_work() as session:
        await erase_holder(session, make.operator(jan[0].person_id), jan[1].id)
    operator = await sign_in(Role.OPERATOR)
    path = f"/operator/certificaten/{jan[1].id}/intrekken"
    asked = (await operator.get(path)).text
    done = (await operator.post(path, data={"reason": "fraud"}, follow_redirects=True)).text
    assert "Het certificaat is ingetrokken." in done
    for said in ("krijgt bericht", "krijgt een e-mail", "De houder leest"):
        assert said not in asked + done


async def test_without_a_reason_nothing_happens_and_the_note_is_kept(trainer, web_database, jan):
    answer = await trainer.post(f"/trainer/certificaten/{jan[1].id}/intrekken", data={"note": "Zie dossier 12."})
    assert answer.status_code == 422
    assert "Kies waarom u het certificaat intrekt." in answer.text
    assert "Zie dossier 12." in answer.text
    assert not await _is_revoked(web_database, jan[1])


async def test_too_long_a_note_is_refused(trainer, web_database, jan):
    data = {"reason": "fraud", "note": "x" * 1_001}
    answer = await trainer.post(f"/trainer/certificaten/{jan[1].id}/intrekken", data=data)
    assert answer.status_code == 422
    assert "niet meer dan 1000 tekens" in answer.text
    assert not await _is_revoked(web_database, jan[1])


async def test_a_second_time_is_refused_and_the_page_leads_back(trainer, jan):
    path = f"/trainer/certificaten/{jan[1].id}/intrekken"
    await trainer.post(path, data={"reason": "fraud"})
    answer = await trainer.post(path, data={"reason": "fraud"})
    assert answer.status_code == 409
    assert "Dit certificaat is al ingetrokken" in answer.text
    assert (await trainer.get(path, follow_redirects=True)).url.path == f"/trainer/certificaten/{jan[1].id}"


async def test_an_administrator_has_no_such_page(sign_in, web_database, lindehof, jan):
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    page = (await client.get(f"/beheer/certificaten/{jan[1].id}")).text
    assert "intrekken" not in page
    answer = await client.post(f"/beheer/certificaten/{jan[1].id}/intrekken", data={"reason": "fraud"})
    assert answer.status_code == 404
    assert not await _is_revoked(web_database, jan[1])


async def test_a_forged_form_is_refused(trainer, web_database, jan):
    del trainer.headers["X-CSRFToken"]
    answer = await trainer.post(f"/trainer/certificaten/{jan[1].id}/intrekken", data={"reason": "fraud"})
    assert answer.status_code == 403
    assert not await _is_revoked(web_database, jan[1])
