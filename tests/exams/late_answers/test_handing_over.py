"""Answers that never came in can be handed over after closing, once, with an explanation, and count for nothing yet."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import func, select

from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Role, Scope
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.late_answers.deliveries import DeliveryState, LateDelivery, answers_of, deliveries_of
from proeve.exams.late_answers.handing_over import HANDED_OVER_WITHIN, hand_over_late


async def count(database, table):
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table))


async def test_late_answers_are_kept_apart_with_their_times_and_the_explanation(late, set_clock):
    attempt = await late.over(stored=2)
    stored_before = await count(late.database, JournalEntry)
    sent = late.sent(attempt, [3, 4])
    delivery = await late.hand_over(attempt, sent, "  De wifi viel uit.  ")
    assert (delivery.state, delivery.explanation) == (DeliveryState.WAITING, "De wifi viel uit.")
    assert delivery.received_at == set_clock.moment
    async with late.database.reading() as session:
        kept = await answers_of(session, delivery.id)
    assert [(each.lease, each.sequence, each.slot, each.client_ms) for each in kept] == [
        (each.lease, each.sequence, each.slot, each.client_ms) for each in sent
    ]
    assert await count(late.database, JournalEntry) == stored_before


async def test_the_same_sent_twice_is_one_delivery(late):
    attempt = await late.over()
    first = await late.hand_over(attempt, late.sent(attempt, [3, 4]))
    again = await late.hand_over(attempt, late.sent(attempt, [3, 4]))
    part = await late.hand_over(attempt, late.sent(attempt, [3]))
    assert first.id == again.id == part.id
    assert await count(late.database, LateDelivery) == 1


async def test_other_answers_wait_until_the_first_are_decided(late):
    attempt = await late.over()
    await late.hand_over(attempt, late.sent(attempt, [3]))
    with pytest.raises(Conflict, match="Daar beslist eerst iemand over") as refusal:
        await late.hand_over(attempt, late.sent(attempt, [4], first=200))
    assert refusal.value.code == "late_waiting"


async def test_what_was_stored_in_time_is_not_late(late):
    attempt = await late.over(stored=2)
    async with late.database.reading() as session:
        entry = (await session.scalars(select(JournalEntry).limit(1))).one()
    known = late.sent(attempt, [entry.slot], first=entry.sequence)
    assert await late.hand_over(attempt, known) is None
    assert await count(late.database, LateDelivery) == 0


@pytest.mark.parametrize("why", ["", "te kort", " " * 40, "x" * 1001])
async def test_an_explanation_is_needed(late, why):
    attempt = await late.over()
    with pytest.raises(Invalid) as refusal:
        await late.hand_over(attempt, late.sent(attempt, [3]), why)
    assert "explanation" in refusal.value.problems


@pytest.mark.parametrize(
    "change",
    [
        {"slot": 99},
        {"slot": -1},
        {"answer": {"choice": 77}},
        {"lease": 2},
        {"lease": -1},
        {"sequence": 0},
        {"sequence": 2**31},
    ],
)
async def test_answers_that_cannot_belong_to_the_attempt_are_refused(late, change):
    attempt = await late.over()
    sent = msgspec.structs.replace(late.sent(attempt, [3])[0], **change)
    with pytest.raises(Invalid):
        await late.hand_over(attempt, [sent])


@pytest.mark.parametrize("number", [0, 101])
async def test_none_and_too_many_are_refused(late, number):
    attempt = await late.over()
    sent = [each for start in range(number) for each in late.sent(attempt, [3], first=1 + start)]
    with pytest.raises(Invalid, match="1 tot en met 100"):
        await late.hand_over(attempt, sent)


async def test_a_clock_of_a_page_that_makes_no_sense_is_bent(late):
    attempt = await late.over()
    sent = msgspec.structs.replace(late.sent(attempt, [3])[0], client_ms=-5)
    delivery = await late.hand_over(attempt, [sent])
    async with late.database.reading() as session:
        assert (await answers_of(session, delivery.id))[0].client_ms == 0


async def test_while_the_exam_runs_answers_are_saved_and_not_handed_over(late):
    attempt = await late.opened()
    with pytest.raises(Conflict) as refusal:
        await late.hand_over(attempt, late.sent(attempt, [3]))
    assert refusal.value.code == "not_closed"


async def test_an_exam_whose_time_is_over_is_closed_first(late, set_clock):
    attempt = await late.opened()
    set_clock.moment = attempt.deadline_at + timedelta(minutes=1)
    assert await late.hand_over(attempt, late.sent(attempt, [3]))
    assert (await late.exams.again(attempt)).closed_at == attempt.deadline_at


async def test_after_a_fortnight_it_is_too_late(late, set_clock):
    attempt = await late.over()
    set_clock.moment = attempt.closed_at + HANDED_OVER_WITHIN
    await late.hand_over(attempt, late.sent(attempt, [3]))
    set_clock.advance(seconds=1)
    with pytest.raises(Conflict, match="14 dagen") as refusal:
        await late.hand_over(attempt, late.sent(attempt, [3]))
    assert refusal.value.code == "late_too_old"


async def test_nobody_hands_over_for_another(late):
    attempt = await late.over()
    stranger = await late.exams.staff_member()
    for scope in (Scope(stranger.person_id, Role.EMPLOYEE), Scope(stranger.person_id, Role.OPERATOR)):
        async with late.database.unit_of_work() as session:
            with pytest.raises(NotFound):
                await hand_over_late(session, scope, attempt.id, late.sent(attempt, [3]), "De wifi viel uit.")
    async with late.database.reading() as session:
        assert await deliveries_of(session, attempt.id) == []
