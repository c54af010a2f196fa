"""Candidates' pages for everyone: enlarged four times, with wider spacing, forced colours, less motion, by keyboard.

WCAG 2.2, success criteria 1.4.10 (reflow), 1.4.11 (edges), 1.4.12 (text spacing), 2.1.1, 2.3.3, 2.4.7 and 2.4.11.
"""

import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from urllib.parse import urlsplit

import anyio
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select
from sqlmodel import col

from proeve import tables  # noqa: F401  A session needs to know every table.
from proeve.core import clock
from proeve.core.database import Database
from proeve.demo.cast import EMPLOYEE
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.enrolments import Enrolment
from proeve.exams.sittings import Sitting
from proeve.people.persons import Person
from proeve.people.signing_in import open_session
from proeve.web.visitor import SESSION_COOKIE

pytestmark = pytest.mark.browser

T = TypeVar("T")
DESK = {"width": 1280, "height": 1024}
ENLARGED = {"width": 320, "height": 256}  # That desk, enlarged four times.
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }"""
KINDS = 6
MOST_TABS = 90

CUT_OFF = """() => {
  const tight = ".btn, .badge, .choice-card, .exam-square, summary, label";
  const cuts = (value) => value === "hidden" || value === "clip";
  return [...document.querySelectorAll("body *")].filter((each) => {
    const style = getComputedStyle(each);
    const apart = "svg, [aria-hidden=true], .visually-hidden, .skip-link, select, .exam-square-flagged";
    if (!each.checkVisibility() || each.closest(apart)) return false;
    if (style.clipPath !== "none" || style.display === "inline") return false;
    const wide = each.scrollWidth > each.clientWidth + 1, high = each.scrollHeight > each.clientHeight + 1;
    if (each.matches(tight)) return wide || high;
    return (cuts(style.overflowX) && wide) || (cuts(style.overflowY) && high);
  }).map((each) => each.outerHTML.slice(0, 120));
}"""
WITHOUT_EDGE = """() =>
  [...document.querySelectorAll(".btn, button, select, textarea, input:not([type=hidden]), .choice-card")]
    .filter((each) => {
      const style = getComputedStyle(each);
      const own = parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== "none";
      const edged = own || (each.matches("[type=radio], [type=checkbox]") && style.appearance === "auto");
      return each.checkVisibility() && !edged && !style.textDecorationLine.includes("underline");
    }).map((each) => each.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll("*")].filter((each) => {
  const style = getComputedStyle(each);
  const lasting = (durations) => durations.split(",").some((each) => parseFloat(each) > 0.001);
  return style.scrollBehavior === "smooth" || lasting(style.transitionDuration)
    || (style.animationName !== "none" && lasting(style.animationDuration));
}).map((each) => each.outerHTML.slice(0, 120))"""
FOCUS = """() => {
  const at = document.activeElement;
  const label = at.labels?.[0] ?? null;
  const name = (at.ariaLabel || at.innerText || label?.innerText || "").trim().replace(/\\s+/g, " ");
  const rings = [at, at.parentElement, label].filter(Boolean).map((each) => getComputedStyle(each));
  const ringed = rings.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
  const box = at.getBoundingClientRect();
  const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.y + box.height / 2, 0), innerHeight - 1);
  const there = document.elementFromPoint(x, y);
  const seen = there !== null && (at.contains(there) || there.contains(at) || label?.contains(there));
  return { name, ringed, seen, tag: at.tagName };
}"""


def _run(work: Callable[[], Awaitable[T]]) -> T:
    """Read or write the database from outside: in a thread, for Playwright keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, work).result()


def _sign_in_somebody(demo, number: int) -> str:
    """Sign in the `number`th colleague who may begin now, and return the token of the session."""
    now = clock.now()
    may_begin = (
        select(col(Person.id))
        .join(Enrolment, col(Enrolment.person_id) == col(Person.id))
        .join(Sitting, col(Sitting.id) == col(Enrolment.sitting_id))
        .join(Attempt, col(Attempt.enrolment_id) == col(Enrolment.id))
        .where(col(Person.email) != EMPLOYEE)
        .where(col(Attempt.state) == AttemptState.PREPARED)
        .where(col(Sitting.opens_at) <= now, col(Sitting.closes_at) > now)
        .order_by(col(Person.id))
    )

    async def sign_in() -> str:
        database = Database(demo.settings.database_url)
        async with database.unit_of_work() as session:
            person_id = (await session.scalars(may_begin.offset(number).limit(1))).one()
            token = await open_session(session, person_id)
        await database.close()
        return token

    return _run(sign_in)


