"""A real Chromium before a real server is offline for a while, then killed; each answer is in the database once."""

import asyncio
import contextlib
import json
import os
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Error, Page, async_playwright, expect
from sqlalchemy import select
from sqlmodel import col

from benchmarks.candidates import Candidate, fill_hall
from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.exams.journal.entries import JournalEntry
from proeve.web.visitor import SESSION_COOKIE
from question_bank.kinds import accepts
from tests.chromium import kill_chromium, launching
from tests.faults.endings import hand_everybody_in, tell
from tests.faults.nodes import Node
from tests.patience import PATIENCE_SECONDS

pytestmark = pytest.mark.browser

OFFLINE_SECONDS = float(os.environ.get("PROEVE_FAULT_OFFLINE_SECONDS", "5"))
SAVED = re.compile(r"^opgeslagen \d\d:\d\d$")
KEPT = "bewaard op dit apparaat, verbinding weg"
Row = tuple[int, int, str | None]


@asynccontextmanager
async def exam_page(node: Node, candidate: Candidate, profile: Path) -> AsyncIterator[Page]:
    """Open the exam in a browser that keeps what it knows in a folder, signed in."""
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(profile, **launching())
        await context.add_cookies([{"name": SESSION_COOKIE, "value": candidate.cookie, "url": node.address}])
        page = await context.new_page()
        await page.goto(f"{node.address}/mijn/toetsen/{candidate.attempt_id}/afnemen")
        await expect(page.locator(".exam-heading")).to_be_visible()
        yield page
        with contextlib.suppress(Error):  # The test may have killed it.
            await context.close()


async def answer(page: Page, slot: int, choice: int) -> None:
    """Choose a reply by its letter."""
    await page.evaluate("number => { location.hash = `vraag-${number}` }", slot + 1)
    await expect(page.locator(".exam-heading")).to_have_text(f"Vraag {slot + 1}")
    await page.keyboard.press("abc"[choice])
    await expect(page.locator("#stage input").nth(choice)).to_be_checked()


async def says(page: Page, what: str | re.Pattern[str]) -> None:
    await expect(page.locator("#saved")).to_have_text(what)


async def journal(settings: Settings) -> list[Row]:
    """Return which page stored what, in the order in which it was given."""
    order = (col(JournalEntry.lease), col(JournalEntry.sequence))
    database = Database(settings.database_url)
    async with database.reading() as session:
        rows = list(await session.scalars(select(JournalEntry).order_by(*order)))
    await database.close()
    return [(row.lease, row.slot, row.answer and json.loads(row.answer)["choice"]) for row in rows]


async def test_a_browser_that_is_offline_and_then_killed_loses_nothing(any_settings, nodes, tmp_path):
    hall = await asyncio.to_thread(fill_hall, any_settings, saving=1, opening=0, starting=0)
    candidate, slots = hall.saving[0], [slot for slot, shape in enumerate(hall.shapes) if accepts(shape, {"choice": 2})]
    nodes.append(Node(any_settings, tmp_path))
    await asyncio.to_thread(nodes[0].start)
    before, *meanwhile, unsent, after = slots[:7]

    async with exam_page(nodes[0], candidate, tmp_path / "profile") as page:
        await answer(page, before, 0)
        await says(page, SAVED)
        stored = [(2, before, 0)]
        assert await journal(any_settings) == stored

        await page.context.set_offline(True)
        began = time.monotonic()
        for slot in meanwhile:
            await answer(page, slot, 1)
            await says(page, KEPT)
            await asyncio.sleep(OFFLINE_SECONDS / len(meanwhile))
        assert time.monotonic() - began > OFFLINE_SECONDS
        await answer(page, before, 2)  # A change of mind about what was stored.
        await says(page, KEPT)
        assert await journal(any_settings) == stored

        await page.context.set_offline(False)
        await says(page, SAVED)
        stored += [*((2, slot, 1) for slot in meanwhile), (2, before, 2)]
        assert await journal(any_settings) == stored

        await page.context.set_offline(True)
        await answer(page, unsent, 1)
        await says(page, KEPT)
        kill_chromium(tmp_path / "profile")

    async with exam_page(nodes[0], candidate, tmp_path / "profile") as page:
        await says(page, SAVED)
        await answer(page, after, 2)
        stored += [(3, unsent, 1), (3, after, 2)]
        async with asyncio.timeout(PATIENCE_SECONDS):
            while (found := await journal(any_settings)) != stored:  # noqa: ASYNC110  Another process stores them.
                await asyncio.sleep(0.1)

    seconds = round(OFFLINE_SECONDS)
    tell("Chromium is offline, then killed", any_settings, seconds_offline=seconds, kills=1, saves=len(found), lost=0)
    await hand_everybody_in(any_settings, hall)
