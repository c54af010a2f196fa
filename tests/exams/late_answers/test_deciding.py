"""An assessor accepts or refuses late answers with a reason; the result follows, and a pass stays a pass."""

import msgspec
import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.core.audit import AuditEvent
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.mail.messages import Message
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.exams import after_grading
from proeve.exams.journal.entries import JournalEntry
from proeve.exams.late_answers.deciding import accept_late, refuse_late
from proeve.exams.late_answers.deliveries import DeliveryState
from proeve.exams.late_answers.finding import all_late_deliveries, count_late_deliveries, find_late_delivery
from proeve.exams.late_answers.letter import compose_decided
from proeve.exams.receipts.stored import Receipt
from proeve.exams.results import Result

REASON = "De storing op kantoor is bekend."


@pytest.fixture
def decide(late):
    async def decide(delivery, *, how=accept_late, scope=None, reason=REASON):
        scope = scope or await late.assessor(delivery.corporation_id)
        async with late.database.unit_of_work() as session:
            return await how(session, scope, delivery.id, reason)

    return decide


@pytest.fixture
def one(late):
    async def one(table):
        async with late.database.reading() as session:
            return (await session.scalars(select(table))).one()

    return one


async def late_entries(late):
    async with late.database.reading() as session:
        entries = select(JournalEntry).where(col(JournalEntry.is_late)).order_by(col(JournalEntry.sequence))
        return list(await session.scalars(entries))


async def test_accepted_answers_join_the_journal_and_the_result_follows(late, decide, one, monkeypatch):
    heard = []

    async def listen(_session, results):
        heard.extend(result.passed for result in results)

    monkeypatch.setattr(after_grading, "CALLBACKS", [listen])
    attempt = await late.over()
    delivery = await late.hand_over(attempt, late.sent(attempt, range(20)))
    before = await one(Result)
    decided = await decide(delivery)
    after, entries = await one(Result), await late_entries(late)
    assert (before.id, before.passed) == (after.id, False)
    assert (after.passed, after.points) == (True, after.maximum)
    assert heard == [False, True]
    assert decided.state == DeliveryState.ACCEPTED
    assert [(entry.lease, entry.sequence) for entry in entries] == [(2, number) for number in range(1, 21)]
    received_ms = round(delivery.received_at.timestamp() * 1000)
    assert {entry.received_ms for entry in entries} == {received_ms}
    assert all(entry.client_ms < received_ms for entry in entries)


async def test_refused_answers_stay_out(late, decide, one):
    attempt = await late.over()
    delivery = await late.hand_over(attempt, late.sent(attempt, range(20)))
    assert (await decide(delivery, how=refuse_late)).state == DeliveryState.REFUSED
    assert not (await one(Result)).passed
    assert await late_entries(late) == []


async def test_somebody_who_passed_never_fails_by_late_answers(late, decide, one):
    attempt = await late.over(stored=20)
    wiped = [msgspec.structs.replace(each, answer=None) for each in late.sent(attempt, range(20))]
    before = await one(Result)
    await decide(await late.hand_over(attempt, wiped))
    after = await one(Result)
    assert (before.passed, after.passed, after.points, after.graded_at) == (True, True, before.points, before.graded_at)
    assert len(await late_entries(late)) == 20


async def test_the_receipt_of_handing_in_stays_as_it_was(late, decide, one):
    attempt = await late.over(stored=5)
    before = await one(Receipt)
    await decide(await late.hand_over(attempt, late.sent(attempt, range(5, 9))))
    after = await one(Receipt)
    assert (after.code, after.entry_count, after.made_at) == (before.code, 5, before.made_at)


async def test_an_answer_that_was_overtaken_on_another_device_stays_out(late, decide):
    attempt = await late.opened()
    await late.open_again(attempt)
    await late.save(attempt, [0], lease=2)
    attempt = await late.close(attempt)
    await decide(await late.hand_over(attempt, late.sent(attempt, [0, 1], lease=1)))
    assert [entry.slot for entry in await late_entries(late)] == [1]


async def test_a_second_delivery_comes_after_the_first(late, decide):
    attempt = await late.over()
    await decide(await late.hand_over(attempt, late.sent(attempt, [0, 1], first=10)))
    second = await late.hand_over(attempt, late.sent(attempt, [1], first=5) + late.sent(attempt, [2], first=30))
    await decide(second, scope=Scope((await late.assessor()).person_id, Role.OPERATOR))
    assert [(entry.lease, entry.slot) for entry in await late_entries(late)] == [(2, 0), (3, 2), (2, 1)]