def _device_of(chromium: Browser, demo, number: int, **options: object) -> BrowserContext:
    context = chromium.new_context(viewport=DESK, locale="nl-NL", **options)
    token = _sign_in_somebody(demo, number)
    context.add_cookies([{"name": SESSION_COOKIE, "value": token, "url": demo.url}])
    return context


def _sideways(page: Page) -> list[str]:
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"scrolls sideways: {width}"] if width > page.viewport_size["width"] else []


def _problems(page: Page, axe: str) -> list[str]:
    """Look at the open page in every way; the page is not loaded again, for nobody would either."""
    page.evaluate(axe)
    spacing = page.add_style_tag(content=SPACED)
    found = [f"cut off when spaced: {each}" for each in page.evaluate(CUT_OFF)] + _sideways(page)
    page.set_viewport_size(ENLARGED)
    found += [f"cut off when enlarged and spaced: {each}" for each in page.evaluate(CUT_OFF)] + _sideways(page)
    spacing.evaluate("style => style.remove()")
    found += _sideways(page) + page.evaluate("accessibilityFaults()")
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.set_viewport_size(DESK)
    found += [f"no edge with forced colours: {each}" for each in page.evaluate(WITHOUT_EDGE)]
    found += [f"moves: {each}" for each in page.evaluate(MOVING)]
    found += page.evaluate("accessibilityFaults()")
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")
    return found


