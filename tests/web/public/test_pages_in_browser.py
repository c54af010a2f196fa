"""The pages that check certificates in a real browser: accessible, never sideways, and usable by dropping a file."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from proeve.core import clock
from proeve.core.scope import Role, Scope
from proeve.people.persons import find_person_by_email
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.share_links import add_share_link, share_url
from tests.web.browsing import DESK, PHONE, faults

pytestmark = pytest.mark.browser


@pytest.fixture
async def pdf(web_database, certificate):
    async with web_database.reading() as session:
        return (await session.get_one(CertificateFile, certificate.id)).pdf


async def check_page(page, axe_script, name):
    """Fail on what axe finds and on a page that can be scrolled sideways."""
    assert (name, await faults(page, axe_script, also=DESK)) == (name, [])


async def submit_file(page, content, name="certificaat.pdf"):
    await page.set_input_files("#bestand", {"name": name, "mimeType": "application/pdf", "buffer": content})
    await page.get_by_role("button", name="Bestand controleren").click()
    await page.wait_for_selector(".verdict-headline")


async def test_every_page_that_checks_is_accessible_and_fits(open_page, axe_script, certificate, pdf, web_database):
    token = certificate.snapshot["verify_url"].rpartition("/")[2]
    for name, path in {
        "vraag": "/verifieer",
        "nummer": f"/verifieer?nummer={certificate.number}&achternaam=celik",
        "onbekend": "/verifieer?nummer=PR-2026-4FTR-ARPC-6",
        "code": f"/v/{token}",
        "lijst": "/verifieer/lijst",
    }.items():
        await check_page(await open_page(path, PHONE), axe_script, name)
    page = await open_page("/verifieer/lijst", PHONE)
    await page.fill("#nummers", f"{certificate.number}\nPR-2026-4FTR-ARPC-6\nonzin")
    await page.get_by_role("button", name="Lijst controleren").click()
    await page.wait_for_selector(".verdict-headline")
    await check_page(page, axe_script, "lijst-uitkomst")
    for name, content in {"echt": pdf, "gewijzigd": pdf + b"x", "onleesbaar": b"niets"}.items():
        page = await open_page("/verifieer", PHONE)
        await submit_file(page, content)
        await check_page(page, axe_script, f"bestand-{name}")
    async with web_database.unit_of_work() as session:
        row = await session.get_one(Certificate, certificate.id)
        row.revoked_at, row.revocation_reason = clock.now(), "fraud"
    page = await open_page("/verifieer", PHONE)
    await submit_file(page, pdf)
    await check_page(page, axe_script, "bestand-ingetrokken")


async def test_a_dropped_file_is_checked_at_once(open_page, pdf):
    page = await open_page("/verifieer")
    transfer = await page.evaluate_handle(
        """(bytes) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([new Uint8Array(bytes)], "c.pdf", { type: "application/pdf" }));
          return transfer;
        }""",
        list(pdf),
    )
    await expect(page.locator("[data-drop-hint]")).to_be_visible()
    await page.dispatch_event("[data-drop]", "drop", {"dataTransfer": transfer})
    await expect(page.locator(".verdict-headline")).to_have_text("Echt en geldig")


@pytest.fixture
async def shared(sign_in, lindehof, web_database, web_settings, certificate):
    """Sign the holder in, and return the path of a link of theirs."""
    await sign_in(Role.EMPLOYEE, lindehof, email="ayse@lindehof.example")
    async with web_database.unit_of_work() as session:
        person = await find_person_by_email(session, "ayse@lindehof.example")
        (await session.get_one(Certificate, certificate.id)).person_id = person.id
        await session.flush()
        holder, ends_on = Scope(person.id, Role.EMPLOYEE), clock.today() + timedelta(days=30)
        link = await add_share_link(session, web_settings, holder, certificate.id, ends_on=ends_on)
    return urlsplit(share_url(web_settings, link)).path


async def test_sharing_is_accessible_and_fits(open_page, axe_script, certificate, shared):
    await check_page(await open_page(shared, PHONE), axe_script, "gedeeld")
    await check_page(await open_page(f"/mijn/certificaten/{certificate.id}/delen", PHONE), axe_script, "delen")
    await check_page(await open_page("/mijn/certificaten", PHONE), axe_script, "kaart")
