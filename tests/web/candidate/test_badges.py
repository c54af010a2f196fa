"""The badge of a certificate: for its holder alone, genuine, and easy to bring elsewhere."""

import io
import json
from urllib.parse import parse_qs, urlsplit

import pikepdf
import pytest
from sqlalchemy import update

from certificates.badge.verifying import BadgeVerdict, verify_badge
from proeve.core import clock
from proeve.register.certificates import Certificate
from proeve.register.keys import badge_keys
from proeve.web.candidate.certificates import read_certificate_cards

HTML = {"accept": "text/html"}
FORMS = [("json", "application/vc"), ("jwt", "application/vc+jwt")]


async def change(life, **values):
    async with life.database.unit_of_work() as session:
        await session.execute(update(Certificate).values(**values))


@pytest.fixture
async def certificate(employee, life):
    certificate = await life.certified(await life.handed_in())
    await change(life, status_index=77)
    return certificate


@pytest.mark.parametrize(("form", "media_type"), FORMS)
async def test_both_forms_are_genuine_and_named_after_the_number(employee, life, certificate, form, media_type):
    answer = await employee.get(f"/mijn/certificaten/{certificate.id}/badge.{form}")
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="badge-{certificate.number}.{form}"'
    check = verify_badge(answer.content, badge_keys(life.settings).published)
    assert (check.verdict, check.number) == (BadgeVerdict.GENUINE, certificate.number)
    assert check.credential.credential_status.status_list_index == "77"


async def test_the_badge_is_byte_for_byte_the_one_inside_the_file(employee, life):
    certificate = await life.certified(await life.handed_in())
    pdf = (await employee.get(f"/mijn/certificaten/{certificate.id}.pdf")).content
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (attached,) = document.attachments.values()
        inside = attached.get_file().read_bytes()
    assert (await employee.get(f"/mijn/certificaten/{certificate.id}/badge.json")).content == inside


async def test_a_badge_is_kept_nowhere_on_its_way(employee, certificate):
    answer = await employee.get(f"/mijn/certificaten/{certificate.id}/badge.json")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("form", "_"), FORMS)
async def test_the_badge_of_somebody_else_does_not_exist(employee, life, other_life, form, _):
    certificate = await other_life.certified(await other_life.handed_in())
    await change(other_life, status_index=78)
    assert (await employee.get(f"/mijn/certificaten/{certificate.id}/badge.{form}")).status_code == 404


@pytest.mark.parametrize("values", [{"status_index": None}, {"erased_at": clock.now()}])
async def test_without_a_place_or_with_erased_data_there_is_no_badge(employee, life, certificate, values):
    await change(life, **values)
    assert (await employee.get(f"/mijn/certificaten/{certificate.id}/badge.json")).status_code == 404
    (card,) = await read_certificate_cards(life.database, life.settings, life.scope)
    assert card.badge_path == ""


async def test_the_page_offers_both_forms_and_linkedin(employee, certificate):
    text = (await employee.get("/mijn/certificaten", headers=HTML)).text
    for form, _ in FORMS:
        assert f'href="/mijn/certificaten/{certificate.id}/badge.{form}" download' in text
    assert "Voeg toe aan LinkedIn" in text


async def test_linkedin_gets_the_exam_dates_and_number_and_neither_name_nor_secret(life, certificate):
    (card,) = await read_certificate_cards(life.database, life.settings, life.scope)
    address = urlsplit(card.linkedin)
    assert (address.netloc, address.path) == ("www.linkedin.com", "/profile/add")
    asked = {name: value for name, [value] in parse_qs(address.query).items()}
    first, last = certificate.valid_from, certificate.valid_until
    assert asked == {
        "startTask": "CERTIFICATION_NAME",
        "name": certificate.snapshot["exam"],
        "organizationName": life.settings.issuer,
        "issueYear": str(first.year),
        "issueMonth": str(first.month),
        "expirationYear": str(last.year),
        "expirationMonth": str(last.month),
        "certUrl": f"http://testserver.local/verifieer?nummer={certificate.number}",
        "certId": certificate.number,
    }


async def test_what_is_not_valid_is_not_offered_to_linkedin(life, certificate, set_clock):
    set_clock.advance(days=3 * 365 + 2)
    (card,) = await read_certificate_cards(life.database, life.settings, life.scope)
    assert (card.linkedin, bool(card.badge_path)) == ("", True)


async def test_the_badge_is_about_the_facts_on_the_certificate(employee, certificate):
    badge = json.loads((await employee.get(f"/mijn/certificaten/{certificate.id}/badge.json")).content)
    assert badge["credentialSubject"]["identifier"][0]["identityHash"] == certificate.holder
    assert certificate.snapshot["corporation"] in badge["credentialSubject"]["narrative"]