@pytest.mark.parametrize("how", [accept_late, refuse_late])
async def test_it_is_decided_once(late, decide, how):
    attempt = await late.over()
    delivery = await late.hand_over(attempt, late.sent(attempt, [0]))
    scope = await late.assessor(attempt.corporation_id)
    await decide(delivery, how=how, scope=scope)
    with pytest.raises(Conflict, match="al over beslist"):
        await decide(delivery, how=accept_late, scope=scope)


async def test_nobody_decides_about_their_own_answers(late, decide):
    attempt = await late.over()
    delivery = await late.hand_over(attempt, late.sent(attempt, [0]))
    for role in (Role.ASSESSOR, Role.OPERATOR):
        own = Scope(attempt.person_id, role, frozenset({attempt.corporation_id}))
        with pytest.raises(Conflict, match="uw eigen antwoorden"):
            await decide(delivery, scope=own)


@pytest.mark.parametrize("reason", ["", "ja", " " * 20, "x" * 501])
async def test_a_reason_is_needed(late, decide, reason):
    attempt = await late.over()
    delivery = await late.hand_over(attempt, late.sent(attempt, [0]))
    with pytest.raises(Invalid) as refusal:
        await decide(delivery, reason=reason)
    assert "reason" in refusal.value.problems


async def test_the_log_keeps_the_outcome_before_and_after(late, decide):
    attempt = await late.over()
    await decide(await late.hand_over(attempt, late.sent(attempt, range(20))))
    async with late.database.reading() as session:
        wanted = select(AuditEvent).where(col(AuditEvent.action).startswith("late_answers."))
        handed, accepted = await session.scalars(wanted.order_by(col(AuditEvent.id)))
    assert (handed.action, handed.facts["answers"]) == ("late_answers.hand_over", 20)
    assert (accepted.action, accepted.facts["reason"]) == ("late_answers.accept", REASON)
    assert [accepted.facts[when]["passed"] for when in ("before", "after")] == [False, True]
    assert accepted.facts["before"]["grade"] == "1.0"


@pytest.mark.parametrize(("how", "said"), [(accept_late, "tellen nu mee"), (refuse_late, "tellen niet mee")])
async def test_the_candidate_hears_the_decision_and_why(late, decide, settings: Settings, how, said):
    attempt = await late.over()
    await decide(await late.hand_over(attempt, late.sent(attempt, [0])), how=how)
    async with late.database.reading() as session:
        wanted = select(Message).where(col(Message.kind) == "late_answers_decided")
        letter = await compose_decided(session, settings, (await session.scalars(wanted)).one())
    assert said in letter.body
    assert REASON in letter.body
    assert f"/mijn/toetsen/{attempt.id}/uitslag" in letter.body


async def test_assessors_see_the_deliveries_of_their_corporations_only(late):
    attempt = await late.over()
    delivery = await late.hand_over(attempt, late.sent(attempt, [0, 1]))
    near, far = await late.assessor(attempt.corporation_id), await late.assessor((await late.exams.corporation()).id)
    async with late.database.reading() as session:
        rows = await all_late_deliveries(session, near, is_waiting=True)
        assert [(row.delivery.id, row.answers, row.name, row.is_waiting) for row in rows] == [
            (delivery.id, 2, "Noor Jansen", True)
        ]
        assert await count_late_deliveries(session, near) == {DeliveryState.WAITING: 1}
        assert await all_late_deliveries(session, far, is_waiting=True) == []
        assert await count_late_deliveries(session, far) == {}
        with pytest.raises(NotFound):
            await find_late_delivery(session, far, delivery.id)
        with pytest.raises(NotFound):
            await find_late_delivery(session, Scope(near.person_id, Role.TRAINER, near.corporation_ids), delivery.id)


async def test_decided_deliveries_are_listed_with_who_decided(late, decide):
    attempt = await late.over()
    scope = await late.assessor(attempt.corporation_id)
    await decide(await late.hand_over(attempt, late.sent(attempt, [0])), scope=scope)
    async with late.database.reading() as session:
        rows = await all_late_deliveries(session, scope, is_waiting=False)
    assert [row.decider.name for row in rows] == ["Asha Kok"]


async def test_an_attempt_that_could_not_be_graded_before_gets_its_result_and_keeps_its_receipt(
    late, decide, one, monkeypatch
):
    def fail(*arguments):
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("proeve.exams.grading.grade", fail)
        attempt = await late.over(stored=5)
    before = await one(Receipt)
    await decide(await late.hand_over(attempt, late.sent(attempt, range(5, 20))))
    assert (await one(Result)).passed
    assert ((await one(Receipt)).code, (await one(Receipt)).entry_count) == (before.code, 5)
