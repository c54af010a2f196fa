"""The living style page in a real browser: accessible, obeying the content security policy, working without scripts."""

import mimetypes
import runpy
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from proeve.web.assets import STATIC_FOLDER, STATIC_PATH
from proeve.web.security import CONTENT_SECURITY_POLICY
from tests.chromium import launching

pytestmark = pytest.mark.browser

ADDRESS = "http://proeve.test/"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
ENLARGED = {"width": 320, "height": 256}  # A window of 1280 by 1024 enlarged four times, success criterion 1.4.10.


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launching())
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def style_page() -> str:
    return runpy.run_path(str(Path(__file__).with_name("style_page.py")))["style_page"]()


@pytest.fixture
def open_page(browser, style_page):
    """Open the style page as a server would send it; what the browser complains about fails the test."""
    complaints: list[str] = []

    def serve(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith(STATIC_PATH):
            file = STATIC_FOLDER / path.removeprefix(STATIC_PATH).lstrip("/")
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0] or "font/woff2")
        else:
            headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
            route.fulfill(body=style_page, content_type="text/html; charset=utf-8", headers=headers)

    def open_it(viewport=DESK, **options) -> Page:
        page = browser.new_context(viewport=viewport, **options).new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route("**/*", serve)
        page.goto(ADDRESS)
        return page

    yield open_it
    for context in browser.contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_to_mend(open_page, axe_script, viewport):
    page = open_page(viewport)
    page.evaluate(axe_script)
    assert page.evaluate("accessibilityFaults()") == []


@pytest.mark.parametrize("viewport", [DESK, PHONE, ENLARGED], ids=["desk", "phone", "enlarged"])
def test_the_page_never_scrolls_sideways(open_page, viewport):
    page = open_page(viewport)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_a_long_word_stays_inside_its_choice(open_page):
    page = open_page(ENLARGED)
    words = page.locator(".choice-label, .choice-hint")
    assert words.count() > 0
    words.evaluate_all(
        "nodes => nodes.forEach(node => (node.textContent = 'Geschillenbeslechtingsprocedurevergadering'))"
    )
    cards = page.locator(".choice-card")
    assert cards.evaluate_all("nodes => nodes.filter(node => node.scrollWidth > node.clientWidth).length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= ENLARGED["width"]


def test_what_a_finger_must_hit_is_large_enough(open_page):
    """Success criterion 2.5.8 asks for 24 px; buttons and cards get 44."""
    page = open_page(PHONE)
    heights = page.locator(".btn, .choice-card, .nav-toggle, .person-menu > summary").evaluate_all(
        "nodes => nodes.filter(node => node.offsetParent).map(node => node.offsetHeight)"
    )
    assert min(heights) >= 44


def test_choosing_rows_changes_the_count_and_the_button(open_page):
    page = open_page()
    page.get_by_label("Anna de Boer kiezen").check()
    page.get_by_label("Sanne Oosterhuis kiezen").click(modifiers=["Shift"])
    expect(page.locator("[data-selection-count]")).to_have_text("4 medewerkers gekozen")
    expect(page.get_by_role("button", name="4 medewerkers uitnodigen")).to_be_enabled()


def test_without_a_choice_the_button_waits(open_page):
    page = open_page()
    page.get_by_label("Fatma Yıldız kiezen").uncheck()
    expect(page.get_by_role("button", name="Uitnodigen", exact=True)).to_be_disabled()


def test_the_whole_list_can_be_chosen_and_let_go(open_page):
    page = open_page()
    page.get_by_label("Alle 312 medewerkers van deze lijst").check()
    expect(page.get_by_role("button", name="312 medewerkers uitnodigen")).to_be_enabled()
    page.get_by_label("Anna de Boer kiezen").check()
    expect(page.locator("[data-selection-count]")).to_have_text("2 medewerkers gekozen")


def test_a_dangerous_form_is_sent_only_after_agreeing(open_page):
    page = open_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    page.get_by_role("button", name="Certificaat intrekken").click()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert sent == []
    page.get_by_role("button", name="Certificaat intrekken").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Intrekken", exact=True).click()
    assert sent == ["POST"]


def test_escape_closes_the_persons_menu_and_returns_the_focus(open_page):
    page = open_page()
    summary = page.locator(".person-menu > summary")
    summary.click()
    expect(page.get_by_role("button", name="Afmelden")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Afmelden")).to_be_hidden()
    expect(summary).to_be_focused()


def test_the_menu_folds_on_a_phone(open_page):
    page = open_page(PHONE)
    link = page.get_by_role("link", name="Certificaten", exact=True)
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(link).to_be_visible()


def test_without_scripts_the_menu_and_the_buttons_are_there(open_page):
    page = open_page(PHONE, java_script_enabled=False)
    expect(page.get_by_role("link", name="Certificaten", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Uitnodigen", exact=True)).to_be_enabled()


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#inhoud")).to_be_focused()
