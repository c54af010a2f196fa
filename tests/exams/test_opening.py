"""A page that opens an attempt gets all it needs and nothing that gives the key away, and takes the lease."""

from datetime import timedelta

import msgspec
import pytest

from proeve.core import clock
from proeve.core.errors import Conflict, NotFound
from proeve.core.scope import Role, Scope
from proeve.exams.attempts import form_of
from proeve.exams.closing import submit_attempt
from proeve.exams.journal.saves import Claim, Outcome, Place, Save
from proeve.exams.opening import Bootstrap, Opening, open_attempt, open_attempts
from proeve.exams.starting import Start, start_attempts
from question_bank.kinds import kind_of, shape
from question_bank.variables import without_variables


@pytest.fixture
def open_page(exams, tokens, employee):
    async def open_page(attempt, scope=None) -> Bootstrap:
        async with exams.database.unit_of_work() as session:
            return await open_attempt(session, scope or employee(attempt), attempt.id, tokens=tokens)

    return open_page


def items_of(attempt, bank):
    return [bank.items[slot.item] for slot in form_of(attempt).slots]


async def test_the_page_gets_times_by_the_servers_clock(exams, open_page, set_clock):
    attempt = await exams.running()
    page = await open_page(attempt)
    now = clock.milliseconds(set_clock.moment)
    assert (page.attempt, page.exam, page.state) == (attempt.id, "Klantgericht werken", "running")
    assert (page.server_ms, page.deadline_ms, page.grace_ms) == (now, now + 40 * 60 * 1000, 30_000)


async def test_the_page_gets_every_item_in_the_drawn_order(exams, open_page, bank):
    attempt = await exams.running()
    page = await open_page(attempt)
    assert [item.slot for item in page.items] == list(range(20))
    for shown, slot, item in zip(page.items, form_of(attempt).slots, items_of(attempt, bank), strict=True):
        asked = item.kind, without_variables(item.scenario.text), without_variables(item.question)
        assert (shown.kind, shown.text, shown.question) == asked
        texts = [without_variables(text) for text in kind_of(item).texts(item)]
        assert [option.text for option in shown.options] == [texts[index] for index in slot.order]


async def test_nothing_that_gives_the_key_away_reaches_the_page(exams, open_page, bank):
    """Looked for in the very bytes: explanations, ids, categories and every field a page has no use for."""
    attempt = await exams.running()
    page = await open_page(attempt)
    sent = msgspec.json.encode(page).decode()
    for item in items_of(attempt, bank):
        assert f'"{item.id}"' not in sent
        for told in (*item.replies, *item.options):
            assert told.explanation not in sent
    items = msgspec.json.decode(sent)["items"]
    fields = {name for shown in items for name in shown}
    assert fields == {
        "slot", "kind", "channel", "role", "fact", "text", "quote", "dialogue", "question", "options",
    }  # fmt: skip
    assert {name for shown in items for option in shown["options"] for name in option} == {"text"}


async def test_the_token_speaks_for_this_page_and_knows_the_shapes(exams, open_page, bank, tokens):
    attempt = await exams.running()
    page = await open_page(attempt)
    facts = tokens.verify(page.token.encode())
    assert (facts.attempt_id, facts.lease, facts.person_id) == (attempt.id, page.lease, attempt.person_id)
    assert facts.shapes == tuple(shape(item) for item in items_of(attempt, bank))


async def test_each_page_takes_the_lease_from_the_one_before(exams, open_page, answer):
    attempt = await exams.running()
    first, second = await open_page(attempt), await open_page(attempt)
    assert (first.lease, second.lease) == (1, 2)
    assert (await answer(attempt, {0: None}, lease=1)).outcomes == [Outcome.LEASE_LOST]
    assert (await answer(attempt, {0: None}, lease=2)).outcomes == [Outcome.ACKNOWLEDGED]


async def test_a_second_page_goes_on_where_the_first_was(exams, open_page, answer):
    attempt = await exams.running()
    await open_page(attempt)
    await answer(attempt, {3: '{"choice":1}', 5: '{"choice":0}'}, lease=1)
    await answer(attempt, {3: '{"choice":2}', 5: None}, lease=1)
    page = await open_page(attempt)
    assert [(stored.slot, stored.answer, stored.lease, stored.sequence) for stored in page.answers] == [
        (3, {"choice": 2}, 1, 3),
        (5, None, 1, 4),
    ]


