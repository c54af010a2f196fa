"""The workshop of the example is alive: something in every state, and people who talk about it."""

import pytest

from proeve.core.scope import Role, Scope
from proeve.demo.cast import APPROVER, AUTHOR
from proeve.demo.workshop import fill_workshop
from proeve.people.persons import find_person_by_email
from proeve.workshop.browsing import BankFilter, all_rows
from proeve.workshop.checking import check_draft
from proeve.workshop.comments import all_comments
from proeve.workshop.drafts import all_drafts


@pytest.fixture
async def filled(database, stock, set_clock):
    async with database.unit_of_work() as session:
        await stock(session)
    await fill_workshop(database, granted_by=None)
    return database


async def test_there_are_drafts_to_write_to_judge_and_to_mend(filled):
    async with filled.reading() as session:
        author = Scope((await find_person_by_email(session, AUTHOR)).id, Role.AUTHOR)
        drafts = await all_drafts(session, author)
        rows = await all_rows(session, author, BankFilter())
        comments = [row for draft in drafts for row in await all_comments(session, author, draft.item)]
    assert sorted(draft.state for draft in drafts) == ["draft", "draft", "draft", "in_review"]
    assert [row.state for row in rows if row.state == "draft"] == ["draft"]
    assert len(comments) == 3
    assert len([row for row in comments if row.comment.resolved_at]) == 1


async def test_what_is_half_written_has_nothing_wrong_but_what_is_missing(filled):
    async with filled.reading() as session:
        approver = Scope((await find_person_by_email(session, APPROVER)).id, Role.APPROVER)
        draft = next(each for each in await all_drafts(session, approver) if each.version == 1)
        flaws = await check_draft(session, draft)
    assert {flaw.place[0] for flaw in flaws if flaw.severity == "problem"} == {"replies"}
