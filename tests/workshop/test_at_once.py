"""Two people at the same moment: one of them is told to look again, and nothing happens twice."""

import asyncio

from proeve.core.errors import Conflict, NotFound, ProeveError
from proeve.core.scope import Role, Scope
from proeve.exams.attempts import AttemptState, form_of
from proeve.exams.starting import start_attempt
from proeve.people.persons import Person
from proeve.workshop.leaks import retire_leaked
from proeve.workshop.life import find_life
from proeve.workshop.reviewing import approve_draft
from proeve.workshop.standing import put_live, retire_version
from proeve.workshop.writing import save_draft


async def at_once(*calls):
    return await asyncio.gather(*calls, return_exceptions=True)


async def another_approver(workshop) -> Scope:
    async with workshop.database.unit_of_work() as session:
        person = Person(email="dirk@voorbeeld.example", given_name="Dirk", family_name="Jansen")
        session.add(person)
    return Scope(person.id, Role.APPROVER)


async def test_a_draft_is_approved_once(workshop, author, approver, item):
    other = await another_approver(workshop)
    draft = await workshop.submitted(author, item)
    outcomes = await at_once(
        *(workshop(approve_draft, scope, draft.id, revision=draft.revision) for scope in (approver, other))
    )
    assert sum(isinstance(outcome, NotFound | Conflict) for outcome in outcomes) == 1
    assert [row.version for row in (await workshop(find_life, author, item.id)).versions] == [2, 1]


async def test_of_two_saves_from_the_same_page_one_is_kept(workshop, author, colleague, item):
    draft = await workshop.written(author, item)
    texts = {scope: draft.content | {"question": f"Van {scope.person_id}?"} for scope in (author, colleague)}
    outcomes = await at_once(
        *(workshop(save_draft, scope, draft.id, text, revision=draft.revision) for scope, text in texts.items())
    )
    refused = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
    assert [error.code for error in refused] == ["draft_changed"]
    kept = (await workshop.draft_of(author, item)).content["question"]
    assert kept in {text["question"] for text in texts.values()}


async def test_a_version_is_put_live_or_retired_and_never_both(workshop, author, approver, item):
    other = await another_approver(workshop)
    await workshop.approved(author, approver, item)
    outcomes = await at_once(
        workshop(put_live, approver, item.id, 2),
        workshop(retire_version, other, item.id, 2, reason="Toch niet goed."),
    )
    assert not [
        outcome for outcome in outcomes if isinstance(outcome, Exception) and not isinstance(outcome, ProeveError)
    ]
    standings = {row.version: row.standing for row in (await workshop(find_life, author, item.id)).versions}
    assert list(standings.values()).count("live") <= 1
    assert standings[2] in {"live", "retired"}


async def test_who_starts_while_a_leak_is_told_has_a_form_or_gets_another(workshop, exams, approver):
    attempt = await exams.prepared()
    leaked = form_of(attempt).slots[0].item
    started, leak = await at_once(
        workshop(start_attempt, Scope(attempt.person_id, Role.EMPLOYEE), attempt.id),
        workshop(retire_leaked, approver, leaked, reason="De vraag stond op een website."),
    )
    if leak.redrawn:
        assert isinstance(started, NotFound)
    else:
        assert started.state == AttemptState.RUNNING
        assert (await exams.again(attempt)).form == attempt.form
