"""Who is blocked during an exam can save no more from the page that is open, and goes on after being let in again."""

import pytest

from proeve.core import audit
from proeve.core.scope import Role, Scope
from proeve.exams import blocked_candidates  # noqa: F401  It registers what happens then.
from proeve.exams.closing import submit_attempt
from proeve.exams.journal.answers import last_answers
from proeve.exams.journal.saves import Outcome
from proeve.exams.opening import open_attempt
from proeve.people.blocking import block_person, unblock_person
from proeve.people.persons import Person
from proeve.people.roles import grant_role


@pytest.fixture
async def operator(exams) -> Scope:
    person = await exams.add(Person(email="olga@proeve.example", given_name="Olga", family_name="Prins"))
    async with exams.database.unit_of_work() as session:
        await grant_role(session, person.id, Role.OPERATOR, granted_by=None)
    return Scope(person.id, Role.OPERATOR)


@pytest.fixture
async def opened(exams, employee, tokens):
    """Return an attempt that runs and is open in a page."""
    attempt = await exams.running()
    await _open(exams, employee(attempt), attempt, tokens)
    return attempt


async def _open(exams, scope, attempt, tokens) -> int:
    async with exams.database.unit_of_work() as session:
        return (await open_attempt(session, scope, attempt.id, tokens=tokens)).lease


async def _change(exams, function, operator, attempt) -> None:
    async with exams.database.unit_of_work() as session:
        await function(session, operator, attempt.person_id, reason="Telefoon gestolen.")


async def test_the_page_that_is_open_loses_the_right_to_write(exams, operator, opened, answer):
    assert (await answer(opened, {0: '{"choice":1}'}, lease=1)).outcomes == [Outcome.ACKNOWLEDGED]
    await _change(exams, block_person, operator, opened)
    assert (await answer(opened, {0: '{"choice":2}'}, lease=1)).outcomes == [Outcome.LEASE_LOST]
    async with exams.database.reading() as session:
        assert [each.answer for each in await last_answers(session, opened.id)] == [{"choice": 1}]
        events = await audit.all_events(session, f"attempt:{opened.id}", "attempt.block")
    assert [(event.actor_id, event.facts) for event in events] == [(operator.person_id, {"lease": 2})]


async def test_who_is_let_in_again_opens_the_exam_and_goes_on(exams, operator, opened, answer, employee, tokens):
    await _change(exams, block_person, operator, opened)
    await _change(exams, unblock_person, operator, opened)
    lease = await _open(exams, employee(opened), opened, tokens)
    assert (await answer(opened, {0: '{"choice":2}'}, lease=lease)).outcomes == [Outcome.ACKNOWLEDGED]
    assert (await exams.again(opened)).deadline_at == opened.deadline_at


async def test_nothing_changes_for_others_and_for_what_was_handed_in(exams, operator, opened, employee):
    other = await exams.running()
    async with exams.database.unit_of_work() as session:
        closed = await submit_attempt(session, employee(opened), opened.id)
    await _change(exams, block_person, operator, opened)
    assert (await exams.again(opened)).lease == closed.lease
    assert (await exams.again(other)).lease == other.lease
