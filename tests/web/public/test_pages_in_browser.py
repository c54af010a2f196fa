"""The pages that check certificates in a real browser: accessible, never sideways, and usable by dropping a file."""

import os
import shutil
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Route, async_playwright

from proeve.core import clock
from proeve.core.scope import Role, Scope
from proeve.people.persons import find_person_by_email
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.share_links import add_share_link, share_url

pytestmark = pytest.mark.browser

ADDRESS = "http://proeve.localhost"  # An origin that browsers trust without a certificate.
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NOT_OURS = {"set-cookie", "content-encoding", "content-length"}
PICTURES = os.environ.get("PROEVE_PICTURES")
"""A folder for pictures of every page, for whoever wants to look."""


@pytest.fixture
async def browser():
    """Debian's Chromium where it is installed, else the one that Playwright brings."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        await browser.close()


@pytest.fixture
async def open_page(browser, client):
    """Open pages of the application itself; what the browser complains about fails the test."""
    complaints = []

    async def serve(route: Route):
        request, parts = route.request, urlsplit(route.request.url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        headers = {"content-type": request.headers.get("content-type", ""), "accept": request.headers["accept"]}
        answer = await client.request(
            request.method, path, content=request.post_data_buffer, headers=headers, follow_redirects=False
        )
        sent = {name: value for name, value in answer.headers.items() if name not in NOT_OURS}
        await route.fulfill(status=answer.status_code, body=answer.content, headers=sent)

    def note(message):
        if not any(status in message.text for status in ("404", "410", "422")):
            complaints.append(message.text)

    async def open_page(path, viewport=DESK):
        page = await (await browser.new_context(viewport=viewport)).new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.route("**/*", serve)
        await page.goto(f"{ADDRESS}{path}")
        return page

    yield open_page
    assert complaints == []


@pytest.fixture
async def pdf(web_database, certificate):
    async with web_database.reading() as session:
        return (await session.get_one(CertificateFile, certificate.id)).pdf


async def check_page(page, axe_script, name):
    """Fail on what axe finds and on a page that can be scrolled sideways; keep a picture when asked."""
    width = page.viewport_size["width"]
    if PICTURES:
        await page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)
    await page.evaluate(axe_script)
    assert (name, await page.evaluate("accessibilityFaults()")) == (name, [])
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


async def submit_file(page, content, name="certificaat.pdf"):
    await page.set_input_files("#bestand", {"name": name, "mimeType": "application/pdf", "buffer": content})
    await page.get_by_role("button", name="Bestand controleren").click()
    await page.wait_for_selector(".verdict-headline")


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
async def test_every_page_that_checks_is_accessible_and_fits(
    open_page, axe_script, certificate, pdf, viewport, web_database
):
    token = certificate.snapshot["verify_url"].rpartition("/")[2]
    for name, path in {
        "vraag": "/verifieer",
        "nummer": f"/verifieer?nummer={certificate.number}&achternaam=celik",
        "onbekend": "/verifieer?nummer=PR-2026-4FTR-ARPC-6",
        "code": f"/v/{token}",
        "lijst": "/verifieer/lijst",
    }.items():
        await check_page(await open_page(path, viewport), axe_script, name)
    page = await open_page("/verifieer/lijst", viewport)
    await page.fill("#nummers", f"{certificate.number}\nPR-2026-4FTR-ARPC-6\nonzin")
    await page.get_by_role("button", name="Lijst controleren").click()
    await page.wait_for_selector(".verdict-headline")
    await check_page(page, axe_script, "lijst-uitkomst")
    for name, content in {"echt": pdf, "gewijzigd": pdf + b"x", "onleesbaar": b"niets"}.items():
        page = await open_page("/verifieer", viewport)
        await submit_file(page, content)
        await check_page(page, axe_script, f"bestand-{name}")
    async with web_database.unit_of_work() as session:
        row = await session.get_one(Certificate, certificate.id)
        row.revoked_at, row.revocation_reason = clock.now(), "fraud"
    page = await open_page("/verifieer", viewport)
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
    assert await page.is_visible("[data-drop-hint]")
    await page.dispatch_event("[data-drop]", "drop", {"dataTransfer": transfer})
    await page.wait_for_selector(".verdict-headline")
    assert await page.inner_text(".verdict-headline") == "Echt en geldig"


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


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
async def test_sharing_is_accessible_and_fits(open_page, axe_script, certificate, shared, viewport):
    await check_page(await open_page(shared, viewport), axe_script, "gedeeld")
    await check_page(await open_page(f"/mijn/certificaten/{certificate.id}/delen", viewport), axe_script, "delen")
    await check_page(await open_page("/mijn/certificaten", viewport), axe_script, "kaart")
