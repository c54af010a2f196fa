"""Anyone checks a certificate without signing in: by number without a name, by code with everything that is printed."""

import re
from random import Random

import pytest

from certificates.numbering import draw_number
from proeve.core import clock
from proeve.register.certificates import Certificate
from proeve.register.erasing import erase_holder
from proeve.web.public.check_limit import MOST_CHECKS


def _token(certificate):
    return certificate.snapshot["verify_url"].rpartition("/")[2]


def _is_private(answer):
    """Tell whether an answer stays out of search machines and caches."""
    headers = answer.headers
    return (headers["x-robots-tag"], headers["cache-control"]) == ("noindex", "no-store") and 'content="noindex"' in (
        answer.text
    )


async def test_the_page_asks_for_a_number(client):
    answer = await client.get("/verifieer")
    assert answer.status_code == 200
    assert "Certificaatnummer" in answer.text
    assert _is_private(answer)


async def test_a_number_gives_a_verdict_without_the_name(client, certificate):
    answer = await client.get("/verifieer", params={"nummer": certificate.number.lower()})
    assert answer.status_code == 200
    assert "Echt en geldig" in answer.text
    assert "A. Ç." in answer.text
    for secret in ("Ayşe", "Çelik", "Lindehof"):
        assert secret not in answer.text
    assert _is_private(answer)


@pytest.mark.parametrize(
    ("surname", "said"),
    [("Yılmaz", "De achternaam klopt niet"), (" ", "U vulde geen achternaam in"), ("Ayşe", "A. Ç.")],
)
async def test_a_surname_that_does_not_match_opens_nothing(client, certificate, surname, said):
    answer = await client.get("/verifieer", params={"nummer": certificate.number, "achternaam": surname})
    assert said in answer.text
    assert "Çelik" not in answer.text


@pytest.fixture
async def newer(make, lindehof, web_database, certificate):
    """The certificate that came in the place of the one to check."""
    newer = await make.issued(await make.staff_member(lindehof, "Ayşe||Çelik-Bos"))
    async with web_database.unit_of_work() as session:
        row = await session.get_one(Certificate, certificate.id)
        row.revoked_at, row.revocation_reason, row.superseded_by_id = clock.now(), "superseded", newer.id
    return newer


@pytest.mark.parametrize("surname", ["", "Yılmaz"])
async def test_a_number_alone_does_not_tell_which_certificate_came_in_its_place(client, certificate, newer, surname):
    asked = {"nummer": certificate.number, "achternaam": surname}
    page = (await client.get("/verifieer", params=asked)).text
    assert "Vraag de houder om het nieuwe certificaat." in page
    assert newer.number not in page
    token = {"_csrf_token": client.cookies["csrftoken"]}
    listed = (await client.post("/verifieer/lijst", data={"nummers": certificate.number, **token})).text
    assert "vervangen door een ander certificaat" in listed
    assert newer.number not in listed
    told = (await client.get(f"/api/verifieer/{certificate.number}", params={"achternaam": surname})).json()
    assert told["superseded_by"] is None
    assert ("standing", "superseded") in {(check["check"], check["problem"]) for check in told["checks"]}


async def test_who_knows_the_surname_or_has_the_code_is_led_to_it(client, certificate, newer):
    address = f'href="/verifieer?nummer={newer.number}"'
    assert (
        address in (await client.get("/verifieer", params={"nummer": certificate.number, "achternaam": "celik"})).text
    )
    assert address in (await client.get(f"/v/{_token(certificate)}")).text


@pytest.mark.parametrize("surname", ["celik", "ÇELİK".replace("İ", "I"), "Ayşe Çelik"])
async def test_who_knows_the_surname_sees_the_name_as_it_is_printed(client, certificate, surname):
    page = (await client.get("/verifieer", params={"nummer": certificate.number, "achternaam": surname})).text
    assert "De achternaam klopt" in page
    assert "<dd>Ayşe Çelik</dd>" in page
    assert "Lindehof" not in page
    told = (await client.get(f"/api/verifieer/{certificate.number}", params={"achternaam": surname})).json()
    assert told["holder"] == "Ayşe Çelik"


def _checked(page):
    """Read the outcome of each check on a page, by its title."""
    line = r'<li><span class="tag [^>]*>.*?</svg> (.*?)</span> <span><strong>(.*?)\.</strong>'
    lines = re.findall(line, page, re.DOTALL)
    return {title: outcome for outcome, title in lines}


