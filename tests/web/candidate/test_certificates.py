"""The holder's certificates: what stands on the page, and the file as it was issued."""

import hashlib

import pytest

from proeve.core.scope import Role, Scope
from proeve.register.pe_points import set_pe_value
from proeve.web.candidate.certificates import read_certificate_cards

HTML = {"accept": "text/html"}


async def test_without_a_certificate_the_page_says_how_one_comes(employee, life):
    assert "U heeft nog geen certificaat" in (await employee.get("/mijn/certificaten", headers=HTML)).text


async def test_a_certificate_shows_status_number_and_where_to_check_it(employee, life):
    certificate = await life.certified(await life.handed_in())
    text = (await employee.get("/mijn/certificaten", headers=HTML)).text
    assert "Geldig" in text
    assert certificate.number in text
    assert f'href="/verifieer?nummer={certificate.number}">testserver.local/verifieer</a>' in text


async def test_the_holder_sees_what_it_is_worth_in_pe_points(employee, life):
    certificate = await life.certified(await life.handed_in())
    assert "PE-punten" not in (await employee.get("/mijn/certificaten", headers=HTML)).text
    administrator = Scope(life.scope.person_id, Role.ADMINISTRATOR, frozenset({certificate.corporation_id}))
    async with life.database.unit_of_work() as session:
        await set_pe_value(
            session, administrator, exam=certificate.exam, points="1,5", applies_from=certificate.valid_from
        )
    page = (await employee.get("/mijn/certificaten", headers=HTML)).text
    assert "PE-punten" in page
    assert "1,5" in page


async def test_an_expired_certificate_says_what_to_do(employee, life, set_clock):
    await life.certified(await life.handed_in())
    set_clock.advance(days=3 * 365 + 2)
    (card,) = await read_certificate_cards(life.database, life.settings, life.scope)
    assert card.status == "Verlopen"
    assert card.advice == "Maak de toets opnieuw voor een nieuw certificaat. Vraag uw corporatie om een datum."


async def test_the_file_comes_byte_for_byte_under_its_number(employee, life):
    certificate = await life.certified(await life.handed_in())
    response = await employee.get(f"/mijn/certificaten/{certificate.id}.pdf")
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-disposition"] == f'attachment; filename="certificaat-{certificate.number}.pdf"'
    assert hashlib.sha256(response.content).digest() == certificate.pdf_sha256


async def test_the_file_of_somebody_else_does_not_exist(employee, life, other_life):
    certificate = await other_life.certified(await other_life.handed_in())
    assert (await employee.get(f"/mijn/certificaten/{certificate.id}.pdf")).status_code == 404


async def test_other_names_of_files_do_not_exist(employee, life):
    for name in ("1", "1.txt", "a.pdf", "¹.pdf", ".pdf", "-1.pdf"):
        assert (await employee.get(f"/mijn/certificaten/{name}")).status_code == 404


@pytest.mark.parametrize("file_name", ["0.pdf", "²1.pdf", f"{'9' * 30}.pdf", f"{'9' * 5000}.pdf", "1.pdf.pdf"])
async def test_a_file_name_that_no_certificate_can_have_does_not_exist(employee, file_name):
    assert (await employee.get(f"/mijn/certificaten/{file_name}")).status_code == 404
