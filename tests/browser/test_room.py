"""The invigilator's room in a real browser, over the demo's people: they fall silent, come back, and get their time."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import anyio
import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select, update
from sqlmodel import col

from proeve import tables  # noqa: F401  A session needs to know every table.
from proeve.core.database import Database
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.journal.presence import Presence

pytestmark = pytest.mark.browser


def _silence_everybody(url: str, seconds: int) -> None:
    """Put everybody's beginning and last sign of life back, as if nothing was heard since; their next one ends it."""

    async def silence() -> None:
        database = Database(url)
        async with database.unit_of_work() as session:
            for attempt in await session.scalars(select(Attempt).where(col(Attempt.state) == AttemptState.RUNNING)):
                attempt.started_at -= timedelta(minutes=10)
            await session.execute(update(Presence).values(seen_ms=col(Presence.seen_ms) - seconds * 1000))
        await database.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, silence).result()


def test_people_who_fall_silent_are_shown_come_back_by_themselves_and_get_their_time(demo, chromium: Browser) -> None:
    with chromium.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL") as context:
        page = context.new_page()
        page.goto(demo.sign_in["invigilator"])
        page.get_by_role("link", name="Lastige boodschappen").first.click()
        expect(page.locator("tbody tr", has_text=re.compile(r"Bezig.*\d van 20", re.DOTALL))).not_to_have_count(0)
        box = page.locator("tbody tr").first.get_by_role("checkbox")
        box.check()
        expect(page.locator("[data-selection-count]")).to_have_text("1 persoon gekozen")

        # Nobody reloads this page: what changes comes by itself, and what was ticked stays ticked.
        name = page.locator("tbody tr:has(input:checked) th").inner_text().split("\n")[0]
        _silence_everybody(demo.settings.database_url, 120)
        expect(page.locator("tbody tr", has_text="Verbinding weg")).not_to_have_count(0)
        expect(page.locator("tbody tr", has_text="Bezig")).not_to_have_count(0)
        expect(page.locator("tbody tr:has(input:checked) th")).to_contain_text(name)

        # Several at once were silent: that is an outage, and one click gives the time back.
        page.get_by_role("link", name="Bekijken en tijd teruggeven").click()
        page.get_by_role("button", name=re.compile("^Tijd teruggeven aan")).first.click()
        page.get_by_role("dialog").get_by_role("button", name="Tijd teruggeven").click()
        expect(page.locator(".room-acts li").first).to_contain_text("de tijd van een storing terug")
        expect(page.locator(".room-acts li").first).to_contain_text("Storing van")
        page.locator(".room-acts li").first.get_by_role("button", name=re.compile("^Ongedaan maken")).click()
        page.get_by_role("dialog").get_by_role("button", name="Ongedaan maken").click()
        expect(page.locator(".room-acts li").first).to_contain_text("Ongedaan gemaakt")
