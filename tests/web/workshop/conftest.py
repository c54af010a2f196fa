"""The workshop's pages with the real bank behind them, and people who work there."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core.audit import AuditEvent
from proeve.core.database import Database
from proeve.core.scope import Role, Scope
from proeve.people.persons import add_person
from proeve.workshop.drafts import ItemDraft, find_draft_of
from proeve.workshop.reviewing import approve_draft, submit_draft
from proeve.workshop.writing import add_new_version, save_draft
from question_bank.bank import Bank

ITEM = "kw-baby-op-komst-1"


@pytest.fixture
async def stored_bank(web_database: Database, bank: Bank, stock: Any) -> Bank:
    """The question bank, in the database of the pages."""
    async with web_database.unit_of_work() as session:
        await stock(session)
    return bank


@pytest.fixture
async def author(sign_in, stored_bank):
    """The client, signed in as an author."""
    return await sign_in(Role.AUTHOR)


@pytest.fixture
async def approver(sign_in, stored_bank):
    """The client, signed in as an approver."""
    return await sign_in(Role.APPROVER)


@pytest.fixture
async def colleague(web_database) -> Scope:
    """Another author, who does not look at pages."""
    async with web_database.unit_of_work() as session:
        person = await add_person(session, email="carla@voorbeeld.example", given_name="Carla", family_name="Visser")
    return Scope(person.id, Role.AUTHOR)


@pytest.fixture
async def judge(web_database) -> Scope:
    """Another approver, who does not look at pages either."""
    async with web_database.unit_of_work() as session:
        person = await add_person(session, email="bo@voorbeeld.example", given_name="Bo", family_name="Smit")
    return Scope(person.id, Role.APPROVER)


class Desk:
    """Does in the workshop what others do while somebody looks at its pages."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def __call__(self, function: Callable[..., Awaitable[Any]], *arguments: Any, **named: Any) -> Any:
        async with self.database.unit_of_work() as session:
            return await function(session, *arguments, **named)

    async def written(self, writer: Scope, item_id: str = ITEM, question: str = "Wat zegt u dan het beste?"):
        """A next version of an item with another question."""
        draft = await self(add_new_version, writer, item_id)
        document = {**draft.content, "question": question}
        return await self(save_draft, writer, draft.id, document, revision=draft.revision)

    async def submitted(self, writer: Scope, item_id: str = ITEM):
        """The same, handed in."""
        draft = await self.written(writer, item_id)
        return await self(submit_draft, writer, draft.id, revision=draft.revision)

    async def approved(self, writer: Scope, judge: Scope, item_id: str = ITEM):
        """The same, approved."""
        draft = await self.submitted(writer, item_id)
        return await self(approve_draft, judge, draft.id, revision=draft.revision)

    async def draft_of(self, scope: Scope, item_id: str = ITEM) -> ItemDraft | None:
        async with self.database.reading() as session:
            return await find_draft_of(session, scope, item_id)


@pytest.fixture
async def desk(web_database, stored_bank) -> Desk:
    return Desk(web_database)


@pytest.fixture
def logged(web_database: Database):
    """List what the audit log holds of one kind of act: `await logged("item.view")`."""

    async def logged(action: str) -> list[AuditEvent]:
        async with web_database.reading() as session:
            statement = select(AuditEvent).where(col(AuditEvent.action) == action).order_by(col(AuditEvent.id))
            return list(await session.scalars(statement))

    return logged
