"""A leak: the item is out of use at once, every form it is on is known, and what can be is drawn anew."""

import msgspec
import pytest

from proeve.core import clock
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.exams.attempts import Attempt, AttemptState, form_of
from proeve.exams.enrolments import Enrolment, withdraw_enrolment
from proeve.exams.granting import grant_time
from proeve.exams.item_versions import Standing, all_live_items, new_version
from proeve.exams.preparing import prepare_sitting
from proeve.exams.shipped_items import HOLDS_LEAKED_TEXT, add_shipped_items
from proeve.exams.sittings import SittingKind, StartRules
from proeve.exams.starting import start_attempt
from proeve.workshop.checking import check_document, problems_of
from proeve.workshop.comparing import compare_bank
from proeve.workshop.importing import import_bank
from proeve.workshop.leaks import retire_leaked, touched_forms
from proeve.workshop.life import find_life
from proeve.workshop.reviewing import submit_draft
from proeve.workshop.standing import put_live, resume_version
from proeve.workshop.writing import add_named_draft, add_new_version
from question_bank.bank import Bank
from question_bank.drafting.document import document_of

EXAM = "klantgericht-werken"
WHY = {"reason": "De vraag stond op een openbare website."}


def an_item_of(attempt: Attempt) -> str:
    return form_of(attempt).slots[0].item


async def exists(exams, attempt: Attempt) -> bool:
    async with exams.database.reading() as session:
        return await session.get(Attempt, attempt.id) is not None


async def test_a_form_nobody_has_begun_is_drawn_anew_without_the_item(workshop, exams, approver):
    attempt = await exams.prepared()
    leaked = an_item_of(attempt)
    leak = await workshop(retire_leaked, approver, leaked, **WHY)
    assert (len(leak.touched), leak.redrawn) == (1, 1)
    assert not await exists(exams, attempt)
    await prepare_sitting(exams.context, sitting_id=leak.touched[0].sitting_id)
    async with exams.database.reading() as session:
        assert leaked not in {each.id for each in await all_live_items(session, EXAM)}
        row = (await session.execute(Attempt.__table__.select())).one()
    assert row.enrolment_id == attempt.enrolment_id
    assert leaked not in {slot["item"] for slot in row.form["slots"]}


async def test_the_list_says_whose_form_it_is_and_where_it_stands(workshop, exams, approver):
    corporation = await exams.corporation("Woonstichting Zuid")
    members = [await exams.staff_member(corporation, name) for name in ("Ali", "Noor")]
    attempt = await exams.prepared(*members)
    async with exams.database.unit_of_work() as session:
        started = await start_attempt(session, Scope(attempt.person_id, Role.EMPLOYEE), attempt.id)
    touched = await workshop(touched_forms, approver, an_item_of(attempt))
    mine = next(form for form in touched if form.attempt_id == started.id)
    assert (mine.corporation, mine.person, mine.state) == ("Woonstichting Zuid", "Ali Jansen", AttemptState.RUNNING)
    assert (mine.is_still_to_be_sat, mine.can_be_redrawn) == (False, False)
    assert mine.opens_at < clock.now() < mine.closes_at


async def test_who_has_begun_goes_on_with_the_same_form(workshop, exams, approver):
    attempt = await exams.running()
    leak = await workshop(retire_leaked, approver, an_item_of(attempt), **WHY)
    assert (len(leak.touched), leak.redrawn) == (1, 0)
    assert (await exams.again(attempt)).form == attempt.form


async def test_minutes_that_were_granted_already_are_not_lost(workshop, exams, approver):
    attempt = await exams.prepared()
    scope = await exams.administrator(attempt.corporation_id)
    await workshop(grant_time, scope, [attempt.id], minutes=10)
    leak = await workshop(retire_leaked, approver, an_item_of(attempt), **WHY)
    (touched,) = leak.touched
    assert (touched.is_still_to_be_sat, touched.can_be_redrawn, leak.redrawn) == (True, False, 0)
    assert (await exams.again(attempt)).granted_seconds == 600


