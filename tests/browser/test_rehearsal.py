"""The rehearsal in a real browser: a good one, a real loss of connection, a browser that keeps nothing, an old one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

pytestmark = pytest.mark.browser

NO_STORE = "Object.defineProperty(IDBFactory.prototype, 'open', {value() { throw new Error('private'); }})"
HALF_AN_HOUR_FAST = "const now = Date.now; Date.now = () => now() + 1_800_000"


@pytest.fixture
def device(demo, chromium: Browser) -> Iterator[BrowserContext]:
    """A device on which the employee of the demo is signed in."""
    with chromium.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL") as context:
        page = context.new_page()
        page.goto(demo.sign_in["employee"])
        page.close()
        yield context


def _open(device: BrowserContext, demo, script: str = "") -> Page:
    if script:
        device.add_init_script(script)
    page = device.new_page()
    page.goto(f"{demo.url}/mijn/apparaat")
    return page


def _begin(page: Page) -> None:
    page.get_by_role("button", name="Begin").click()


def _words(page: Page, name: str) -> str:
    return page.locator(f"#check-{name} .check-words").inner_text()


def test_who_practises_sees_that_the_device_is_ready_and_so_does_the_administrator(device, demo, chromium) -> None:
    page = _open(device, demo, HALF_AN_HOUR_FAST)
    _begin(page)
    expect(page.get_by_role("heading", name="Nu even zonder internet")).to_be_focused()
    page.get_by_text("De monteur komt tussen").click()
    expect(page.locator("#line")).to_contain_text("Uw antwoord is bewaard op dit apparaat.")
    page.get_by_role("button", name="Verbinding herstellen").click()
    expect(page.get_by_text("Uw apparaat is klaar")).to_be_visible()
    assert _words(page, "offline") == "Uw antwoord bleef bewaard en is daarna verstuurd."
    assert "loopt 30 minuten voor" in _words(page, "clock")
    with chromium.new_context() as office:
        list_page = office.new_page()
        list_page.goto(demo.sign_in["administrator"])
        list_page.goto(f"{demo.url}/beheer/afnames")
        list_page.get_by_role("link", name="Lastige boodschappen").first.click()
        list_page.get_by_role("link", name="Wie heeft geoefend?").click()
        row = list_page.get_by_role("row").filter(has_text="Sanne Jansen")
        expect(row).to_contain_text("Klaar")
        expect(row).to_contain_text("Chrome op Linux")


def test_a_network_that_is_really_off_is_waited_for(device, demo) -> None:
    page = _open(device, demo)
    _begin(page)
    expect(page.get_by_role("heading", name="Nu even zonder internet")).to_be_focused()
    device.set_offline(True)
    page.get_by_text("Ik vraag het na").click()
    page.get_by_role("button", name="Verbinding herstellen").click()
    expect(page.locator("#line")).to_contain_text("Zet die nu weer aan.")
    with page.expect_request("**/uitkomst") as told:
        device.set_offline(False)
    expected = {"way": "real", "noticed": True, "kept": True, "delivered": True}
    assert told.value.post_data_json["checks"]["offline"] == expected
    expect(page.get_by_text("Uw apparaat is klaar")).to_be_visible()


def test_a_browser_that_keeps_nothing_hears_what_to_do(device, demo) -> None:
    page = _open(device, demo, NO_STORE)
    _begin(page)
    expect(page.get_by_text("Er is nog iets niet in orde")).to_be_visible()
    expect(page.get_by_text("geen privévenster")).to_be_visible()


def test_a_browser_that_cannot_read_the_modules_is_called_too_old(device, demo) -> None:
    def older_language(route: Route) -> None:
        route.fulfill(body="let #private = 1;", content_type="text/javascript")

    device.route("**/rehearsal/page.js", older_language)
    page = device.new_page()
    with page.expect_response("**/uitkomst") as answer:
        page.goto(f"{demo.url}/mijn/apparaat")
    assert answer.value.json()["outcome"] == "too_old"
    expect(page.get_by_text("Dit apparaat is te oud voor de toets")).to_be_visible()


def test_without_a_connection_at_all_nothing_is_claimed(device, demo) -> None:
    page = _open(device, demo)
    device.set_offline(True)
    _begin(page)
    expect(page.get_by_text("De uitkomst kon niet worden verstuurd")).to_be_visible()
    assert _words(page, "clock") == "Er is geen verbinding met Proeve."
