"""The exam page in a real browser, talking to a server that does what the test says."""

import contextlib
import json
import mimetypes
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Route,
    expect,
    sync_playwright,
)

from proeve.web.assets import STATIC_FOLDER, STATIC_PATH
from proeve.web.security import CONTENT_SECURITY_POLICY
from proeve.web.templating import make_environment
from question_bank.kinds import KINDS, accepts
from tests.chromium import launching

ADDRESS = "http://proeve.test/mijn/toetsen/12"
EIGHT_O_CLOCK = 1_772_006_400_000
MINUTE = 60_000
SAVED = re.compile(r"^opgeslagen \d\d:\d\d$")


def _item(slot: int, kind: str, texts: list[str], **more: Any) -> dict[str, Any]:
    return {
        "slot": slot,
        "kind": kind,
        "channel": "telefoon",
        "role": "U werkt bij het klantcontactcentrum.",
        "fact": None,
        "text": "Een huurder belt over een lekkende kraan.",
        "quote": "Ik wacht nu al drie weken!",
        "dialogue": [],
        "question": "Wat doet u?",
        "options": [{"text": text} for text in texts],
    } | more


REPLIES = ["Drie weken is lang.", "Zo zijn de regels.", "Daar gaat een collega over.", "Ik plan morgen iemand in."]
ITEMS = [
    _item(0, "best_answer", REPLIES, fact="De corporatie herstelt lekkages binnen een week."),
    _item(1, "rate_replies", [*REPLIES, "Belt u later nog eens."], channel="balie"),
    _item(2, "most_least", REPLIES, channel="email"),
    _item(3, "rank_replies", REPLIES, channel="deur"),
    _item(4, "next_step", REPLIES, channel="chat", dialogue=[{"speaker": "huurder", "text": "Hoe zit dat?"}]),
    _item(
        5,
        "recognise_category",
        ["Uitleg geven", "Gevoel erkennen"],
        dialogue=[{"speaker": "medewerker", "text": "Wat naar."}],
    ),
]
SHAPES = [f"{KINDS[item['kind']].letter}{len(item['options'])}" for item in ITEMS]


