"""Questions of many requests are answered in groups; each hears its own answer or its own error."""

import asyncio

import pytest

from proeve.core.gathering import Gathering, TooManyWaiting


class Clerk:
    """Doubles numbers, remembers the groups, and can be made to wait or to fail."""

    def __init__(self) -> None:
        self.groups = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.is_at_work = asyncio.Event()
        self.fails_on = None

    async def __call__(self, numbers):
        self.groups.append(list(numbers))
        self.is_at_work.set()
        await self.may_answer.wait()
        if self.fails_on in numbers:
            raise OSError("The clerk fell over.")
        return [ValueError(number) if number < 0 else 2 * number for number in numbers]


@pytest.fixture
async def clerk():
    return Clerk()


async def test_who_comes_alone_is_answered_at_once(clerk):
    desk = Gathering(clerk)
    assert await desk.ask(1) == 2
    assert await desk.ask(2) == 4
    assert clerk.groups == [[1], [2]]


async def test_who_comes_while_a_group_is_worked_on_makes_the_next_one(clerk):
    desk = Gathering(clerk)
    clerk.may_answer.clear()
    first = asyncio.create_task(desk.ask(1))
    await clerk.is_at_work.wait()
    others = [asyncio.create_task(desk.ask(number)) for number in range(2, 8)]
    await asyncio.sleep(0)
    clerk.may_answer.set()
    assert await asyncio.gather(first, *others) == [2, 4, 6, 8, 10, 12, 14]
    assert clerk.groups == [[1], [2, 3, 4, 5, 6, 7]]


async def test_a_group_is_never_larger_than_allowed(clerk):
    desk = Gathering(clerk, most=4)
    assert await asyncio.gather(*(desk.ask(number) for number in range(10))) == [2 * number for number in range(10)]
    assert max(len(group) for group in clerk.groups) == 4


async def test_the_same_question_of_one_who_asks_again_is_put_once(clerk):
    desk = Gathering(clerk, joins=True)
    clerk.may_answer.clear()
    at_work = asyncio.create_task(desk.ask(1))
    await clerk.is_at_work.wait()
    gave_up, again, other = (asyncio.create_task(desk.ask(number)) for number in (2, 2, 3))
    await asyncio.sleep(0)
    gave_up.cancel()
    clerk.may_answer.set()
    assert await asyncio.gather(at_work, again, other) == [2, 4, 6]
    assert clerk.groups == [[1], [2, 3]]


async def test_a_line_that_is_too_long_takes_nobody_more(clerk, monkeypatch):
    monkeypatch.setattr("proeve.core.gathering.MOST_WAITING", 2)
    desk = Gathering(clerk)
    clerk.may_answer.clear()
    at_work = asyncio.create_task(desk.ask(1))
    await clerk.is_at_work.wait()
    waiting = [asyncio.create_task(desk.ask(number)) for number in (2, 3)]
    await asyncio.sleep(0)
    with pytest.raises(TooManyWaiting):
        await desk.ask(4)
    clerk.may_answer.set()
    assert await asyncio.gather(at_work, *waiting) == [2, 4, 6]


async def test_ones_error_is_only_its_own(clerk):
    desk = Gathering(clerk)
    answers = await asyncio.gather(*(desk.ask(number) for number in (1, -1, 2)), return_exceptions=True)
    assert (answers[0], answers[2]) == (2, 4)
    assert isinstance(answers[1], ValueError)
    assert clerk.groups == [[1, -1, 2]]


async def test_a_group_that_fails_is_tried_one_by_one(clerk):
    desk = Gathering(clerk)
    clerk.fails_on = 2
    answers = await asyncio.gather(*(desk.ask(number) for number in (1, 2, 3)), return_exceptions=True)
    assert (answers[0], answers[2]) == (2, 6)
    assert isinstance(answers[1], OSError)
    assert clerk.groups == [[1, 2, 3], [1], [2], [3]]
    assert await desk.ask(4) == 8


async def test_who_goes_away_keeps_nobody_from_an_answer(clerk):
    desk = Gathering(clerk)
    clerk.may_answer.clear()
    gone, stays = asyncio.create_task(desk.ask(1)), asyncio.create_task(desk.ask(2))
    await clerk.is_at_work.wait()
    gone.cancel()
    clerk.may_answer.set()
    assert await stays == 4
    with pytest.raises(asyncio.CancelledError):
        await gone