async def test_the_first_page_was_nowhere_yet(exams, open_page):
    assert (await open_page(await exams.running())).last_slot is None


async def test_a_page_that_takes_over_begins_where_the_last_sign_of_life_was(exams, open_page, journal, set_clock):
    """A heartbeat tells it, and so does a save that followed too soon to be written down as presence."""
    attempt = await exams.running()
    await open_page(attempt)
    assert (await open_page(attempt)).last_slot is None
    claim = Claim(attempt.id, 2)
    await journal.heartbeat(claim, Place(slot=7, answered=0))
    assert (await open_page(attempt)).last_slot == 7
    claim = Claim(attempt.id, 3)
    for sequence, slot in ((1, 9), (2, 3)):
        set_clock.advance(seconds=1)
        await journal.save(claim, [Save(sequence, slot, None, False, 0)], received_ms=clock.now_ms())
    assert (await open_page(attempt)).last_slot == 3
    set_clock.advance(seconds=15)
    await journal.heartbeat(Claim(attempt.id, 4), Place(slot=12, answered=1))
    assert (await open_page(attempt)).last_slot == 12


async def test_in_a_group_each_page_begins_where_its_own_attempt_was(exams, open_page, employee, tokens, journal):
    attempts = [await exams.running(), await exams.running()]
    for attempt, slot in zip(attempts, (4, 11), strict=True):
        await open_page(attempt)
        await journal.heartbeat(Claim(attempt.id, 1), Place(slot=slot, answered=0))
    async with exams.database.unit_of_work() as session:
        openings = [Opening(employee(attempt), attempt.id) for attempt in attempts]
        pages = await open_attempts(session, openings, tokens=tokens)
    assert [page.last_slot for page in pages] == [4, 11]


async def test_an_attempt_that_was_not_started_does_not_open(exams, open_page):
    with pytest.raises(Conflict) as conflict:
        await open_page(await exams.prepared())
    assert conflict.value.code == "not_started"


async def test_an_attempt_that_was_handed_in_does_not_open(exams, open_page, employee):
    attempt = await exams.running()
    async with exams.database.unit_of_work() as session:
        await submit_attempt(session, employee(attempt), attempt.id)
    with pytest.raises(Conflict) as conflict:
        await open_page(attempt)
    assert conflict.value.code == "attempt_closed"


async def test_an_overdue_attempt_does_not_open_even_before_the_sweeper_came(exams, open_page, set_clock):
    attempt = await exams.running()
    set_clock.moment = attempt.deadline_at + timedelta(seconds=31)
    with pytest.raises(Conflict) as conflict:
        await open_page(attempt)
    assert conflict.value.code == "attempt_closed"


@pytest.mark.parametrize("role", list(Role))
async def test_only_the_candidate_opens_an_attempt_whatever_role_others_have(exams, open_page, role):
    attempt = await exams.running()
    other = await exams.staff_member()
    scope = Scope(other.person_id, role, frozenset({attempt.corporation_id}))
    with pytest.raises(NotFound):
        await open_page(attempt, scope)
    assert (await exams.again(attempt)).lease == 0


async def test_in_a_group_everybody_gets_their_own_page_or_error(exams, employee, tokens):
    mine, other, early = [await exams.prepared(await exams.staff_member()) for _ in range(3)]
    async with exams.database.unit_of_work() as session:
        await start_attempts(session, [Start(employee(each), each.id) for each in (mine, other)])
    openings = [Opening(employee(who), attempt.id) for attempt, who in [(mine, mine), (other, mine), (early, early)]]
    async with exams.database.unit_of_work() as session:
        page, foreign, not_started, again = await open_attempts(session, [*openings, openings[0]], tokens=tokens)
    assert (page.attempt, page.lease, again.lease) == (mine.id, 1, 2)
    assert isinstance(foreign, NotFound)
    assert not_started.code == "not_started"
    assert ((await exams.again(mine)).lease, (await exams.again(other)).lease) == (2, 0)