async def test_who_waits_for_a_joint_start_is_not_sent_away(workshop, exams, approver):
    attempt = await exams.prepared(rules=StartRules(SittingKind.JOINT))
    async with exams.database.unit_of_work() as session:
        (await session.get_one(Enrolment, attempt.enrolment_id)).arrived_at = clock.now()
    leak = await workshop(retire_leaked, approver, an_item_of(attempt), **WHY)
    assert leak.redrawn == 0
    assert await exists(exams, attempt)


async def test_who_was_taken_out_of_a_sitting_or_came_too_late_sits_nothing(workshop, exams, approver, set_clock):
    attempt = await exams.prepared()
    scope = await exams.administrator(attempt.corporation_id)
    await workshop(withdraw_enrolment, scope, attempt.enrolment_id)
    (touched,) = await workshop(touched_forms, approver, an_item_of(attempt))
    assert not touched.is_still_to_be_sat
    late = await exams.prepared()
    set_clock.advance(days=2)
    touched = await workshop(touched_forms, approver, an_item_of(late))
    assert not any(form.is_still_to_be_sat for form in touched)


async def test_all_versions_are_out_of_use_and_the_step_says_how_many_forms(workshop, exams, author, approver, item):
    await workshop.approved(author, approver, item)
    await workshop(retire_leaked, approver, item.id, **WHY)
    life = await workshop(find_life, approver, item.id)
    assert {row.standing for row in life.versions} == {"retired"}
    step = life.steps[-1]
    assert (step.kind, step.reason, step.facts) == ("leaked", WHY["reason"], {"forms": 0, "redrawn": 0})


@pytest.mark.parametrize("had_left", [True, False])
async def test_no_upgrade_brings_a_leaked_item_back(workshop, approver, bank, item, had_left):
    if had_left:
        await workshop(add_shipped_items, [each for each in bank.items.values() if each.id != item.id])
    await workshop(retire_leaked, approver, item.id, **WHY)
    await workshop(add_shipped_items, [])
    await workshop(add_shipped_items, [item])
    assert [row.standing for row in (await workshop(find_life, approver, item.id)).versions] == ["retired"]
    await workshop(add_shipped_items, [msgspec.structs.replace(item, version=2, question="Wat doet u nu?")])
    life = await workshop(find_life, approver, item.id)
    assert [(row.version, row.standing) for row in life.versions] == [(2, "paused"), (1, "retired")]


async def test_an_item_whose_id_begins_alike_is_another_item(workshop, exams, approver):
    attempt = await exams.prepared()
    leaked = an_item_of(attempt)
    assert await workshop(touched_forms, approver, leaked[:-1]) == []
    assert await workshop(touched_forms, approver, leaked.replace("-", "_")) == []
    assert len(await workshop(touched_forms, approver, leaked)) == 1


async def test_a_leaked_text_does_not_come_back_as_another_item(workshop, author, approver, item):
    await workshop.approved(author, approver, item)
    await workshop(retire_leaked, approver, item.id, **WHY)
    document = document_of(item)
    draft = await workshop(add_named_draft, author, "kw-scheve-lamp-1", document, exam=EXAM, family="kw-scheve-lamp")
    with pytest.raises(Invalid) as refused:
        await workshop(submit_draft, author, draft.id, revision=draft.revision)
    assert f"woorden op rij met {item.id}" in refused.value.problems["scenario.text"]
    problems = problems_of(await workshop(check_document, draft, document | {"enemies": [item.id]}))
    assert "geen andere vraag van deze toets" in problems["enemies.0"]


