"""Four eyes: who wrote submits, somebody else approves or sends back, and the bank's rules hold at both moments."""

import copy

import msgspec
import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core.audit import AuditEvent
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.exams.bank import load_bank
from proeve.exams.item_versions import Standing, all_live_items, all_pilot_items, find_items
from proeve.workshop.drafts import DraftState, find_draft
from proeve.workshop.life import find_life
from proeve.workshop.reviewing import approve_draft, may_approve, send_back_draft, submit_draft, take_back_draft
from proeve.workshop.writing import add_new_version, save_draft, withdraw_draft
from question_bank.bank import Bank

EXAM = "klantgericht-werken"


async def test_from_draft_to_approved_and_tried_out(workshop, author, approver, item):
    version = await workshop.approved(author, approver, item)
    assert (version.version, version.standing) == (2, Standing.APPROVED)
    async with workshop.database.reading() as session:
        assert item in await all_live_items(session, EXAM)
        (tried_out,) = await all_pilot_items(session, EXAM)
    assert tried_out == msgspec.structs.replace(item, version=2, question="Wat zegt u dan het beste?")
    life = await workshop(find_life, author, item.id)
    assert [(step.version, step.kind, step.person) for step in life.steps] == [
        (1, "shipped", ""),
        (2, "started", "Anna Jansen"),
        (2, "submitted", "Anna Jansen"),
        (2, "approved", "Bo Jansen"),
    ]
    assert life.draft is None


async def test_every_step_stands_in_the_audit_log(workshop, author, approver, item):
    await workshop.approved(author, approver, item)
    async with workshop.database.reading() as session:
        events = select(AuditEvent).where(col(AuditEvent.subject) == f"item:{item.id}").order_by(col(AuditEvent.id))
        found = [(event.action, event.actor_id, event.facts["version"]) for event in await session.scalars(events)]
    assert found == [
        ("item.started", author.person_id, 2),
        ("item.submitted", author.person_id, 2),
        ("item.approved", approver.person_id, 2),
    ]


async def test_nobody_approves_what_they_began(workshop, approver, item):
    draft = await workshop.submitted(approver, item)
    assert not may_approve(approver, draft)
    with pytest.raises(Conflict) as refused:
        await workshop(approve_draft, approver, draft.id, revision=draft.revision)
    assert refused.value.code == "own_draft"


async def test_nobody_approves_what_they_wrote_in_even_when_somebody_else_came_after(workshop, author, approver, item):
    draft = await workshop.written(author, item)
    document = copy.deepcopy(draft.content) | {"question": "Wat zou Bo zeggen?"}
    draft = await workshop(save_draft, approver, draft.id, document, revision=draft.revision)
    draft = await workshop(save_draft, author, draft.id, document | {"difficulty": 1}, revision=draft.revision)
    draft = await workshop(submit_draft, author, draft.id, revision=draft.revision)
    with pytest.raises(Conflict) as refused:
        await workshop(approve_draft, approver, draft.id, revision=draft.revision)
    assert refused.value.code == "own_draft"


async def test_an_author_approves_nothing(workshop, author, colleague, item):
    draft = await workshop.submitted(author, item)
    with pytest.raises(NotFound):
        await workshop(approve_draft, colleague, draft.id, revision=draft.revision)
    with pytest.raises(NotFound):
        await workshop(send_back_draft, colleague, draft.id, revision=draft.revision, reason="Te lang voor B1.")


async def test_a_draft_that_breaks_a_rule_is_not_submitted(workshop, author, item):
    draft = await workshop.written(author, item)
    document = copy.deepcopy(draft.content)
    document["replies"][0]["text"] = ""
    document["scenario"]["text"] = "woord " * 80
    draft = await workshop(save_draft, author, draft.id, document, revision=draft.revision)
    with pytest.raises(Invalid) as refused:
        await workshop(submit_draft, author, draft.id, revision=draft.revision)
    assert refused.value.problems["replies.0.text"] == "Schrijf wat de medewerker zegt."
    assert "hoogstens 70" in refused.value.problems["scenario.text"]


async def test_a_version_without_a_change_is_not_submitted(workshop, author, item):
    draft = await workshop(add_new_version, author, item.id)
    with pytest.raises(Invalid) as refused:
        await workshop(submit_draft, author, draft.id, revision=1)
    assert refused.value.problems == {"": "Er is niets veranderd sinds versie 1."}


