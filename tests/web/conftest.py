"""What tests of pages ask for: the application on a database of its own, visitors who are signed in, a browser."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from playwright.async_api import Browser, async_playwright

from proeve.core.database import Database
from proeve.core.scope import Role
from proeve.core.settings import Settings
from proeve.corporations.corporations import Corporation
from proeve.people.persons import Person, add_person
from proeve.people.roles import grant_role
from proeve.people.sessions import find_live_session
from proeve.people.signing_in import open_session, switch_role
from proeve.register.file_making import MadeFile, Order
from proeve.register.making_process import MakingProcess
from proeve.web.app import create_app
from proeve.web.site import Site
from proeve.web.sitting_api import SittingApi
from proeve.web.visitor import SESSION_COOKIE
from tests.chromium import launching
from tests.web.browsing import Browsing
from tests.web.visiting import Visitor

Client = Visitor
SignIn = Callable[..., Awaitable[Client]]


@pytest.fixture
def web_settings(sqlite_database_url: str, tmp_path: Path, keys_dir: Path) -> Settings:
    return Settings(
        database_url=sqlite_database_url,
        data_dir=tmp_path,
        secret_key=b"a key for tests only",
        public_url="http://testserver.local",
        demo=True,
        keys_dir=keys_dir,
    )


@pytest.fixture
async def web_database(web_settings: Settings) -> AsyncIterator[Database]:
    database = Database(web_settings.database_url)
    yield database
    await database.close()


class SiteBuiltOnce:
    """Builds the site for the first test and gives it a new life for each other: its state, hot path and lifespan.

    Two hundred routes are registered in a quarter of a second, longer than most tests take, and alike every time.
    """

    def __init__(self) -> None:
        self._site: Site | None = None

    def __call__(self, sitting_api: SittingApi, **facts: Any) -> Site:
        if self._site is None:
            self._site = Site(sitting_api, **facts)
        self._site.sitting_api = sitting_api
        self._site.state = facts["state"]
        self._site._lifespan_managers = facts["lifespan"]
        return self._site


@pytest.fixture(scope="session")
def site_built_once() -> SiteBuiltOnce:
    return SiteBuiltOnce()


class ProcessKept:
    """The process beside a server that makes certificates, kept for the next test: it starts in two seconds."""

    def __init__(self) -> None:
        self._process = MakingProcess()

    def make(self, order: Order) -> MadeFile:
        return self._process.make(order)

    def close(self) -> None:
        """Go on: the test is over, not the process."""

    def end(self) -> None:
        self._process.close()


@pytest.fixture(scope="session")
def making_process() -> Iterator[ProcessKept]:
    process = ProcessKept()
    yield process
    process.end()


@pytest.fixture
async def app(
    web_settings: Settings,
    site_built_once: SiteBuiltOnce,
    making_process: ProcessKept,
    monkeypatch: pytest.MonkeyPatch,
) -> Litestar:
    monkeypatch.setattr("proeve.web.app.Site", site_built_once)
    monkeypatch.setattr("proeve.register.making.MakingProcess", lambda: making_process)
    return create_app(web_settings, runs_jobs=False)


@pytest.fixture
async def client(app: Litestar) -> AsyncIterator[Client]:
    """A visitor who is not signed in."""
    async with Visitor(app) as client:
        yield client


@pytest.fixture
async def lindehof(web_database: Database) -> Corporation:
    async with web_database.unit_of_work() as session:
        corporation = Corporation(name="Woonstichting Lindehof", city="Zuiderveen")
        session.add(corporation)
    return corporation


@pytest.fixture
async def waterkant(web_database: Database) -> Corporation:
    async with web_database.unit_of_work() as session:
        corporation = Corporation(name="Wonen Waterkant", city="Oudekade")
        session.add(corporation)
    return corporation


async def _person(database: Database, email: str) -> Person:
    async with database.unit_of_work() as session:
        return await add_person(session, email=email, given_name="Noor", name_prefix="van", family_name="Dalen")


@pytest.fixture
async def sign_in(client: Client, web_database: Database) -> SignIn:
    """Sign the client in: `await sign_in(Role.TRAINER, corporation)`; gives the client, with `csrf` headers set."""

    async def sign_in(role: Role, corporation: Corporation | None = None, *, email: str = "") -> Client:
        person = await _person(web_database, email or f"{role}@lindehof.example")
        corporation_id = corporation.id if corporation else None
        async with web_database.unit_of_work() as session:
            await grant_role(session, person.id, role, corporation_id, granted_by=None)
        async with web_database.unit_of_work() as session:
            token = await open_session(session, person.id)
        live = await find_live_session(web_database, token)
        assert live is not None
        one_corporation = corporation_id if role is Role.ADMINISTRATOR else None
        async with web_database.unit_of_work() as session:
            await switch_role(session, live.session_id, role, one_corporation)
        client.cookies.set(SESSION_COOKIE, token)
        await client.get("/hulp")
        client.headers["X-CSRFToken"] = client.cookies["csrftoken"]
        return client

    return sign_in


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One browser for all tests of a file."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**launching())
        yield browser
        await browser.close()


@pytest.fixture
async def open_page(browser: Browser, client: Client) -> AsyncIterator[Browsing]:
    """Open pages of the application itself; what the browser complains about fails the test."""
    browsing = Browsing(browser, client)
    yield browsing
    await browsing.close()
    assert browsing.complaints == []
