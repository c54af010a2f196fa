"""The compliance pages in a real browser: accessible, obeying the security policy, never sideways, and downloading."""

import io
import zipfile

import anyio
import pytest
from playwright.async_api import expect

from tests.web.browsing import ADDRESS, DESK, PHONE, faults

pytestmark = pytest.mark.browser

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


async def test_axe_finds_nothing_to_mend_and_no_page_scrolls_sideways(open_page, axe_script, pages, people):
    await pages.post("/beheer/naleving/agenda")
    await pages.post(
        "/beheer/naleving/pe-punten",
        data={"exam": "klantgericht-werken", "points": "1,5", "applies_from": "2026-01-01"},
    )
    wrong = {}
    page = await open_page("/beheer/naleving", PHONE)
    for name, path in PATHS.items():
        await page.set_viewport_size(PHONE)
        await page.goto(ADDRESS + path)
        if found := await faults(page, axe_script, also=DESK):
            wrong[name] = found
    assert wrong == {}


async def test_ticked_people_go_along_to_planning(open_page, pages, people):
    page = await open_page("/beheer/naleving?toets=klantgericht-werken")
    await page.get_by_role("checkbox", name="Bo de Groot kiezen").check()
    await page.get_by_role("button", name="Toets plannen voor 1 medewerker").click()
    await page.wait_for_url("**/beheer/afnames/nieuw**")
    await expect(page.get_by_role("checkbox", name="Bo de Groot")).to_be_checked()


async def test_the_archive_is_fetched_with_a_bar_and_handed_over_whole(open_page, pages, make, people):
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
    await expect(bar).to_have_attribute("max", str(len(content)))
    await expect(bar).to_have_js_property("value", len(content))
    word = page.locator("[data-archive-word]")
    await expect(word).to_have_text("Klaar. U vindt het bestand bij uw downloads.")
