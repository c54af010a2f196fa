"""Forms are drawn ahead, once per person, and avoid what that person met before."""

import asyncio
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import select, update
from sqlmodel import col

from proeve.core import clock
from proeve.core.errors import Conflict, NotFound
from proeve.exams.attempts import Attempt, AttemptState, form_of
from proeve.exams.bank import load_bank
from proeve.exams.enrolments import Enrolment, withdraw_enrolment
from proeve.exams.item_versions import ItemVersion, Standing
from proeve.exams.preparing import prepare_attempt, prepare_sitting
from proeve.exams.starting import start_attempt
from question_bank.bank import Bank
from question_bank.drawing import draw_form
from question_bank.items import Item

EXAM = "klantgericht-werken"


async def attempts_of(database, sitting) -> list[Attempt]:
    async with database.reading() as session:
        of_sitting = select(Attempt).join(Enrolment, col(Enrolment.id) == col(Attempt.enrolment_id))
        return list(await session.scalars(of_sitting.where(col(Enrolment.sitting_id) == sitting.id)))


async def test_everybody_in_a_sitting_gets_a_form_of_their_own(exams, bank):
    corporation = await exams.corporation()
    sitting = await exams.planned(*[await exams.staff_member(corporation) for _ in range(3)])
    await prepare_sitting(exams.context, sitting_id=sitting.id)
    attempts = await attempts_of(exams.database, sitting)
    assert len({attempt.person_id for attempt in attempts}) == 3
    assert len({attempt.seed for attempt in attempts}) == 3
    for attempt in attempts:
        assert attempt.state == AttemptState.PREPARED
        assert attempt.deadline_at is None
        assert len(form_of(attempt).slots) == bank.blueprints[EXAM].length


async def test_the_stored_seed_draws_the_same_form_again(exams, bank):
    attempt = await exams.prepared()
    on = clock.local_date(clock.now() + timedelta(hours=8))
    again = draw_form(bank.blueprints[EXAM], bank.all_items(EXAM, on=on), attempt.seed)
    assert form_of(attempt) == again


async def test_preparing_twice_leaves_the_first_forms(exams):
    sitting = await exams.planned()
    await prepare_sitting(exams.context, sitting_id=sitting.id)
    first = await attempts_of(exams.database, sitting)
    await prepare_sitting(exams.context, sitting_id=sitting.id)
    assert [(row.id, row.seed) for row in await attempts_of(exams.database, sitting)] == [
        (row.id, row.seed) for row in first
    ]


async def test_preparing_at_the_same_time_gives_one_form(exams, employee):
    member = await exams.staff_member()
    sitting = await exams.planned(member)
    async with exams.database.reading() as session:
        enrolment = (await session.scalars(select(Enrolment))).one()
    prepared = await asyncio.gather(
        prepare_sitting(exams.context, sitting_id=sitting.id),
        prepare_attempt(exams.database, employee(member), enrolment.id),
        prepare_attempt(exams.database, employee(member), enrolment.id),
    )
    (stored,) = await attempts_of(exams.database, sitting)
    assert prepared[1].seed == prepared[2].seed == stored.seed


async def test_whoever_arrives_before_the_job_gets_a_form_there_and_then(exams, employee):
    member = await exams.staff_member()
    sitting = await exams.planned(member)
    async with exams.database.reading() as session:
        enrolment = (await session.scalars(select(Enrolment))).one()
    attempt = await prepare_attempt(exams.database, employee(member), enrolment.id)
    assert [row.id for row in await attempts_of(exams.database, sitting)] == [attempt.id]


async def test_nobody_prepares_for_somebody_else(exams, employee):
    attempt = await exams.prepared()
    stranger = await exams.staff_member()
    with pytest.raises(NotFound):
        await prepare_attempt(exams.database, employee(stranger), attempt.enrolment_id)