class FakeSitting:
    """One attempt on a server whose failures, clock and decisions are set by the test."""

    def __init__(self) -> None:
        self.now = EIGHT_O_CLOCK
        self.deadline = EIGHT_O_CLOCK + 40 * MINUTE
        self.grace = 30_000
        self.state = "running"
        self.lease = 0
        self.last_slot: int | None = None
        self.status = {"openen": 200, "bewaren": 200, "hartslag": 200}
        self.refusals: dict[int, str] = {}
        self.loses_answers = False
        self.takes_its_time = False
        self.is_login_page = False
        self.late_answers: list[Callable[[], None]] = []
        self.reachable = True
        self.largest_batch = 100
        self.extension_minutes = 0
        self.items = ITEMS
        self.answers: dict[int, dict[str, Any]] = {}
        self.journal: dict[tuple[int, int], dict[str, Any]] = {}
        self.requests: list[tuple[str, Any]] = []

    def requested(self, name: str) -> list[Any]:
        return [body for each, body in self.requests if each == name]

    def answer(self, slot: int) -> Any:
        return self.answers[slot]["answer"]

    def serve(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        name = path.rsplit("/", 1)[-1]
        if path.startswith(STATIC_PATH):
            file = STATIC_FOLDER / path.removeprefix(STATIC_PATH).lstrip("/")
            return route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file)[0] or "font/woff2")
        if not self.reachable:
            return route.abort("internetdisconnected")
        if name in self.status and self.is_login_page:
            self.requests.append((name, None))
            return route.fulfill(body="<title>Wi-Fi</title>", content_type="text/html")
        if name in self.status:
            return self._answer(route, name)
        if name == "verlengen":
            self.requests.append((name, None))
            self.deadline += self.extension_minutes * MINUTE
            return route.fulfill(json={"server_ms": self.now, "deadline_ms": self.deadline})
        if name == "inleveren":
            self.state = "closed"
            self.requests.append((name, route.request.post_data))
        return route.fulfill(
            body=_page(path, self.extension_minutes),
            content_type="text/html; charset=utf-8",
            headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY},
        )

    def _answer(self, route: Route, name: str) -> None:
        body = json.loads(route.request.post_data or "null")
        self.requests.append((name, body))
        if self.status[name] != 200:
            return self._fail(route, self.status[name])
        if name == "openen":
            return self._open(route)
        lease = int(route.request.headers["authorization"].removeprefix("Bearer lease-"))
        if name == "hartslag":
            self.last_slot = body["slot"]
            return route.fulfill(json=self._envelope(lease))
        if len(body["saves"]) > self.largest_batch:
            return self._fail(route, 413)
        outcome = self._store(lease, body["saves"])
        return self._send(route, outcome | self._envelope(lease))

    def _send(self, route: Route, answer: dict[str, Any]) -> None:
        if self.loses_answers:
            route.abort("connectionreset")
        elif self.takes_its_time:
            self.late_answers.append(lambda: route.fulfill(json=answer))
        else:
            route.fulfill(json=answer)

    def answers_at_last(self) -> None:
        """Send the answers that took their time."""
        self.takes_its_time = False
        while self.late_answers:
            self.late_answers.pop(0)()

    def _open(self, route: Route) -> None:
        if self.state == "closed":
            return self._fail(route, 409, "attempt_closed")
        return route.fulfill(json=self._bootstrap())

    def _fail(self, route: Route, status: int, code: str = "error") -> None:
        error = {"code": code, "message": "Dit lukt nu niet. Probeer het straks opnieuw."}
        route.fulfill(status=status, json={"error": error})

    def _envelope(self, lease: int) -> dict[str, Any]:
        held = "held" if lease == self.lease else "lost"
        return {"server_ms": self.now, "deadline_ms": self.deadline, "state": self.state, "lease": held}

    def _bootstrap(self) -> dict[str, Any]:
        self.lease += 1
        opened = {
            "attempt": 12,
            "exam": "Klantgericht werken",
            "lease": self.lease,
            "token": f"lease-{self.lease}",
            "grace_ms": self.grace,
            "items": self.items,
            "answers": list(self.answers.values()),
            "last_slot": self.last_slot,
        }
        return self._envelope(self.lease) | opened

    def _store(self, lease: int, saves: list[dict[str, Any]]) -> dict[str, Any]:
        acknowledged, refused = [], []
        for save in saves:
            code = None if (lease, save["sequence"]) in self.journal else self._refusal(lease, save)
            if code:
                refused.append({"sequence": save["sequence"], "code": code, "message": "Kies opnieuw."})
                continue
            self.journal[lease, save["sequence"]] = save
            self.answers[save["slot"]] = save | {"lease": lease}
            self.last_slot = save["slot"]
            acknowledged.append(save["sequence"])
        return {"acknowledged": acknowledged, "refused": refused}

    def _refusal(self, lease: int, save: dict[str, Any]) -> str | None:
        if lease != self.lease:
            return "lease_lost"
        if self.state == "closed":
            return "closed"
        if not accepts(SHAPES[save["slot"]], save["answer"]):
            return "wrong_shape"
        return self.refusals.get(save["slot"])


environment = cache(make_environment)
"""The templates, compiled once."""


def _page(path: str, extension_minutes: int = 0) -> str:
    if path.endswith("/oefenen"):
        context = {"exam_name": "Klantgericht werken", "items": ITEMS, "back_url": "/mijn/toetsen/12/start"}
        return environment().get_template("candidate/practice.html").render(context)
    if path == urlsplit(ADDRESS).path:
        context = {"attempt_id": 12, "exam_name": "Klantgericht werken", "csrf_token": lambda: "a token"}
        more = {"extension_minutes": extension_minutes}
        return environment().get_template("candidate/exam.html").render(context | more)
    return f"<!doctype html><html lang='nl'><title>Proeve</title><h1>{path}</h1>"


