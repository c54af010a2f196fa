"""The workshop with the real bank in it, and people to work there."""

import copy
import runpy
from pathlib import Path

import pytest

from proeve.core.scope import Role, Scope
from proeve.people.persons import Person
from proeve.workshop.drafts import find_draft_of
from proeve.workshop.reviewing import approve_draft, submit_draft
from proeve.workshop.writing import add_new_version, save_draft

OF_EXAMS = runpy.run_path(str(Path(__file__).parents[1] / "exams" / "conftest.py"))
ArrangeExams = OF_EXAMS["ArrangeExams"]
EXAM = "klantgericht-werken"


class Workshop:
    """Calls one function of the workshop in a unit of work of its own."""

    def __init__(self, database):
        self.database = database

    async def __call__(self, function, *arguments, **named):
        async with self.database.unit_of_work() as session:
            return await function(session, *arguments, **named)

    async def written(self, author: Scope, item, question: str = "Wat zegt u dan het beste?"):
        """A next version of an item with another question."""
        draft = await self(add_new_version, author, item.id)
        document = copy.deepcopy(draft.content) | {"question": question}
        return await self(save_draft, author, draft.id, document, revision=draft.revision)

    async def submitted(self, author: Scope, item, question: str = "Wat zegt u dan het beste?"):
        """The same, handed in."""
        draft = await self.written(author, item, question)
        return await self(submit_draft, author, draft.id, revision=draft.revision)

    async def approved(self, author: Scope, approver: Scope, item, question: str = "Wat zegt u dan het beste?"):
        """The same, approved."""
        draft = await self.submitted(author, item, question)
        return await self(approve_draft, approver, draft.id, revision=draft.revision)

    async def draft_of(self, scope: Scope, item):
        return await self(find_draft_of, scope, item.id)


@pytest.fixture
async def workshop(database, stock) -> Workshop:
    async with database.unit_of_work() as session:
        await stock(session)
    return Workshop(database)


@pytest.fixture
async def exams(workshop, settings, set_clock):
    return ArrangeExams(workshop.database, settings)


async def _person(workshop, name: str, role: Role) -> Scope:
    async with workshop.database.unit_of_work() as session:
        person = Person(email=f"{name}@voorbeeld.example", given_name=name.capitalize(), family_name="Jansen")
        session.add(person)
    return Scope(person.id, role)


@pytest.fixture
async def author(workshop) -> Scope:
    return await _person(workshop, "anna", Role.AUTHOR)


@pytest.fixture
async def colleague(workshop) -> Scope:
    return await _person(workshop, "carla", Role.AUTHOR)


@pytest.fixture
async def approver(workshop) -> Scope:
    return await _person(workshop, "bo", Role.APPROVER)


@pytest.fixture
async def outsider(workshop) -> Scope:
    return await _person(workshop, "tom", Role.TRAINER)


@pytest.fixture
def item(bank):
    return next(item for item in bank.all_items(EXAM) if item.kind == "best_answer")
