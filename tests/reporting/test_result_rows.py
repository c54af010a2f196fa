"""The trainer's list: only their corporations, narrowed and sorted as asked, with what belongs to each result."""

from datetime import UTC, date, datetime

import pytest

from proeve.core.errors import NotFound
from proeve.core.scope import Role, Scope
from proeve.reporting.result_filter import ResultFilter
from proeve.reporting.result_rows import all_result_rows, count_results, find_result_row


@pytest.fixture
async def three(make, linde, veste):
    """Three people: two of De Linde in two teams, one of De Veste."""
    joke = await make.staff_member(linde, given_name="Joke", name_prefix="van der", family_name="Berg", team="Verhuur")
    emre = await make.staff_member(
        linde, given_name="Emre", family_name="Öztürk", team="Wijkbeheer", staff_number="A%7"
    )
    anna = await make.staff_member(veste, given_name="Anna", family_name="aalbers", team="Verhuur")
    return (
        await make.result(joke, grade="8.1", closed_at=datetime(2026, 3, 2, 10, 0, tzinfo=UTC)),
        await make.result(emre, grade="4.9", closed_at=datetime(2026, 3, 3, 10, 0, tzinfo=UTC), extra_minutes=10),
        await make.result(anna, exam="lastige-boodschappen", closed_at=datetime(2026, 3, 4, 10, 0, tzinfo=UTC)),
    )


EVERYTHING = ResultFilter()


async def names(session, scope, wanted=EVERYTHING, **view):
    rows = await all_result_rows(session, scope, wanted, **view)
    assert len(rows) == await count_results(session, scope, wanted)
    return [row.staff_member.given_name for row in rows]


async def test_a_trainer_sees_the_corporations_they_are_assigned_to(session, three, linde, veste, trainer):
    assert await names(session, trainer(linde, veste)) == ["Anna", "Emre", "Joke"]
    assert await names(session, trainer(veste)) == ["Anna"]
    assert await names(session, trainer()) == []


async def test_the_operator_sees_all_and_an_employee_their_own(session, three):
    assert len(await names(session, Scope(1, Role.OPERATOR))) == 3
    assert await names(session, Scope(three[0].person_id, Role.EMPLOYEE)) == ["Joke"]


async def test_a_filter_narrows_the_list(session, three, of_both):
    narrowed = {
        ResultFilter(exam="lastige-boodschappen"): ["Anna"],
        ResultFilter(team="Verhuur"): ["Anna", "Joke"],
        ResultFilter(passed=True): ["Anna", "Joke"],
        ResultFilter(passed=False): ["Emre"],
        ResultFilter(since=date(2026, 3, 3), until=date(2026, 3, 3)): ["Emre"],
        ResultFilter(since=date(2026, 3, 5)): [],
        ResultFilter(text="JOKE berg"): ["Joke"],
        ResultFilter(text="van"): ["Joke"],
        ResultFilter(text="ozturk EMRE"): ["Emre"],
        ResultFilter(text="a%7"): ["Emre"],
        ResultFilter(text="%"): ["Emre"],
        ResultFilter(text="_"): [],
    }
    assert {wanted: await names(session, of_both, wanted) for wanted in narrowed} == narrowed


async def test_a_filter_on_a_corporation_of_others_finds_nothing(session, three, linde, veste, trainer):
    assert await names(session, trainer(veste), ResultFilter(corporation_id=linde.id)) == []
    assert await names(session, trainer(linde, veste), ResultFilter(corporation_id=veste.id)) == ["Anna"]


async def test_the_days_of_a_period_are_dutch_days(session, make, linde, trainer):
    member = await make.staff_member(linde, given_name="Nacht")
    await make.result(member, closed_at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    assert await names(session, trainer(linde), ResultFilter(since=date(2026, 3, 2))) == ["Nacht"]
    assert await names(session, trainer(linde), ResultFilter(until=date(2026, 3, 1))) == []


async def test_the_list_is_sorted_as_asked(session, three, of_both):
    orders = {
        "name": ["Anna", "Joke", "Emre"],
        "-name": ["Emre", "Joke", "Anna"],
        "grade": ["Emre", "Anna", "Joke"],
        "corporation": ["Joke", "Emre", "Anna"],
        "team": ["Anna", "Joke", "Emre"],
        "closed": ["Joke", "Emre", "Anna"],
        "no such column": ["Joke", "Emre", "Anna"],
    }
    assert {sort: await names(session, of_both, sort=sort) for sort in orders} == orders


async def test_a_page_holds_fifty_and_the_next_goes_on(session, make, linde, trainer):
    member = await make.staff_member(linde)
    made = [await make.result(member) for _ in range(53)]
    first = await all_result_rows(session, trainer(linde), ResultFilter(), page=1)
    second = await all_result_rows(session, trainer(linde), ResultFilter(), page=2)
    assert len(first) == 50
    assert [row.result.id for row in (*first, *second)] == [result.id for result in made]


async def test_a_row_says_which_certificate_came_of_it_and_whether_there_was_extra_time(
    session, make, three, linde, trainer
):
    certificate = await make.certificate(three[0], valid_until=date(2029, 3, 2))
    emre, joke = await all_result_rows(session, trainer(linde), ResultFilter())
    assert joke.certificate is certificate
    assert not joke.had_extra_time
    assert emre.certificate is None
    assert emre.had_extra_time


async def test_a_result_of_another_corporation_is_not_found(session, three, linde, veste, trainer):
    assert (await find_result_row(session, trainer(linde), three[0].id)).corporation is linde
    with pytest.raises(NotFound):
        await find_result_row(session, trainer(veste), three[0].id)
    with pytest.raises(NotFound):
        await find_result_row(session, trainer(linde), 10_000)


async def test_a_period_may_reach_to_the_ends_of_the_calendar(session, three, linde, trainer):
    everything = ResultFilter(since=date.min, until=date.max)
    assert await names(session, trainer(linde), everything) == ["Emre", "Joke"]
    assert await names(session, trainer(linde), ResultFilter(since=date.max)) == []
    assert await names(session, trainer(linde), ResultFilter(until=date.min)) == []