class Candidate:
    """A person at a page of the exam; time passes for page and server alike, and only when the test says so."""

    def __init__(self, context: BrowserContext, sitting: FakeSitting, path: str = "") -> None:
        self.sitting = sitting
        self.page: Page = context.new_page()
        self.page.clock.install(time=EIGHT_O_CLOCK / 1000 - 1)
        self.page.clock.pause_at(EIGHT_O_CLOCK / 1000)
        self.page.goto(ADDRESS + path)
        expect(self.page.locator("h1")).not_to_contain_text("geopend …")

    def waits(self, milliseconds: int) -> None:
        self.sitting.now += milliseconds
        self.page.clock.run_for(milliseconds)

    def settles(self) -> None:
        """Wait until all that the page has asked so far was answered, unless the server takes its time."""
        for _ in range(2):  # The second one gives the page a turn to deal with what was answered before the first.
            self.page.evaluate("fetch('/static/mark.svg').then(answer => answer.text())")

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def goes_to(self, number: int) -> None:
        self.page.evaluate("number => { location.hash = `vraag-${number}` }", number)
        expect(self.page.locator(".exam-heading")).to_have_text(f"Vraag {number}")

    def sees_saved(self) -> None:
        self.waits(1000)
        expect(self.page.locator("#saved")).to_have_text(SAVED)

    def sees(self, target: str, text: str | re.Pattern[str]) -> None:
        expect(self.page.locator(target)).to_contain_text(text)

    def sees_in_time(self, target: str, text: str) -> None:
        """Let time pass until the page shows this: when it tries again depends on when it heard that it failed."""
        for _ in range(40):
            self.waits(2500)
            self.settles()
            if text in self.page.locator(target).inner_text():
                return
        self.sees(target, text)

    def listens(self) -> None:
        """Note from now on all that a screen reader is given to say."""
        self._announcer().evaluate(
            """announcer => {
              announcer.dataset.heard = "";
              const note = (line) => line.isConnected && (announcer.dataset.heard += `${line.textContent}\\n`);
              const noteAll = (changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach(note));
              new MutationObserver(noteAll).observe(announcer, { childList: true });
            }"""
        )

    def hears(self, *said: str) -> None:
        """Wait until this was said since `listens`, and nothing else."""
        expect(self._announcer()).to_have_attribute("data-heard", "".join(f"{each}\n" for each in said))

    def has_heard(self, said: str) -> None:
        """Wait until this was said since `listens`, whatever else was."""
        expect(self._announcer()).to_have_attribute("data-heard", re.compile(re.escape(f"{said}\n")))

    def has_not_heard(self, said: str) -> None:
        """Fail when this was said since `listens`."""
        expect(self._announcer()).not_to_have_attribute("data-heard", re.compile(re.escape(f"{said}\n")))

    def _announcer(self) -> Locator:
        return self.page.locator("#announcer")

    def unsent(self) -> list[dict[str, Any]]:
        return self.page.evaluate(
            """async () => {
              const { openDB } = await import("/static/vendor/idb.js");
              const database = await openDB("proeve-exam");
              const saves = await database.getAll("saves");
              database.close();
              return saves;
            }"""
        )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium where it is installed, else the one that Playwright brings."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launching())
        yield browser
        browser.close()


@pytest.fixture
def sitting() -> FakeSitting:
    return FakeSitting()


@pytest.fixture
def new_device(browser, sitting):
    """Open a browser of its own on the sitting: `new_device()` or `new_device("/oefenen", viewport=...)`.

    With `profile` it is a process of its own that keeps what it knows in that folder; `script` runs before the page's.
    """
    errors: list[str] = []
    contexts: list[BrowserContext] = []

    def note_refusal(message: ConsoleMessage) -> None:
        if "Security Policy" in message.text:
            errors.append(message.text)

    def open_it(path: str = "", *, profile: Path | None = None, script: str = "", **options: Any) -> Candidate:
        options |= {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam"}
        if profile:
            context = browser.browser_type.launch_persistent_context(profile, **launching(), **options)
        else:
            context = browser.new_context(**options)
        contexts.append(context)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.on("console", note_refusal)
        context.route("**/*", sitting.serve)
        context.add_init_script(script)
        return Candidate(context, sitting, path)

    yield open_it
    for context in contexts:
        with contextlib.suppress(Error):  # A browser that the test killed is gone already.
            context.close()
    assert errors == []


@pytest.fixture
def candidate(new_device) -> Candidate:
    return new_device()


@pytest.fixture
def faults_on(axe_script):
    """List what axe finds on a page; time goes on by itself from then."""

    def look(page: Page) -> list[str]:
        page.clock.resume()  # Axe itself waits for timers.
        page.evaluate(axe_script)
        return page.evaluate("accessibilityFaults()")

    return look
