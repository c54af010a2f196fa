"""What tests of the trainer's pages arrange: results made up in the tables, and one that was really sat."""

import runpy
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core import clock
from proeve.core.audit import AuditEvent
from proeve.core.database import Database
from proeve.core.scope import Role
from proeve.exams.journal.entries import JournalEntry
from question_bank.bank import Bank
from question_bank.drawing import draw_form
from question_bank.grading import grade
from question_bank.kinds import kind_of

MADE_UP = Path(__file__).parents[2] / "reporting" / "made_up_results.py"
MadeUpResults = runpy.run_path(str(MADE_UP))["MadeUpResults"]
EXAM = "klantgericht-werken"


@pytest.fixture
async def stored_bank(web_database: Database, bank: Bank, stock: Any) -> Bank:
    """The question bank, in the database of the pages."""
    async with web_database.unit_of_work() as session:
        await stock(session)
    return bank


@pytest.fixture
def making(web_database: Database, stored_bank: Bank) -> Callable[[], AbstractAsyncContextManager[Any]]:
    """Open a unit of work to make results in: `async with making() as make`."""

    @asynccontextmanager
    async def making() -> AsyncIterator[Any]:
        async with web_database.unit_of_work() as session:
            yield MadeUpResults(session)

    return making


@pytest.fixture
async def trainer(sign_in, lindehof):
    """The client, signed in as a trainer of Lindehof."""
    return await sign_in(Role.TRAINER, lindehof)


@pytest.fixture
async def sat(making, stored_bank, lindehof):
    """A result with everything behind it: a drawn form, answers in the journal, all but the first of them right."""
    blueprint, items = stored_bank.find_blueprint(EXAM), stored_bank.all_items(EXAM)
    form = draw_form(blueprint, items, seed="trainer")
    by_id = {item.id: item for item in items}
    answers = {
        number: kind_of(by_id[slot.item]).right_answer(by_id[slot.item], slot.order)
        for number, slot in enumerate(form.slots)
        if number
    }
    graded = grade(blueprint, items, form.slots, answers).as_json()
    async with making() as make:
        member = await make.staff_member(lindehof, given_name="Fatma", family_name="Yıldız", team="Verhuur")
        result = await make.result(member, grade="9.1", form=form.as_json(), grading=graded)
        for number, answer in answers.items():
            make.session.add(
                JournalEntry(
                    attempt_id=result.attempt_id,
                    lease=1,
                    sequence=number,
                    slot=number,
                    answer=msgspec.json.encode(answer).decode(),
                    client_ms=clock.now_ms(),
                    received_ms=clock.now_ms(),
                )
            )
    return result


@pytest.fixture
def logged(web_database: Database):
    """List what the audit log holds of one kind of act: `await logged("item.view")`."""

    async def logged(action: str) -> list[AuditEvent]:
        async with web_database.reading() as session:
            statement = select(AuditEvent).where(col(AuditEvent.action) == action).order_by(col(AuditEvent.id))
            return list(await session.scalars(statement))

    return logged