async def test_a_leaked_text_does_not_come_back_as_the_next_version_of_the_item(workshop, author, approver, item):
    await workshop(retire_leaked, approver, item.id, **WHY)
    draft = await workshop.written(author, item)
    with pytest.raises(Invalid) as refused:
        await workshop(submit_draft, author, draft.id, revision=draft.revision)
    assert f"woorden op rij met {item.id} (uitgelekt)" in refused.value.problems["scenario.text"]


async def test_a_leaked_text_does_not_come_back_with_an_upgrade_or_from_files(workshop, approver, bank, item):
    await workshop(retire_leaked, approver, item.id, **WHY)
    other = next(each for each in bank.all_items(EXAM) if each.kind == item.kind and each is not item)
    copied = msgspec.structs.replace(item, id="kw-scheve-lamp-1", family="kw-scheve-lamp")
    following = msgspec.structs.replace(other, version=2, scenario=item.scenario)
    await workshop(add_shipped_items, [*bank.items.values(), copied, following])
    for item_id, before in ((copied.id, []), (other.id, ["live"])):
        life = await workshop(find_life, approver, item_id)
        assert [row.standing for row in life.versions] == ["paused", *before]
        assert life.steps[-1].reason == HOLDS_LEAKED_TEXT
    new = msgspec.structs.replace(item, id="kw-scheve-deur-1", family="kw-scheve-deur")
    files = Bank(items=bank.items | {new.id: new, other.id: following}, blueprints=bank.blueprints)
    assert set((await workshop(compare_bank, files)).leaked) == {new.id, other.id}
    with pytest.raises(Invalid) as refused:
        await workshop(import_bank, None, files)
    assert f"woorden op rij met {item.id}" in refused.value.problems[new.id]


@pytest.mark.parametrize(("act", "standing"), [(resume_version, Standing.PAUSED), (put_live, Standing.APPROVED)])
async def test_a_version_with_a_leaked_text_is_not_put_live(workshop, approver, bank, item, act, standing):
    other = next(each for each in bank.all_items(EXAM) if each.kind == item.kind and each is not item)
    async with workshop.database.unit_of_work() as session:
        session.add(new_version(msgspec.structs.replace(other, version=2, scenario=item.scenario), standing))
    await workshop(retire_leaked, approver, item.id, **WHY)
    with pytest.raises(Conflict) as refused:
        await workshop(act, approver, other.id, 2)
    assert refused.value.code == "leaked_text"
    assert [row.standing for row in (await workshop(find_life, approver, other.id)).versions] == [standing, "live"]


async def test_a_leaked_text_does_not_return_with_what_an_import_took_out(workshop, approver, bank, item):
    other = next(each for each in bank.all_items(EXAM) if each.kind == item.kind and each is not item)
    without = {key: each for key, each in bank.items.items() if key != other.id}
    await workshop(import_bank, None, Bank(items=without, blueprints=bank.blueprints))
    await workshop(retire_leaked, approver, item.id, **WHY)
    back = without | {other.id: msgspec.structs.replace(other, scenario=item.scenario)}
    changes = await workshop(compare_bank, Bank(items=back, blueprints=bank.blueprints))
    assert ([each.item.id for each in changes.returned], list(changes.leaked)) == ([other.id], [other.id])


async def test_a_leak_waits_for_the_draft_to_be_withdrawn(workshop, author, approver, item):
    await workshop(add_new_version, author, item.id)
    with pytest.raises(Conflict) as refused:
        await workshop(retire_leaked, approver, item.id, **WHY)
    assert refused.value.code == "draft_exists"


async def test_a_leak_is_told_by_an_approver_with_a_reason(workshop, author, approver, item):
    with pytest.raises(NotFound):
        await workshop(retire_leaked, author, item.id, **WHY)
    with pytest.raises(NotFound):
        await workshop(touched_forms, author, item.id)
    with pytest.raises(Invalid):
        await workshop(retire_leaked, approver, item.id, reason="")
    with pytest.raises(NotFound):
        await workshop(retire_leaked, approver, "kw-x-1", **WHY)
