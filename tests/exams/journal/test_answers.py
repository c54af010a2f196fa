"""The answer that counts for a slot is the one of the last page, and of that page the last save."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proeve.core import clock
from proeve.exams.journal.answers import last_answers
from proeve.exams.journal.entries import JournalEntry
from tests.exams.journal.saving import on_sqlite


async def store(arrange, attempt, *keys: tuple[int, int, int, str | None]) -> None:
    async with arrange.database.unit_of_work() as session:
        for lease, sequence, slot, answer in keys:
            session.add(
                JournalEntry(
                    attempt_id=attempt.id,
                    lease=lease,
                    sequence=sequence,
                    slot=slot,
                    answer=answer,
                    is_flagged=sequence % 2 == 0,
                    client_ms=clock.now_ms(),
                    received_ms=clock.now_ms(),
                )
            )


async def read(arrange, attempt):
    async with arrange.database.reading() as session:
        return await last_answers(session, attempt.id)


async def test_an_attempt_without_saves_has_no_answers(arrange):
    assert await read(arrange, await arrange.attempt()) == []


async def test_a_later_page_counts_before_a_higher_number_of_an_earlier_one(arrange):
    attempt = await arrange.attempt()
    await store(arrange, attempt, (1, 9, 0, '{"choice":1}'), (2, 1, 0, '{"choice":3}'))
    (stored,) = await read(arrange, attempt)
    assert (stored.answer, stored.lease, stored.sequence, stored.flagged) == ({"choice": 3}, 2, 1, False)


async def test_a_cleared_answer_is_no_answer_but_keeps_its_flag(arrange):
    attempt = await arrange.attempt()
    await store(arrange, attempt, (1, 1, 4, '{"choice":1}'), (1, 2, 4, None))
    (stored,) = await read(arrange, attempt)
    assert (stored.slot, stored.answer, stored.flagged) == (4, None, True)


async def test_answers_of_others_stay_theirs(arrange):
    mine, theirs = await arrange.attempt(), await arrange.attempt()
    await store(arrange, theirs, (1, 1, 0, '{"choice":1}'))
    assert await read(arrange, mine) == []


KEYS = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 5), st.integers(0, 2)), max_size=12, unique_by=lambda key: key[:2]
)


@on_sqlite
@given(keys=KEYS)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_in_whatever_order_saves_came_the_last_counts(arrange, keys):
    """The same as walking through the saves in the order of their keys; each example has an attempt of its own."""
    attempt = await arrange.attempt()
    await store(arrange, attempt, *((lease, number, slot, f'{{"n":{lease}{number}}}') for lease, number, slot in keys))
    expected = {slot: (lease, number) for lease, number, slot in sorted(keys)}
    found = {stored.slot: (stored.lease, stored.sequence) for stored in await read(arrange, attempt)}
    assert found == expected
