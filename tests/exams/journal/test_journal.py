"""The journal stores every save once, in groups, and acknowledges only what is durable, on both databases."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlmodel import col

from proeve.core import clock
from proeve.core.database import Database
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.journal.journal import Journal
from proeve.exams.journal.postgresql_writer import CONNECTION_NAME, PostgresqlWriter
from proeve.exams.journal.saves import ACKNOWLEDGED, Claim, Delivery, Outcome, Receipt, Standing
from proeve.exams.journal.sqlite_writer import SqliteWriter
from tests.exams.journal.saving import (
    CLIENT_MS,
    all_entries,
    change,
    on_postgresql,
    on_sqlite,
    save,
    save_of,
)


async def test_a_save_is_stored_as_it_came(database, arrange, journal, set_clock):
    attempt = await arrange.attempt()
    receipt = await save(journal, attempt, save_of(1, slot=3, is_flagged=True), save_of(2, slot=4, answer=None))
    assert receipt.outcomes == [ACKNOWLEDGED, ACKNOWLEDGED]
    first, second = await all_entries(database, attempt)
    assert (first.slot, first.answer, first.is_flagged) == (3, '{"choice":1}', True)
    assert (second.slot, second.answer, second.is_flagged) == (4, None, False)
    assert (first.client_ms, first.received_ms) == (CLIENT_MS, clock.milliseconds(set_clock.moment))
    assert not first.is_late


async def test_a_receipt_tells_where_the_attempt_stands(arrange, journal):
    attempt = await arrange.attempt(lease=4)
    standing = (await save(journal, attempt, save_of(1), lease=4)).standing
    assert standing == _running(attempt, lease=4)


async def test_a_heartbeat_tells_where_the_attempt_stands(arrange, journal):
    attempt = await arrange.attempt(lease=2)
    standing = await journal.heartbeat(Claim(attempt.id, 1))
    assert standing == _running(attempt, lease=2)


def _running(attempt: Attempt, *, lease: int) -> Standing:
    started_ms, deadline_ms = clock.milliseconds(attempt.started_at), clock.milliseconds(attempt.deadline_at)
    return Standing(AttemptState.RUNNING, lease, deadline_ms, started_ms=started_ms)


@on_sqlite
async def test_who_cannot_be_told_keeps_nobody_in_the_group_waiting(database, arrange, journal):
    attempt = await arrange.attempt()

    def break_off(_receipt: Receipt) -> None:
        raise ConnectionError("The visitor has gone.")

    journal.deliver(Delivery(Claim(attempt.id, 1), [save_of(1)], clock.now_ms()), break_off)
    assert (await save(journal, attempt, save_of(2))).outcomes == [ACKNOWLEDGED]
    assert [entry.sequence for entry in await all_entries(database, attempt)] == [1, 2]


async def test_the_same_save_twice_is_stored_once_and_acknowledged_again(database, arrange, journal):
    attempt = await arrange.attempt()
    for _ in range(2):
        assert (await save(journal, attempt, save_of(1))).outcomes == [ACKNOWLEDGED]
    assert len(await all_entries(database, attempt)) == 1


async def test_the_same_save_twice_in_one_delivery_is_stored_once(database, arrange, journal):
    attempt = await arrange.attempt()
    assert (await save(journal, attempt, save_of(1), save_of(1))).outcomes == [ACKNOWLEDGED, ACKNOWLEDGED]
    assert len(await all_entries(database, attempt)) == 1


async def test_a_number_in_use_for_another_answer_is_refused_and_the_first_answer_stays(database, arrange, journal):
    attempt = await arrange.attempt()
    await save(journal, attempt, save_of(1, answer='{"choice":1}'))
    receipt = await save(journal, attempt, save_of(1, answer='{"choice":2}'), save_of(2))
    assert receipt.outcomes == [Outcome.SEQUENCE, ACKNOWLEDGED]
    assert [entry.answer for entry in await all_entries(database, attempt)] == ['{"choice":1}', '{"choice":1}']


async def test_minutes_that_are_granted_reach_the_page_with_its_next_save(database, arrange, journal):
    attempt = await arrange.attempt()
    before = (await save(journal, attempt, save_of(1))).standing
    await change(database, attempt, deadline_at=attempt.deadline_at + timedelta(minutes=10))
    after = await save(journal, attempt, save_of(2))
    assert after.outcomes == [ACKNOWLEDGED]
    assert after.standing.deadline_ms == before.deadline_ms + 600_000


async def test_a_pause_reaches_the_page_with_its_next_save(database, arrange, journal):
    attempt = await arrange.attempt()
    await save(journal, attempt, save_of(1))
    paused_at = clock.now()
    await change(database, attempt, paused_at=paused_at)
    assert (await save(journal, attempt, save_of(2))).standing.paused_ms == clock.milliseconds(paused_at)


async def test_what_changed_reaches_a_heartbeat_in_one_group_with_saves(database, arrange, journal):
    attempt, other = await arrange.attempt(), await arrange.attempt()
    await asyncio.gather(save(journal, attempt, save_of(1)), save(journal, other, save_of(1)))
    await change(database, attempt, lease=2)
    standing, _ = await asyncio.gather(
        journal.heartbeat(Claim(attempt.id, 1)),
        save(journal, other, save_of(2)),
    )
    assert standing.lease == 2


@pytest.mark.parametrize("count", [2, 250])
async def test_one_change_in_a_group_keeps_nobody_else_from_storing(database, arrange, journal, count):
    attempt, other = await arrange.attempt(), await arrange.attempt()
    await asyncio.gather(save(journal, attempt, save_of(1)), save(journal, other, save_of(1)))
    await change(database, attempt, lease=2)
    refused, stored = await asyncio.gather(
        save(journal, attempt, save_of(2)), save(journal, other, *map(save_of, range(count, 0, -1)))
    )
    assert (refused.outcomes, refused.standing.lease) == ([Outcome.LEASE_LOST], 2)
    assert stored.outcomes == [ACKNOWLEDGED] * count
    assert [len(await all_entries(database, each)) for each in (attempt, other)] == [1, count]


async def test_a_page_that_was_taken_over_stores_nothing_more(database, arrange, journal):
    attempt = await arrange.attempt(lease=2)
    receipt = await save(journal, attempt, save_of(1), lease=1)
    assert receipt.outcomes == [Outcome.LEASE_LOST]
    assert receipt.standing.lease == 2
    assert await all_entries(database, attempt) == []


async def test_numbers_count_anew_after_a_take_over(database, arrange, journal):
    attempt = await arrange.attempt(lease=1)
    await save(journal, attempt, save_of(1, answer='{"choice":0}'))
    await change(database, attempt, lease=2)
    assert (await save(journal, attempt, save_of(1, answer='{"choice":3}'), lease=2)).outcomes == [ACKNOWLEDGED]
    assert [entry.lease for entry in await all_entries(database, attempt)] == [1, 2]


@pytest.mark.parametrize("lost", ["lease", "attempt"])
async def test_what_was_stored_is_acknowledged_again_after_the_page_lost(database, arrange, journal, lost):
    attempt = await arrange.attempt()
    await save(journal, attempt, save_of(1))
    changes = {"lease": 2} if lost == "lease" else {"state": AttemptState.CLOSED, "closed_at": clock.now()}
    await change(database, attempt, **changes)
    receipt = await save(journal, attempt, save_of(1), save_of(2))
    refusal = Outcome.LEASE_LOST if lost == "lease" else Outcome.CLOSED
    assert receipt.outcomes == [ACKNOWLEDGED, refusal]


@pytest.mark.parametrize("state", [AttemptState.CLOSED, AttemptState.GRADED])
async def test_a_closed_attempt_takes_nothing_more(database, arrange, journal, state):
    attempt = await arrange.attempt(state)
    receipt = await save(journal, attempt, save_of(1))
    assert receipt.outcomes == [Outcome.CLOSED]
    assert receipt.standing.state is state
    assert await all_entries(database, attempt) == []


async def test_an_attempt_that_was_not_started_takes_nothing_yet(database, arrange, journal):
    attempt = await arrange.attempt(AttemptState.PREPARED, lease=0)
    assert (await save(journal, attempt, save_of(1), lease=0)).outcomes == [Outcome.NOT_STARTED]
    assert await all_entries(database, attempt) == []


@pytest.mark.parametrize(
    ("late_ms", "expected"),
    [
        (-1, (ACKNOWLEDGED, [False])),
        (0, (ACKNOWLEDGED, [False])),
        (1, (ACKNOWLEDGED, [True])),
        (30_000, (ACKNOWLEDGED, [True])),
        (30_001, (Outcome.CLOSED, [])),
    ],
)
async def test_answers_come_in_until_the_deadline_and_late_within_the_grace(arrange, journal, late_ms, expected):
    attempt = await arrange.attempt(deadline_at=clock.now().replace(microsecond=5000))
    received_ms = clock.milliseconds(attempt.deadline_at) + late_ms
    receipt = await journal.save(Claim(attempt.id, 1), [save_of(1)], received_ms=received_ms)
    late = [entry.is_late for entry in await all_entries(arrange.database, attempt)]
    assert (receipt.outcomes[0], late) == expected


async def test_time_granted_while_running_counts_at_once(database, arrange, journal, set_clock):
    attempt = await arrange.attempt(deadline_at=set_clock.moment - timedelta(minutes=2))
    assert (await save(journal, attempt, save_of(1))).outcomes == [Outcome.CLOSED]
    later = set_clock.moment + timedelta(minutes=3)
    async with database.unit_of_work() as session:
        await session.execute(update(Attempt).where(col(Attempt.id) == attempt.id).values(deadline_at=later))
    receipt = await save(journal, attempt, save_of(1))
    assert receipt.outcomes == [ACKNOWLEDGED]
    assert receipt.standing.deadline_ms == clock.milliseconds(later)


async def test_each_delivery_in_a_group_gets_its_own_outcomes(database, arrange, journal):
    """One of every sort, handed over at once, so that they are written as one group."""
    running, closed, taken_over = (
        await arrange.attempt(),
        await arrange.attempt(AttemptState.CLOSED),
        await arrange.attempt(lease=5),
    )
    await save(journal, running, save_of(1))
    receipts = await asyncio.gather(
        save(journal, running, save_of(1), save_of(2)),
        save(journal, closed, save_of(1)),
        save(journal, taken_over, save_of(1)),
        journal.heartbeat(Claim(closed.id, 1)),
        save(journal, taken_over, save_of(1, slot=7), lease=5),
    )
    assert receipts[0].outcomes == [ACKNOWLEDGED, ACKNOWLEDGED]
    assert receipts[1].outcomes == [Outcome.CLOSED]
    assert receipts[2].outcomes == [Outcome.LEASE_LOST]
    assert receipts[3].state is AttemptState.CLOSED
    assert receipts[4].outcomes == [ACKNOWLEDGED]
    assert [entry.slot for entry in await all_entries(database, taken_over)] == [7]


async def test_many_pages_at_once_share_a_few_groups(database, arrange):
    attempts = [await arrange.attempt() for _ in range(5)]
    journal = Journal(database)
    groups = count_groups(journal)
    await journal.start()
    receipts = await asyncio.gather(
        *(save(journal, attempt, save_of(sequence)) for attempt in attempts for sequence in range(1, 41))
    )
    await journal.stop()
    assert {outcome for receipt in receipts for outcome in receipt.outcomes} == {ACKNOWLEDGED}
    assert sum(groups) == 200
    assert len(groups) <= 3
    for attempt in attempts:
        assert [entry.sequence for entry in await all_entries(database, attempt)] == list(range(1, 41))


def count_groups(journal: Journal) -> list[int]:
    """Note the size of every group the journal writes."""
    sizes, write = [], journal._writer.write

    async def counted(deliveries: Sequence[Delivery]) -> list[Receipt]:
        sizes.append(len(deliveries))
        return await write(deliveries)

    journal._writer.write = counted  # type: ignore[method-assign]  # A test may look inside.
    return sizes


async def test_a_save_that_was_overtaken_leaves_a_gap_in_the_numbers_until_it_comes(database, arrange, journal):
    attempt = await arrange.attempt()
    for sequence in (1, 7, 3):
        receipt = await save(journal, attempt, save_of(sequence, slot=sequence))
        assert receipt.outcomes == [ACKNOWLEDGED]
    assert [entry.sequence for entry in await all_entries(database, attempt)] == [1, 3, 7]


async def test_one_delivery_the_database_refuses_does_not_take_down_the_others(database, poison, arrange, journal):
    attempt = await arrange.attempt()
    receipts = await asyncio.gather(*(save(journal, attempt, save_of(number, slot=number)) for number in range(1, 9)))
    outcomes = [receipt.outcomes[0] for receipt in receipts]
    assert outcomes == [Outcome.TRY_AGAIN if number == 5 else ACKNOWLEDGED for number in range(1, 9)]
    assert [entry.sequence for entry in await all_entries(database, attempt)] == [1, 2, 3, 4, 6, 7, 8]


POISON_ON_SQLITE = (
    """CREATE TRIGGER poison BEFORE INSERT ON journal_entry WHEN NEW.slot = 5
    BEGIN SELECT RAISE(ABORT, 'poison'); END""",
)
POISON_ON_POSTGRESQL = (
    "CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poison'; END $$",
    """CREATE TRIGGER poison BEFORE INSERT ON journal_entry FOR EACH ROW WHEN (NEW.slot = 5)
    EXECUTE FUNCTION poison()""",
)


@pytest.fixture
async def poison(database: Database) -> AsyncIterator[None]:
    """Let the database itself refuse every group with slot 5, by a trigger, until the test is over."""
    await run(database, *(POISON_ON_SQLITE if database.is_sqlite else POISON_ON_POSTGRESQL))
    yield
    if not database.is_sqlite:
        await run(database, "DROP FUNCTION poison CASCADE")


async def run(database: Database, *statements: str) -> None:
    async with database.unit_of_work() as session:
        for statement in statements:
            await session.execute(text(statement))


END_CONNECTION = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{CONNECTION_NAME}'"


@on_postgresql
async def test_the_journal_goes_on_after_the_database_ended_its_connection(database, arrange, journal):
    attempt = await arrange.attempt()
    assert (await save(journal, attempt, save_of(1))).outcomes == [ACKNOWLEDGED]
    async with database.reading() as session:
        assert await session.scalar(text(END_CONNECTION)) is True
    assert (await save(journal, attempt, save_of(2))).outcomes == [ACKNOWLEDGED]
    assert [entry.sequence for entry in await all_entries(database, attempt)] == [1, 2]


@on_sqlite
@pytest.mark.parametrize("count", [1, 30])
async def test_while_somebody_else_writes_saves_wait_and_all_else_goes_on(database, arrange, journal, count):
    attempt = await arrange.attempt()
    async with database.unit_of_work() as session:
        await session.execute(update(Attempt).where(col(Attempt.id) == attempt.id).values(seed="other"))
        waiting = [asyncio.create_task(save(journal, attempt, save_of(number))) for number in range(1, count + 1)]
        await asyncio.sleep(0.02)
        assert not any(each.done() for each in waiting)
    assert [(await each).outcomes for each in waiting] == [[ACKNOWLEDGED]] * count
    assert len(await all_entries(database, attempt)) == count


@on_postgresql
async def test_an_attempt_that_is_being_changed_keeps_only_its_own_saves_waiting(database, arrange, journal):
    changing, other = await arrange.attempt(), await arrange.attempt()
    async with database.unit_of_work() as session:
        await session.execute(update(Attempt).where(col(Attempt.id) == changing.id).values(lease=2))
        waiting = asyncio.create_task(save(journal, changing, save_of(1), lease=2))
        assert (await save(journal, other, save_of(1))).outcomes == [ACKNOWLEDGED]
        assert (await journal.heartbeat(Claim(changing.id, 1))).lease == 1
        assert not waiting.done()
    assert (await waiting).outcomes == [ACKNOWLEDGED]


@on_sqlite
async def test_saves_take_their_turn_among_those_who_write_one_after_the_other(database, arrange, journal):
    attempt, written = await arrange.attempt(), itertools.count()
    saving = asyncio.create_task(save(journal, attempt, save_of(1)))

    async def write_until_it_is_saved():
        while not saving.done():
            async with database.unit_of_work() as session:
                await session.execute(update(Attempt).where(col(Attempt.id) == -1).values(lease=2))
                await asyncio.sleep(0.005)
                next(written)

    writers = [asyncio.create_task(write_until_it_is_saved()) for _ in range(30)]
    assert (await saving).outcomes == [ACKNOWLEDGED]
    assert next(written) < 90  # Before everybody else had a third turn.
    await asyncio.gather(*writers)


@on_postgresql
async def test_a_save_whose_attempt_stays_locked_is_sent_back(database, arrange, journal, monkeypatch):
    monkeypatch.setattr("proeve.exams.journal.journal.LOCKED_LIMIT_SECONDS", 0.03)
    attempt = await arrange.attempt()
    async with database.unit_of_work() as session:
        await session.execute(update(Attempt).where(col(Attempt.id) == attempt.id).values(lease=2))
        assert (await save(journal, attempt, save_of(1))).outcomes == [Outcome.TRY_AGAIN]


async def test_without_a_database_every_waiter_hears_to_try_again(database, tmp_path):
    nowhere = SqliteWriter(str(tmp_path / "no" / "where.db"))
    if not database.is_sqlite:
        nowhere = PostgresqlWriter("postgresql://proeve@127.0.0.1:1/nowhere")
    journal = Journal(database, nowhere)
    await journal.start()
    receipts = await asyncio.gather(
        *(journal.save(Claim(1, 1), [save_of(number)], received_ms=clock.now_ms()) for number in (1, 2))
    )
    assert [receipt.outcomes for receipt in receipts] == [[Outcome.TRY_AGAIN], [Outcome.TRY_AGAIN]]
    assert await journal.heartbeat(Claim(1, 1)) is None
    await journal.stop()


async def test_what_is_queued_when_the_journal_stops_is_still_written(database, arrange):
    attempt = await arrange.attempt()
    journal = Journal(database)
    await journal.start()
    saves = [asyncio.create_task(save(journal, attempt, save_of(number))) for number in range(1, 30)]
    await asyncio.sleep(0)
    await journal.stop()
    assert [(await task).outcomes for task in saves] == [[ACKNOWLEDGED]] * 29
    assert len(await all_entries(database, attempt)) == 29


async def test_a_stopped_journal_sends_back_what_comes(arrange, journal):
    attempt = await arrange.attempt()
    await journal.stop()
    assert (await save(journal, attempt, save_of(1))).outcomes == [Outcome.TRY_AGAIN]


async def test_a_visitor_who_leaves_does_not_disturb_the_group(database, arrange, journal):
    attempt = await arrange.attempt()
    gone = asyncio.create_task(save(journal, attempt, save_of(1)))
    stays = asyncio.create_task(save(journal, attempt, save_of(2)))
    await asyncio.sleep(0)
    gone.cancel()
    assert (await stays).outcomes == [ACKNOWLEDGED]
    assert [entry.sequence for entry in await all_entries(database, attempt)] == [1, 2]
