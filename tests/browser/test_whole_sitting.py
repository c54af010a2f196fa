"""One employee's whole exam in a real browser: offline and back, a second device, extra minutes, a certificate."""

import re
import subprocess
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import anyio
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select
from sqlmodel import col

from proeve import tables  # noqa: F401  A session needs to know every table.
from proeve.core.database import Database
from proeve.core.scope import Role, Scope
from proeve.demo.cast import EMPLOYEE
from proeve.exams.attempts import Attempt, AttemptState, form_of
from proeve.exams.granting import grant_time
from proeve.exams.item_versions import find_items
from proeve.exams.journal.answers import last_answers
from proeve.people.persons import find_person_by_email
from question_bank.kinds import kind_of
from tests.programs import needs

pytestmark = pytest.mark.browser

T = TypeVar("T")


def _run(work: Callable[[], Awaitable[T]]) -> T:
    """Read or write the database from outside: in a thread, for Playwright keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(anyio.run, work).result()


class Exam:
    """What the demo's employee is to sit, read from the database: the attempt and the right answers."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.attempt_id, self.right = _run(self._read)

    async def _read(self) -> tuple[int, list[tuple[str, dict]]]:
        database = Database(self._url)
        async with database.reading() as session:
            person = await find_person_by_email(session, EMPLOYEE)
            attempt = await session.scalar(
                select(Attempt)
                .where(col(Attempt.person_id) == person.id)
                .where(col(Attempt.state) == AttemptState.PREPARED)
            )
            slots = form_of(attempt).slots
            items = await find_items(session, [(slot.item, slot.version) for slot in slots])
        await database.close()
        asked = [(items[slot.item, slot.version], slot.order) for slot in slots]
        return attempt.id, [(item.kind, dict(kind_of(item).right_answer(item, order))) for item, order in asked]

    def stored(self) -> dict[int, dict]:
        """The answers that count, by slot, as the server has them."""

        async def read() -> dict[int, dict]:
            database = Database(self._url)
            async with database.reading() as session:
                answers = await last_answers(session, self.attempt_id)
            await database.close()
            return {each.slot: each.answer for each in answers}

        return _run(read)

    def grant_minutes(self, minutes: int) -> None:
        async def grant() -> None:
            database = Database(self._url)
            async with database.unit_of_work() as session:
                operator = Scope(1, Role.OPERATOR)
                await grant_time(session, operator, [self.attempt_id], minutes=minutes, reason="Brandalarm")
            await database.close()

        _run(grant)


def _answer(page: Page, kind: str, answer: dict) -> None:
    """Give one answer by the controls a person uses, never by dragging."""
    if kind in {"best_answer", "next_step", "recognise_category"}:
        page.locator("label.choice-card").nth(answer["choice"]).click()
    elif kind == "most_least":
        for end, position in answer.items():
            page.locator(f"input[name={end}]").nth(position).check()
    elif kind == "rate_replies":
        for position, rating in enumerate(answer["ratings"]):
            page.locator(f"input[name=rating-{position}]").nth(rating - 1).check()
    else:
        _rank(page, answer["ranking"])


def _rank(page: Page, ranking: list[int]) -> None:
    """Put the replies in order with their place menus, the first place first."""
    letters = "ABCDE"
    for place, position in enumerate(ranking):
        page.get_by_label(f"Plaats van reactie {letters[position]}").select_option(index=place)
    keep = page.get_by_role("button", name="Deze volgorde klopt al")
    if keep.is_visible():
        keep.click()


def _answer_from(page: Page, exam: Exam, first: int, last: int) -> None:
    for number in range(first, last + 1):
        expect(page.locator("#progress")).to_have_text(f"Vraag {number} van {len(exam.right)}")
        _answer(page, *exam.right[number - 1])
        if number < len(exam.right):
            page.locator("#next").click()


def _saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_text(re.compile(r"opgeslagen"))


def _sign_in(context: BrowserContext, link: str) -> Page:
    page = context.new_page()
    page.goto(link)
    return page


def _certificates(page: Page, url: str) -> set[str]:
    """Return the addresses of the files on the page of one's certificates."""
    page.goto(f"{url}/mijn/certificaten")
    links = page.locator("a[href$='.pdf']")
    return set(links.evaluate_all("all => all.map(link => link.getAttribute('href'))"))