async def test_who_was_withdrawn_gets_no_form(exams, employee):
    member = await exams.staff_member()
    sitting = await exams.planned(member)
    scope = await exams.administrator(member.corporation_id)
    async with exams.database.unit_of_work() as session:
        enrolment = (await session.scalars(select(Enrolment))).one()
        await withdraw_enrolment(session, scope, enrolment.id)
    await prepare_sitting(exams.context, sitting_id=sitting.id)
    assert await attempts_of(exams.database, sitting) == []
    with pytest.raises(Conflict):
        await prepare_attempt(exams.database, employee(member), enrolment.id)


async def test_a_resit_brings_back_as_few_questions_as_the_bank_allows(exams, employee, set_clock, bank):
    """Of 240 items 20 were met, so none has to come back; drawn blindly it would be one or two."""
    member = await exams.staff_member()
    first = await exams.running(member)
    set_clock.advance(days=30)
    second = await exams.prepared(member)
    met = {slot.item for slot in form_of(first).slots}
    again = [slot.item for slot in form_of(second).slots if slot.item in met]
    on = clock.local_date(clock.now() + timedelta(hours=8))
    fewest = draw_form(bank.blueprints[EXAM], bank.all_items(EXAM, on=on), "any", met).seen_again
    assert len(again) == form_of(second).seen_again == fewest == 0


async def test_a_form_nobody_can_start_any_more_was_not_seen(exams, set_clock):
    member = await exams.staff_member()
    await exams.prepared(member)
    set_clock.advance(days=30)
    assert form_of(await exams.prepared(member)).seen_again == 0


async def test_a_form_that_will_be_sat_first_counts_as_seen(exams):
    """Two sittings of one exam, planned at once for after each other."""
    member = await exams.staff_member()
    first = await exams.prepared(member)
    later = clock.now() + timedelta(days=14)
    second = await exams.prepared(member, opens_at=later, closes_at=later + timedelta(days=1))
    met = {slot.item for slot in form_of(first).slots}
    again = [slot.item for slot in form_of(second).slots if slot.item in met]
    assert len(again) == form_of(second).seen_again < 13


async def test_a_bank_that_cannot_fill_the_form_is_told_as_not_ready_yet(exams, employee, bank):
    member = await exams.staff_member()
    await exams.planned(member)
    few = {item.id: item for item in bank.all_items(EXAM)[:10]}
    async with exams.database.unit_of_work() as session:
        await load_bank(session, Bank(items=few, blueprints={}))
        enrolment = (await session.scalars(select(Enrolment))).one()
    with pytest.raises(Conflict, match="staan nog niet klaar"):
        await prepare_attempt(exams.database, employee(member), enrolment.id)


async def test_an_item_that_was_taken_out_of_use_since_the_pool_was_read_is_not_given_out(
    exams, employee, bank, monkeypatch
):
    async def all_that_was_live(*_: object, **__: object) -> tuple[Item, ...]:
        return bank.all_items(EXAM)

    member = await exams.staff_member()
    await exams.planned(member)
    async with exams.database.unit_of_work() as session:
        await session.execute(update(ItemVersion).values(standing=Standing.PAUSED))
        enrolment = (await session.scalars(select(Enrolment))).one()
    monkeypatch.setattr("proeve.exams.preparing.all_live_items", all_that_was_live)
    with pytest.raises(Conflict) as refused:
        await prepare_attempt(exams.database, employee(member), enrolment.id)
    assert refused.value.code == "item_out_of_use"
    async with exams.database.reading() as session:
        assert (await session.scalars(select(Attempt))).all() == []


async def test_a_prepared_attempt_keeps_its_versions_when_the_bank_moves_on(exams, employee, bank):
    attempt = await exams.prepared()
    newer = {item.id: msgspec.structs.replace(item, version=item.version + 1) for item in bank.items.values()}
    async with exams.database.unit_of_work() as session:
        await load_bank(session, Bank(items=newer, blueprints={}))
    async with exams.database.unit_of_work() as session:
        started = await start_attempt(session, employee(attempt), attempt.id)
    assert {slot.version for slot in form_of(started).slots} == {1}
