"""The page on which somebody waits for a joint start, in a real browser: it goes on by itself, whatever happens."""

import asyncio
import mimetypes
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Page, Route, expect

from proeve.core.scope import Role, Scope
from proeve.exams.attempts import Attempt
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import JOINT_PATIENCE
from proeve.exams.starting_together import START_LEAD, start_sitting
from proeve.web.assets import STATIC_FOLDER, STATIC_PATH
from proeve.web.security import CONTENT_SECURITY_POLICY
from tests.patience import PATIENCE_SECONDS

pytestmark = pytest.mark.browser

ADDRESS = "http://proeve.test"
HTML = {"accept": "text/html"}
COUNT_REQUESTS = """
  window.requests = 0;
  window.fetch = new Proxy(fetch, { apply: (...call) => (window.requests++, Reflect.apply(...call)) });
"""


class Waiting:
    """Somebody at the waiting page; time passes for page and server alike, and only when the test says so."""

    def __init__(self, page: Page, employee, set_clock) -> None:
        self.page, self._employee, self._clock = page, employee, set_clock
        self.is_reachable = True
        self._answered = asyncio.Event()

    async def serve(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith(STATIC_PATH):
            file = STATIC_FOLDER / path.removeprefix(STATIC_PATH).lstrip("/")
            await route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0] or "font/woff2")
            return
        await self._answer(route, path)
        if path.endswith("/wachten"):
            self._answered.set()

    async def _answer(self, route: Route, path: str) -> None:
        if not self.is_reachable:
            await route.abort("internetdisconnected")
            return
        accept = {"accept": route.request.headers["accept"]}
        response = await self._employee.get(path, headers=accept, follow_redirects=False)
        is_exam = path.endswith("/afnemen") and response.status_code == 200
        body = "<!doctype html><html lang='nl'><title>Proeve</title><h1>De toets</h1>" if is_exam else response.text
        headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Content-Type": response.headers["content-type"]}
        await route.fulfill(status=response.status_code, body=body, headers=headers)

    async def waits(self, duration: timedelta) -> None:
        self._clock.moment += duration
        await self.page.clock.run_for(duration // timedelta(milliseconds=1))

    async def asks_again(self) -> None:
        """Let time pass, a second at a time, until the page asks once more how it stands, and stop it for the answer.

        The page itself tells that it asks, for its request is seen here when seconds of its time may have passed.
        """
        self._answered.clear()
        asked = await self.page.evaluate("window.requests")
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self.page.evaluate("window.requests") == asked:
                await self.waits(timedelta(seconds=1))
            await self._answered.wait()


@pytest.fixture
async def attempt(life, employee) -> Attempt:
    """An attempt of a joint start that may begin, and whose candidate is there."""
    attempt = await life.joint(opens=timedelta(minutes=-1))
    await employee.post(f"/mijn/toetsen/{attempt.id}/melden", data={"code": ""}, headers=HTML)
    return attempt


@pytest.fixture
async def waiting(browser, attempt, employee, set_clock) -> AsyncIterator[Waiting]:
    page = await browser.new_page(locale="nl-NL", timezone_id="Europe/Amsterdam")
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    waiting = Waiting(page, employee, set_clock)
    await page.route("**/*", waiting.serve)
    await page.add_init_script(COUNT_REQUESTS)
    began: datetime = set_clock.moment
    await page.clock.install(time=began - timedelta(seconds=1))
    await page.clock.pause_at(began)
    async with page.expect_response("**/wachten"):
        await page.goto(f"{ADDRESS}/mijn/toetsen/{attempt.id}")
    await expect(page.locator("#waiting-word")).to_contain_text("De toets begint vanzelf")
    yield waiting
    assert complaints == []


@pytest.fixture
def begin(life, attempt):
    """Let the invigilator start the exam for everybody."""

    async def begin() -> None:
        scope = Scope(life.member.person_id, Role.INVIGILATOR, frozenset({life.member.corporation_id}))
        async with life.database.unit_of_work() as session:
            enrolment = await session.get_one(Enrolment, attempt.enrolment_id)
            await start_sitting(session, scope, enrolment.sitting_id)

    return begin


async def sees_the_exam_begin(waiting: Waiting, attempt: Attempt) -> None:
    await expect(waiting.page.locator("#waiting-word")).to_have_text("Daar gaan we. De toets begint zo.")
    await expect(waiting.page.locator("#waiting-count")).to_have_text(re.compile(r"^[1-9]$"))
    await waiting.waits(START_LEAD)
    await expect(waiting.page).to_have_url(f"{ADDRESS}/mijn/toetsen/{attempt.id}/afnemen")
    await expect(waiting.page.locator("h1")).to_have_text("De toets")


async def test_the_exam_begins_by_itself_when_the_invigilator_starts_it(waiting, begin, attempt):
    await waiting.asks_again()
    await expect(waiting.page.locator("#waiting-count")).to_be_hidden()
    await begin()
    await waiting.asks_again()
    await sees_the_exam_begin(waiting, attempt)


async def test_a_request_that_fails_is_told_and_tried_again(waiting, begin, attempt):
    waiting.is_reachable = False
    await waiting.asks_again()
    await expect(waiting.page.get_by_role("alert")).to_contain_text("Laat deze pagina open")
    await waiting.asks_again()
    await begin()
    waiting.is_reachable = True
    await waiting.asks_again()
    await expect(waiting.page.locator("#waiting-problem")).to_be_hidden()
    await sees_the_exam_begin(waiting, attempt)


async def test_who_waited_for_a_start_that_never_came_reads_so(waiting, set_clock):
    set_clock.moment += JOINT_PATIENCE
    async with waiting.page.expect_navigation():
        await waiting.asks_again()
    await expect(waiting.page.locator("main")).to_contain_text("U kunt deze toets niet meer beginnen")
    await expect(waiting.page.get_by_role("link", name="Naar mijn toetsen")).to_be_visible()
