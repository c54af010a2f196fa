"""The pages of blueprints and files in a real browser: accessible, obeying the security policy, figures that follow."""

import pytest
from playwright.async_api import expect

from question_bank.exchange.moodle.exporting import export_moodle
from tests.web.browsing import ADDRESS, DESK, PHONE, faults

pytestmark = pytest.mark.browser

EXAM = "/werkplaats/toetsen/klantgericht-werken"
EXCHANGE = "/werkplaats/uitwisselen"
CSV = """Kenmerk;Toets;Casusfamilie;Vraagvorm;Vraag
kw-scheve-lamp-1;klantgericht-werken;kw-scheve-lamp;beste antwoord;Wat zegt u?
kw-scheve-lamp-2;tuinieren;kw-scheve-lamp;onzin;Wat zegt u dan?
"""


async def upload(client):
    files = {"file": ("vragen.csv", CSV.encode(), "text/csv")}
    answer = await client.post(f"{EXCHANGE}/inlezen", files=files, follow_redirects=False)
    return answer.headers["location"]


async def test_axe_finds_nothing_to_mend_and_no_page_scrolls_sideways(open_page, axe_script, approver):
    uploaded = await upload(approver)
    paths = [
        "/werkplaats/toetsen",
        EXAM,
        f"{EXAM}/versies",
        EXCHANGE,
        f"{EXCHANGE}/meenemen?formaat=moodle&zoek=kw-baby-op-komst-1",
        f"{EXCHANGE}/meenemen?formaat=qti&zoek=niets",
        uploaded,
    ]
    wrong = {}
    page = await open_page(EXCHANGE, PHONE)
    for path in paths:
        await page.set_viewport_size(PHONE)
        await page.goto(ADDRESS + path)
        if found := await faults(page, axe_script, also=DESK):
            wrong[path] = found
    assert wrong == {}


async def test_figures_follow_what_is_typed_and_stay_accessible(open_page, axe_script, approver):
    page = await open_page(EXAM)
    await page.get_by_label("Zelf aangebrachte voorziening × chat: minstens").fill("19")
    await page.get_by_text("Zo kan er geen toets worden gemaakt.").wait_for()
    await expect(page.locator(".plan-reasons")).to_contain_text("19 nodig")
    assert await faults(page, axe_script) == []


async def test_a_preview_and_a_refusal_are_accessible(open_page, axe_script, approver):
    page = await open_page(EXAM)
    await page.get_by_role("button", name="Voorbeeldtoets maken").click()
    await page.get_by_role("heading", name="Voorbeeldtoets").wait_for()
    assert await faults(page, axe_script) == []
    await page.set_viewport_size(DESK)
    await page.get_by_label("Vragen die meetellen").fill("veel")
    await page.get_by_role("button", name="Opslaan als versie").click()
    await page.get_by_role("heading", name="Dit moet u nog aanpassen").wait_for()
    await expect(page.get_by_label("Vragen die meetellen")).to_have_value("veel")
    assert await faults(page, axe_script) == []


async def test_a_file_that_was_taken_along_is_sent_back(open_page, approver, bank):
    content = export_moodle([bank.items["kw-baby-op-komst-1"]]).content
    page = await open_page(EXCHANGE)
    file = {"name": "vragen.xml", "mimeType": "application/xml", "buffer": content}
    await page.get_by_label("Bestand met vragen").set_input_files(file)
    await page.get_by_role("button", name="Bestand controleren").click()
    await page.wait_for_url("**/inlezen/*")
    await expect(page.locator("main")).to_contain_text("Alle vragen uit dit bestand staan er al.")