async def test_a_draft_in_review_is_not_changed_or_withdrawn_until_it_is_taken_back(workshop, author, item):
    draft = await workshop.submitted(author, item)
    with pytest.raises(Conflict) as refused:
        await workshop(save_draft, author, draft.id, {}, revision=draft.revision)
    assert refused.value.code == "in_review"
    with pytest.raises(Conflict):
        await workshop(withdraw_draft, author, draft.id, revision=draft.revision)
    with pytest.raises(Conflict):
        await workshop(submit_draft, author, draft.id, revision=draft.revision)
    draft = await workshop(take_back_draft, author, draft.id, revision=draft.revision)
    assert draft.state == DraftState.DRAFT
    await workshop(save_draft, author, draft.id, {}, revision=draft.revision)


async def test_sending_back_says_why(workshop, author, approver, item):
    draft = await workshop.submitted(author, item)
    with pytest.raises(Invalid) as refused:
        await workshop(send_back_draft, approver, draft.id, revision=draft.revision, reason=" - ")
    assert "reason" in refused.value.problems
    await workshop(send_back_draft, approver, draft.id, revision=draft.revision, reason="Reactie b is te lang.")
    life = await workshop(find_life, author, item.id)
    assert (life.draft.state, life.draft.submitted_at) == (DraftState.DRAFT, None)
    assert (life.steps[-1].kind, life.steps[-1].reason) == ("sent_back", "Reactie b is te lang.")


async def test_only_what_is_in_review_is_approved_or_sent_back(workshop, author, approver, item):
    draft = await workshop.written(author, item)
    for function, more in ((approve_draft, {}), (send_back_draft, {"reason": "Nog niet af."})):
        with pytest.raises(Conflict) as refused:
            await workshop(function, approver, draft.id, revision=draft.revision, **more)
        assert refused.value.code == "not_in_review"


async def test_what_was_read_before_a_change_is_not_approved(workshop, author, approver, item):
    draft = await workshop.submitted(author, item)
    read = draft.revision
    draft = await workshop(take_back_draft, author, draft.id, revision=read)
    draft = await workshop(save_draft, author, draft.id, draft.content | {"difficulty": 1}, revision=draft.revision)
    await workshop(submit_draft, author, draft.id, revision=draft.revision)
    with pytest.raises(Conflict) as refused:
        await workshop(approve_draft, approver, draft.id, revision=read)
    assert refused.value.code == "draft_changed"


async def test_a_draft_that_no_longer_fits_the_bank_is_not_approved(workshop, author, approver, bank, item):
    """Another item with the same words came in while this one waited."""
    draft = await workshop.written(author, item)
    document = copy.deepcopy(draft.content)
    document["scenario"]["quote"] = "Een twee drie vier vijf zes zeven acht negen tien elf, zegt zij."
    draft = await workshop(save_draft, author, draft.id, document, revision=draft.revision)
    draft = await workshop(submit_draft, author, draft.id, revision=draft.revision)
    other = bank.all_items(EXAM)[-1]
    scenario = msgspec.structs.replace(other.scenario, quote=document["scenario"]["quote"])
    newer = msgspec.structs.replace(other, version=2, scenario=scenario)
    await workshop(load_bank, Bank(items={**bank.items, other.id: newer}, blueprints={}))
    with pytest.raises(Invalid) as refused:
        await workshop(approve_draft, approver, draft.id, revision=draft.revision)
    assert other.id in refused.value.problems["scenario.quote"]
    assert (await workshop(find_draft, author, draft.id)).state == DraftState.IN_REVIEW


async def test_a_number_that_an_upgrade_took_meanwhile_is_skipped(workshop, author, approver, bank, item):
    draft = await workshop.submitted(author, item)
    shipped = msgspec.structs.replace(item, version=2, question="Wat zegt de uitgave?")
    await workshop(load_bank, Bank(items={**bank.items, item.id: shipped}, blueprints={}))
    version = await workshop(approve_draft, approver, draft.id, revision=draft.revision)
    assert version.version == 3
    async with workshop.database.reading() as session:
        stored = await find_items(session, [(item.id, 3)])
    assert stored[item.id, 3].version == 3


async def test_a_newer_approved_version_takes_the_place_of_an_older_one(workshop, author, approver, item):
    await workshop.approved(author, approver, item)
    await workshop.approved(author, approver, item, "En wat zegt u nu?")
    life = await workshop(find_life, author, item.id)
    assert [(row.version, row.standing) for row in life.versions] == [(3, "approved"), (2, "retired"), (1, "live")]