def _links(page: Page) -> list[str]:
    paths = [urlsplit(each).path for each in page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")]
    return [path for path in dict.fromkeys(paths) if re.match(r"/(mijn|hulp|privacy|toegankelijkheid)", path)]


def _own_pages(page: Page, origin: str) -> list[str]:
    """Return what somebody reaches from their first page in two steps, one of a kind."""
    page.goto(f"{origin}/mijn")
    found = _links(page)
    for path in [each for each in found if re.search(r"/(toetsen|inschrijvingen)/\d+(/uitslag)?$", each)]:
        page.goto(origin + path)
        found += [*_links(page), urlsplit(page.url).path]
    return [
        path
        for path in dict.fromkeys(found)
        if not re.search(r"inschrijvingen|\.(pdf|ics|txt)$|/oefenen|certificaat$", path)
    ]


def test_every_page_around_the_exam_is_for_everyone(demo, chromium: Browser, axe_script: str) -> None:
    problems = []
    with chromium.new_context(viewport=DESK, bypass_csp=True, locale="nl-NL") as context:
        page = context.new_page()
        page.goto(demo.sign_in["employee"])
        paths = [*_own_pages(page, demo.url), "/aanmelden"]
        assert {"/mijn", "/mijn/account", "/mijn/apparaat", "/mijn/certificaten"} <= set(paths)
        assert any(path.endswith("/uitslag") for path in paths)
        for path in paths:
            page.goto(demo.url + path)
            problems += [f"{path}: {each}" for each in _problems(page, axe_script)]
    assert problems == []


def test_the_rehearsal_is_for_everyone_in_each_of_its_stages(demo, chromium: Browser, axe_script: str) -> None:
    with chromium.new_context(viewport=DESK, bypass_csp=True, locale="nl-NL") as context:
        page = context.new_page()
        page.goto(demo.sign_in["employee"])
        page.goto(f"{demo.url}/mijn/apparaat")
        page.get_by_role("button", name="Begin").click()
        expect(page.locator("#offline")).to_be_visible()
        problems = _problems(page, axe_script)
        page.get_by_text("De monteur komt tussen").click()
        page.get_by_role("button", name="Verbinding herstellen").click()
        expect(page.get_by_text("Uw apparaat is klaar")).to_be_visible()
        assert problems + _problems(page, axe_script) == []


def test_every_kind_of_question_is_for_everyone(demo, chromium: Browser, axe_script: str) -> None:
    problems = []
    with _device_of(chromium, demo, 0, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{demo.url}/mijn")
        page.get_by_role("link", name="Toets bekijken").first.click()
        page.get_by_role("link", name="Oefenvragen").click()
        for number in range(1, KINDS + 1):
            expect(page.locator("#progress")).to_have_text(f"Vraag {number} van {KINDS}")
            page.keyboard.press("a")
            problems += [f"practice {number}: {each}" for each in _problems(page, axe_script)]
            page.locator("#next").click()
    assert problems == []


def test_the_exam_is_for_everyone(demo, chromium: Browser, axe_script: str) -> None:
    with _device_of(chromium, demo, 0, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(f"{demo.url}/mijn")
        page.get_by_role("link", name="Toets bekijken").first.click()
        page.get_by_role("button", name="Toets starten").click()
        expect(page.locator("#progress")).to_contain_text("Vraag 1")
        problems = _problems(page, axe_script)
        context.set_offline(True)
        page.locator("#flag").click()
        expect(page.locator("#saved")).to_contain_text("bewaard op dit apparaat")
        problems += _problems(page, axe_script)
        context.set_offline(False)
        page.locator("#hand").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert problems + _problems(page, axe_script) == []


class Keyboard:
    """Somebody who has only a keyboard, and notes where they could not see where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lost: list[str] = []

    def tabs_to(self, name: str, key: str = "Tab") -> None:
        """Go from one control to the next until the one with this name."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press(key)
            focus = self.page.evaluate(FOCUS)
            if focus["tag"] != "BODY" and not (focus["ringed"] and focus["seen"]):
                self.lost.append(f"{urlsplit(self.page.url).path}: {focus}")
            if focus["name"].startswith(name):
                return
        pytest.fail(f"{name!r} cannot be reached with {key} on {self.page.url}")

    def chooses(self, name: str, *, back: bool = False) -> None:
        self.tabs_to(name, "Shift+Tab" if back else "Tab")
        self.page.keyboard.press("Enter")


@pytest.mark.parametrize("screen", [DESK, ENLARGED], ids=["desk", "enlarged"])
def test_a_whole_exam_can_be_sat_with_the_keyboard_alone(demo, chromium: Browser, screen: dict[str, int]) -> None:
    number = 1 if screen is DESK else 2
    with _device_of(chromium, demo, number) as context:
        page = context.new_page()
        page.set_viewport_size(screen)
        page.goto(f"{demo.url}/mijn")
        keyboard = Keyboard(page)
        keyboard.chooses("Toets bekijken")
        page.wait_for_url(re.compile(r"/toetsen/\d+$"))
        keyboard.chooses("Oefenen op dit apparaat")
        page.wait_for_url(re.compile("/apparaat"))
        keyboard.chooses("Begin")
        expect(page.get_by_role("heading", name="Nu even zonder internet")).to_be_focused()
        keyboard.tabs_to("De monteur komt tussen")
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Verbinding herstellen")).to_be_visible()
        keyboard.chooses("Verbinding herstellen")
        expect(page.locator("#outcome-ready")).to_be_focused()
        keyboard.chooses("Terug naar de toets")
        page.wait_for_url(re.compile(r"/toetsen/\d+$"))
        keyboard.chooses("Toets starten")
        _sit(page, keyboard)
        expect(page).to_have_url(re.compile("/uitslag$"))
        assert keyboard.lost == []


def _sit(page: Page, keyboard: Keyboard) -> None:
    """Answer what one key can, hide the clock on the way, and hand in."""
    expect(page.locator("#progress")).to_contain_text("Vraag 1 van")
    total = int(page.locator("#progress").inner_text().split()[-1])
    for number in range(1, total + 1):
        expect(page.locator("#progress")).to_have_text(f"Vraag {number} van {total}")
        page.keyboard.press("a")
        if number == 1:
            keyboard.chooses("Tijd verbergen", back=True)
            expect(page.locator("#time")).to_have_text("verborgen")
        keyboard.chooses("Volgende" if number < total else "Inleveren")
    expect(page.get_by_role("dialog")).to_be_visible()
    keyboard.chooses("Toets inleveren")
