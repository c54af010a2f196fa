"""One certificate: its facts, what happened to it, and its file, for those whom it concerns."""

import hashlib

import pytest

from proeve.core.scope import Role, Scope
from proeve.register.pe_points import set_pe_value
from proeve.register.revoking import revoke_certificate
from proeve.web.certificates.paths import PATHS


@pytest.mark.parametrize("role", PATHS)
async def test_the_page_tells_what_is_printed_and_where_to_check_it(sign_in, lindehof, jan, role):
    client = await sign_in(role, None if role is Role.OPERATOR else lindehof)
    page = (await client.get(f"{PATHS[role]}/{jan[1].id}")).text
    for shown in ("Jan van der Berg", "Woonstichting Lindehof", "Klantgericht werken, versie 2", "Geldig t/m"):
        assert shown in page
    assert f"http://testserver.local/verifieer?nummer={jan[1].number}" in page
    assert jan[1].pdf_sha256.hex() in page
    assert "Uitgegeven" in page


async def test_the_page_tells_what_it_is_worth_in_pe_points(sign_in, web_database, lindehof, jan):
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    assert "PE-punten." not in (await client.get(f"/beheer/certificaten/{jan[1].id}")).text
    administrator = Scope(jan[0].person_id, Role.ADMINISTRATOR, frozenset({lindehof.id}))
    async with web_database.unit_of_work() as session:
        await set_pe_value(session, administrator, exam=jan[1].exam, points="1,5", applies_from=jan[1].valid_from)
    page = (await client.get(f"/beheer/certificaten/{jan[1].id}")).text
    assert "Bij Woonstichting Lindehof telt dit certificaat voor 1,5 PE-punten." in page
    export = (await client.get("/beheer/certificaten/export.csv")).text
    assert [line.rpartition(";")[2] for line in export.splitlines()] == ["PE-punten", "1,5"]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.TRAINER])
@pytest.mark.parametrize("tail", ["", "/pdf"])
async def test_a_certificate_of_another_corporation_does_not_exist(sign_in, waterkant, jan, role, tail):
    client = await sign_in(role, waterkant)
    assert (await client.get(f"{PATHS[role]}/{jan[1].id}{tail}")).status_code == 404


async def test_the_file_comes_as_it_was_issued_under_its_number(sign_in, lindehof, jan):
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    answer = await client.get(f"/beheer/certificaten/{jan[1].id}/pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == f'attachment; filename="certificaat-{jan[1].number}.pdf"'
    assert hashlib.sha256(answer.content).digest() == jan[1].pdf_sha256


async def test_somebody_who_is_named_otherwise_now_keeps_the_name_of_that_day(sign_in, web_database, lindehof, jan):
    member, certificate = jan
    async with web_database.unit_of_work() as session:
        (await session.get_one(type(member), member.id)).family_name = "Bakker"
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    assert "nu Jan van der Bakker" in (await client.get("/beheer/certificaten")).text
    assert (
        "Deze medewerker heet nu Jan van der Bakker"
        in (await client.get(f"/beheer/certificaten/{certificate.id}")).text
    )


async def test_the_private_note_is_for_those_who_may_revoke(sign_in, make, web_database, lindehof, jan):
    client = await sign_in(Role.TRAINER, lindehof)
    trainer = await make.person("Tess||Trainer")
    async with web_database.unit_of_work() as session:
        operator = make.operator(trainer.id)
        await revoke_certificate(session, operator, jan[1].id, reason="fraud", note="Zie dossier 12.")
    page = (await client.get(f"/trainer/certificaten/{jan[1].id}")).text
    assert "Zie dossier 12." in page
    assert "Ingetrokken door Tess Trainer" in page
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    page = (await client.get(f"/beheer/certificaten/{jan[1].id}")).text
    assert "Fraude bij de toets." in page
    assert "Zie dossier 12." not in page


async def test_the_address_that_a_holder_chose_is_on_no_page_of_the_corporation(
    sign_in, make, web_database, lindehof, jan
):
    private = await make.person("Jan|van der|Berg", email="jan.prive@voorbeeld.example")
    async with web_database.unit_of_work() as session:
        (await session.get_one(type(jan[1]), jan[1].id)).person_id = private.id
        await revoke_certificate(session, make.operator(jan[0].person_id), jan[1].id, reason="fraud")
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    page = (await client.get(f"/beheer/certificaten/{jan[1].id}")).text
    assert "Bericht aan de houder dat het certificaat is ingetrokken: wordt verstuurd<" in page
    assert jan[0].email in page
    assert private.email not in page + (await client.get("/beheer/berichten")).text
