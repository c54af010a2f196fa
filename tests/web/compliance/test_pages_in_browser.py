"""The compliance pages in a real browser: accessible, obeying the security policy, never sideways, and downloading."""

import io
import shutil
import zipfile
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import anyio
import pytest
from playwright.async_api import Browser, Page, Route, async_playwright

pytestmark = pytest.mark.browser

ADDRESS = "http://proeve.localhost"  # An origin that browsers trust without a certificate.
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NOT_OURS = {"set-cookie", "content-encoding", "content-length"}
"""Headers that belong to the client, which keeps the cookies and has unpacked the answer already."""
PATHS = {
    "matrix": "/beheer/naleving",
    "narrowed": "/beheer/naleving?toets=klantgericht-werken&status=expiring_soon",
    "nobody": "/beheer/naleving?zoek=niemand",
    "forecast": "/beheer/naleving/vooruitblik",
    "reminders": "/beheer/naleving/herinneringen",
    "calendar": "/beheer/naleving/agenda",
    "points": "/beheer/naleving/pe-punten",
    "archive": "/beheer/certificaten/zip",
}


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium where it is installed, else the one that Playwright brings."""
    async with async_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield browser
        await browser.close()


@pytest.fixture
async def open_page(browser, pages, people):
    """Open pages of the application itself; what the browser complains about fails the test."""
    complaints: list[str] = []

    async def serve(route: Route) -> None:
        request, parts = route.request, urlsplit(route.request.url)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        headers = {"content-type": request.headers.get("content-type", ""), "accept": request.headers["accept"]}
        answer = await pages.request(
            request.method, path, content=request.post_data_buffer, headers=headers, follow_redirects=False
        )
        sent = {name: value for name, value in answer.headers.items() if name not in NOT_OURS}
        await route.fulfill(status=answer.status_code, body=answer.content, headers=sent)

    async def open_page(path: str, viewport: dict[str, int] = DESK) -> Page:
        page = await (await browser.new_context(viewport=viewport, accept_downloads=True)).new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.route("**/*", serve)
        await page.goto(f"{ADDRESS}{path}")
        return page

    yield open_page
    assert complaints == []


async def test_axe_finds_nothing_to_mend_and_no_page_scrolls_sideways(open_page, axe_script, pages):
    await pages.post("/beheer/naleving/agenda")
    await pages.post(
        "/beheer/naleving/pe-punten",
        data={"exam": "klantgericht-werken", "points": "1,5", "applies_from": "2026-01-01"},
    )
    wrong = {}
    for name, path in PATHS.items():
        for viewport in (DESK, PHONE):
            page = await open_page(path, viewport)
            await page.evaluate(axe_script)
            faults = await page.evaluate("accessibilityFaults()")
            width = await page.evaluate("document.documentElement.scrollWidth")
            if faults or width > viewport["width"]:
                wrong[f"{name} {viewport['width']}"] = (faults, width)
            await page.context.close()
    assert wrong == {}


async def test_the_archive_is_fetched_with_a_bar_and_handed_over_whole(open_page, make, people):
    await make.issued(people["Ans"])
    page = await open_page("/beheer/certificaten/zip?zoek=Willems")
    async with page.expect_download() as downloading:
        await page.get_by_role("link", name="1 certificaat downloaden").click()
    download = await downloading.value
    assert download.suggested_filename == "certificaten-2026-03-10.zip"
    content = await anyio.Path(await download.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 3
    bar = page.locator("progress")
    assert await bar.get_attribute("max") == str(len(content))
    assert await bar.evaluate("bar => bar.value") == len(content)
    assert await page.locator("[data-archive-word]").inner_text() == "Klaar. U vindt het bestand bij uw downloads."


async def test_ticked_people_go_along_to_planning(open_page):
    page = await open_page("/beheer/naleving?toets=klantgericht-werken")
    await page.get_by_role("checkbox", name="Bo de Groot kiezen").check()
    await page.get_by_role("button", name="Toets plannen voor 1 medewerker").click()
    await page.wait_for_url("**/beheer/afnames/nieuw**")
    assert await page.get_by_role("checkbox", name="Bo de Groot").is_checked()
