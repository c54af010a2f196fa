"""What tests of the administrator's pages arrange: staff, sittings and messages of Lindehof, and its administrator."""

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.jobs import JobContext
from proeve.core.mail.messages import Message, MessageState
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.corporations.staff_details import StaffDetails
from proeve.corporations.staffing import add_staff_member
from proeve.exams.attempts import Attempt
from proeve.exams.enrolments import Enrolment
from proeve.exams.planning import plan_sitting
from proeve.exams.preparing import prepare_sitting
from proeve.exams.sittings import Sitting
from proeve.exams.starting import start_attempt
from proeve.people.names import fold

KW, LB = "klantgericht-werken", "lastige-boodschappen"
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


class Beheer:
    """What an administrator's corporation does, without pages."""

    def __init__(self, database: Database, settings: Settings, scope: Scope) -> None:
        self.database = database
        self.context = JobContext(database, settings)
        self.scope = scope

    async def hire(self, given_name: str, family_name: str = "Jansen", **details: str) -> StaffMember:
        email = fold(f"{given_name}.{family_name}@lindehof.example").replace(" ", "")
        filled_in = {"given_name": given_name, "family_name": family_name, "email": email} | details
        async with self.database.unit_of_work() as session:
            return await add_staff_member(session, self.scope, StaffDetails(**filled_in))

    async def plan(self, *members: StaffMember, **changes: Any) -> Sitting:
        """A sitting that is open from an hour ago for eight hours."""
        now = clock.now()
        plan = {"exam": KW, "opens_at": now - timedelta(hours=1), "closes_at": now + timedelta(hours=8)} | changes
        async with self.database.unit_of_work() as session:
            sitting = await plan_sitting(
                session, self.scope, staff_member_ids=[member.id for member in members], **plan
            )
        await prepare_sitting(self.context, sitting_id=sitting.id)
        return sitting

    async def start(self, member: StaffMember) -> Attempt:
        """Start the last attempt of somebody."""
        mine = select(Attempt).where(col(Attempt.person_id) == member.person_id).order_by(col(Attempt.id).desc())
        async with self.database.unit_of_work() as session:
            attempt = (await session.scalars(mine)).first()
            return await start_attempt(session, Scope(member.person_id, Role.EMPLOYEE), attempt.id)

    async def place(self, member: StaffMember) -> Enrolment:
        """The last place somebody got in a sitting."""
        theirs = select(Enrolment).where(col(Enrolment.staff_member_id) == member.id)
        async with self.database.reading() as session:
            return (await session.scalars(theirs.order_by(col(Enrolment.id).desc()))).first()

    async def mail_became(self, member: StaffMember, state: MessageState, error: str | None = None) -> None:
        """Say what became of somebody's mail."""
        theirs = update(Message).where(col(Message.recipient) == member.email)
        async with self.database.unit_of_work() as session:
            await session.execute(theirs.values(state=state, error=error))

    async def all_of(self, table: type) -> list[Any]:
        async with self.database.reading() as session:
            return list(await session.scalars(select(table).order_by(col(table.id))))


async def _beheer(database: Database, settings: Settings, corporation: Corporation, person_id: int) -> Beheer:
    return Beheer(database, settings, Scope(person_id, Role.ADMINISTRATOR, frozenset({corporation.id})))


@pytest.fixture
async def pages(sign_in, lindehof: Corporation, web_database: Database, stock: Any, set_clock: object):
    """The client of Lindehof's administrator, on a clock that stands still, with the bank loaded."""
    async with web_database.unit_of_work() as session:
        await stock(session)
    client = await sign_in(Role.ADMINISTRATOR, lindehof)
    client.headers["accept"] = "text/html"
    return client


@pytest.fixture
async def beheer(pages: object, web_database: Database, web_settings: Settings, lindehof: Corporation) -> Beheer:
    return await _beheer(web_database, web_settings, lindehof, 1)


@pytest.fixture
async def waterkant_beheer(
    pages: object, web_database: Database, web_settings: Settings, waterkant: Corporation
) -> Beheer:
    """Another corporation, whose people must never show."""
    return await _beheer(web_database, web_settings, waterkant, 1)


def text_of(html: str) -> str:
    """Return the words of a page on one line, as somebody reads them."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


Reading = Callable[..., Awaitable[SimpleNamespace]]


@pytest.fixture
async def read(pages) -> Reading:
    """Open a page: `(await read("/beheer")).text`; with `data` the form on it is posted, and the way followed."""

    async def read(path: str, data: object = None, status: int = 200, **options: Any) -> SimpleNamespace:
        method = "GET" if data is None else "POST"
        answer = await pages.request(method, path, data=data, follow_redirects=True, **options)
        assert answer.status_code == status, answer.text
        return SimpleNamespace(html=answer.text, text=text_of(answer.text), path=answer.url.raw_path.decode())

    return read