async def test_by_number_is_said_what_was_checked_and_what_not(client, certificate):
    page = (await client.get("/verifieer", params={"nummer": certificate.number, "achternaam": "Bakker"})).text
    assert _checked(page) == {
        "Nummer": "In orde",
        "Ingetrokken of geschorst": "In orde",
        "Geldigheid": "In orde",
        "Achternaam": "Niet in orde",
        "Bestand": "Niet bekeken",
    }


async def test_by_code_is_said_what_was_checked_and_what_not(client, certificate):
    assert _checked((await client.get(f"/v/{_token(certificate)}")).text) == {
        "QR-code": "In orde",
        "Ingetrokken of geschorst": "In orde",
        "Geldigheid": "In orde",
        "Wat erop staat": "Niet bekeken",
        "Bestand": "Niet bekeken",
    }


async def test_of_an_erased_one_nothing_is_said_about_a_surname_or_a_code(client, make, web_database, certificate):
    async with web_database.unit_of_work() as session:
        await erase_holder(session, make.operator(certificate.person_id), certificate.id)
    asked = {"nummer": certificate.number, "achternaam": "Çelik"}
    page = (await client.get("/verifieer", params=asked)).text
    assert "De gegevens van de houder zijn verwijderd" in page
    assert "De achternaam klopt" not in page
    assert "Scan de code erop" not in page
    answer = await client.get(f"/api/verifieer/{certificate.number}", params={"achternaam": "Çelik"})
    assert (answer.json()["erased"], answer.json()["surname_matches"]) == (True, None)


async def test_what_is_no_number_stays_in_its_field_with_what_is_wrong(client, certificate):
    answer = await client.get("/verifieer", params={"nummer": "PR-2026", "achternaam": "Çelik"})
    assert answer.status_code == 422
    assert "ziet eruit als" in answer.text
    assert 'value="PR-2026"' in answer.text
    assert 'value="Çelik"' in answer.text
    assert _is_private(answer)


async def test_a_wrong_check_character_and_an_unknown_number_get_the_same_page(client, certificate):
    wrong = certificate.number[:-1] + ("2" if certificate.number[-1] != "2" else "3")
    unknown = draw_number(2026, Random(1))
    pages = [await client.get("/verifieer", params={"nummer": number}) for number in (wrong, unknown)]
    assert [page.status_code for page in pages] == [404, 404]
    assert pages[0].text.replace(wrong, "") == pages[1].text.replace(unknown, "")
    assert "Niet in ons register" in pages[0].text


async def test_an_unknown_number_is_not_in_the_register(client, certificate):
    answer = await client.get("/verifieer", params={"nummer": "PR-2026-4FTR-ARPC-6"})
    assert answer.status_code == 404
    assert "Niet in ons register" in answer.text
    assert _is_private(answer)


@pytest.mark.parametrize("number", ["x" * 5_000, "\0", "<script>alert(1)</script>", "٢٠٢٦", "PR-2026-\ud800"[:8]])
async def test_whatever_is_typed_gets_a_sentence(client, number):
    answer = await client.get("/verifieer", params={"nummer": number})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("path", ["/v/{}", "/V/{}"])
@pytest.mark.parametrize("case", [str.lower, str.upper])
async def test_the_code_shows_everything_that_is_printed(client, certificate, path, case):
    answer = await client.get(path.format(case(_token(certificate))))
    assert answer.status_code == 200
    for printed in ("Ayşe Çelik", "Woonstichting Lindehof", "Klantgericht werken, versie 2", certificate.number):
        assert printed in answer.text
    assert certificate.snapshot["shown"] in answer.text
    assert _is_private(answer)


@pytest.mark.parametrize("token", ["abc", "a" * 24, "%20", "ı"])
async def test_an_unknown_code_leads_to_the_number(client, token):
    answer = await client.get(f"/v/{token}")
    assert answer.status_code == 404
    assert "Geen code van ons" in answer.text
    assert "Certificaatnummer" in answer.text
    assert _is_private(answer)


async def test_who_checks_too_often_has_to_wait(client, certificate):
    for _ in range(MOST_CHECKS):
        await client.get("/v/abc")
    by_code = await client.get(f"/v/{_token(certificate)}")
    by_number = await client.get("/verifieer", params={"nummer": certificate.number})
    assert (by_code.status_code, by_number.status_code) == (429, 429)
    assert int(by_number.headers["retry-after"]) <= 600
    assert "Wacht" in by_number.text
    assert (await client.get("/verifieer")).status_code == 200
