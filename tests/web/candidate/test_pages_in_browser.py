"""The employee's pages in a real browser: accessible, obeying the content security policy, never sideways."""

import mimetypes
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, Route

from proeve.web.assets import STATIC_FOLDER, STATIC_PATH
from proeve.web.security import CONTENT_SECURITY_POLICY

pytestmark = pytest.mark.browser

ADDRESS = "http://proeve.test"
HTML = {"accept": "text/html"}
PHONE = {"width": 390, "height": 844}
ENLARGED = {"width": 320, "height": 256}  # 1280 by 1024 enlarged four times, success criterion 1.4.10.


@pytest.fixture
async def pages(employee, life) -> dict[str, str]:
    """Every page by name, for somebody to whom everything has happened."""

    async def page(path: str) -> str:
        response = await employee.get(path, headers=HTML)
        return response.text

    found = {"nothing yet": await page("/mijn"), "no certificates": await page("/mijn/certificaten")}
    await life.under_policy("items", "lastige-boodschappen")
    failed = await life.handed_in("lastige-boodschappen", right=8, wrong=10)
    passed, waiting = await life.handed_in(right=20), await life.handed_in(right=19, wrong=1, opens=-timedelta(hours=2))
    await life.certified(passed)
    planned = await life.prepared(opens=timedelta(days=2))
    missed = await life.prepared(opens=timedelta(days=-2))
    ready = await life.prepared(extra_percent=25)
    found |= {
        "home": await page("/mijn"),
        "certificates": await page("/mijn/certificaten"),
        "account": await page("/mijn/account"),
        "practice": await page(f"/mijn/toetsen/{ready.id}/oefenen"),
        "too early": await page(f"/mijn/toetsen/{ready.id}/uitslag"),
    }
    for name, attempt in {"planned": planned, "missed": missed, "ready": ready}.items():
        found[name] = await page(f"/mijn/toetsen/{attempt.id}")
    here, coming = await life.joint(), await life.joint(asks_code=True)
    await employee.post(f"/mijn/toetsen/{here.id}/melden", data={"code": ""}, headers=HTML)
    wrong = await employee.post(f"/mijn/toetsen/{coming.id}/melden", data={"code": "AAAAAA"}, headers=HTML)
    found |= {
        "waiting room": await page(f"/mijn/toetsen/{here.id}"),
        "start code": await page(f"/mijn/toetsen/{coming.id}"),
        "wrong start code": wrong.text,
    }
    for name, attempt in {"failed": failed, "passed": passed, "waiting": waiting}.items():
        found[name] = await page(f"/mijn/toetsen/{attempt.id}/uitslag")
    return found


@pytest.fixture
async def open_page(browser, pages):
    """Open a page by its name as a server would send it; what the browser complains about fails the test."""
    complaints: list[str] = []

    async def serve(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith(STATIC_PATH):
            file = STATIC_FOLDER / path.removeprefix(STATIC_PATH).lstrip("/")
            await route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0] or "font/woff2")
        else:
            body = pages.get(path.strip("/").replace("-", " "), "")
            headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
            await route.fulfill(body=body, content_type="text/html; charset=utf-8", headers=headers)

    async def open_it(name: str) -> Page:
        context = await browser.new_context(viewport=PHONE)
        page = await context.new_page()
        page.on("console", lambda message: complaints.append(f"{name}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{name}: {error}"))
        await page.route("**/*", serve)
        await page.goto(f"{ADDRESS}/{name.replace(' ', '-')}")
        return page

    yield open_it
    assert complaints == []


async def test_every_page_is_accessible_on_a_phone_and_fits_when_enlarged(open_page, axe_script, pages):
    for name in pages:
        page = await open_page(name)
        await page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true; })")
        await page.evaluate(axe_script)
        assert await page.evaluate("accessibilityFaults()") == [], name
        for size in (PHONE, ENLARGED):
            await page.set_viewport_size(size)
            assert await page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
        await page.context.close()


async def test_the_exam_is_started_with_the_keyboard_alone(open_page):
    page = await open_page("ready")
    button = page.get_by_role("button", name="Toets starten")
    for _ in range(40):
        await page.keyboard.press("Tab")
        if await button.evaluate("node => node === document.activeElement"):
            break
    async with page.expect_request(lambda request: request.method == "POST") as posted:
        await page.keyboard.press("Enter")
    assert urlsplit((await posted.value).url).path.endswith("/starten")