def _new_certificate(page: Page, url: str, had: set[str]) -> str:
    """Wait for the certificate that a job makes, and return the address of its file."""
    for _ in range(120):
        if new := _certificates(page, url) - had:
            (path,) = new
            return path
        page.wait_for_timeout(500)
    pytest.fail("No certificate came within a minute.")


def test_an_employee_sits_an_exam_and_receives_a_certificate_that_proves_real(
    demo, chromium: Browser, tmp_path: Path
) -> None:
    exam = Exam(demo.settings.database_url)
    total = len(exam.right)
    with chromium.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL") as first_device:
        page = _sign_in(first_device, demo.sign_in["employee"])
        expect(page).to_have_url(re.compile("/mijn$"))
        had = _certificates(page, demo.url)
        page.goto(f"{demo.url}/mijn")
        page.get_by_role("link", name="Toets bekijken").first.click()
        title = page.get_by_role("heading", level=1).inner_text()
        expect(page.get_by_text("40 minuten").first).to_be_visible()
        with page.expect_response(re.compile("/openen$")) as opened:
            page.get_by_role("button", name="Toets starten").click()
        told = opened.value.text()
        assert not re.search(r'"(key|category|explanation|rating)"', told)

        # The key never reaches the browser, and what is acknowledged is on the server.
        _answer_from(page, exam, 1, 4)
        _saved(page)
        assert {slot: exam.stored()[slot] for slot in range(4)} == {slot: exam.right[slot][1] for slot in range(4)}

        # Without a connection answers are kept here, and go out by themselves when it is back.
        first_device.set_offline(True)
        _answer_from(page, exam, 5, 6)
        expect(page.locator("#saved")).to_have_text("bewaard op dit apparaat, verbinding weg")
        assert 4 not in exam.stored()
        first_device.set_offline(False)
        _saved(page)
        assert exam.stored()[5] == exam.right[5][1]

        # Minutes that are granted while it runs reach the page with its next save.
        exam.grant_minutes(10)
        _answer_from(page, exam, 7, 8)
        expect(page.get_by_text("U heeft 10 minuten extra gekregen.").first).to_be_visible()

        # Another device goes on where this one was, and this one stops writing.
        with chromium.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL") as phone:
            other = _sign_in(phone, demo.sign_in["employee"])
            other.get_by_role("link", name="Verdergaan").first.click()
            expect(other.locator("#progress")).to_have_text(re.compile(rf"Vraag [789] van {total}$"))
            other.locator("#navigator > summary").click()
            other.get_by_role("button", name=re.compile(r"^Vraag 9\b")).click()
            _answer_from(other, exam, 9, 10)
            _saved(other)
            page.locator("#previous").click()
            page.locator("#flag").click()
            expect(page.get_by_role("heading", name=re.compile("U gaat verder op een ander apparaat"))).to_be_visible()
            page.get_by_role("button", name="Hier verdergaan").click()
            expect(page.locator("#progress")).to_have_text(re.compile(rf"van {total}$"))

        # Handing in names what is open and can be called off.
        page.locator("#hand").click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_text(f"{total - 10} vragen zijn nog niet beantwoord:")).to_be_visible()
        dialog.get_by_role("button", name="Terug naar de toets").click()
        page.get_by_role("button", name=re.compile(r"^Vraag 11\b")).click()
        _answer_from(page, exam, 11, total)
        _saved(page)
        page.locator("#hand").click()
        page.get_by_role("button", name="Toets inleveren").click()
        page.wait_for_url(re.compile("/uitslag$"))
        expect(page.get_by_role("heading", level=1)).to_contain_text("geslaagd")

        # The certificate is made by a job; its text and code are read back from the file itself.
        file = tmp_path / "certificate.pdf"
        file.write_bytes(first_device.request.get(demo.url + _new_certificate(page, demo.url, had)).body())
        reader = [needs("pdftotext"), "-layout", file, "-"]
        text = " ".join(subprocess.run(reader, capture_output=True, text=True, check=True).stdout.split())
        for printed in ("Sanne Jansen", "Woonstichting Lindehof", title):
            assert printed in text
        drawing = [needs("pdftoppm"), "-r", "150", "-png", "-singlefile", file, tmp_path / "certificate"]
        subprocess.run(drawing, check=True)
        (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "certificate.png"))
        stranger = chromium.new_context().new_page()
        stranger.goto(code.text.lower())
        expect(stranger.get_by_text("Echt en geldig").first).to_be_visible()
        expect(stranger.get_by_text("Sanne Jansen").first).to_be_visible()
        stranger.context.close()
