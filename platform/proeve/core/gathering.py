"""Do what many requests ask for at once: while one group is worked on, the next one gathers."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")

GATHER_TURNS = 5
"""How often the event loop may turn round before a group that still grows is worked on."""
MOST_WAITING = 30_000
"""Questions beyond these are refused: all employees of the sector at once may wait, but not all of them twice."""


class TooManyWaiting(Exception):
    """So many wait for an answer already that one more had better come back later."""


class Gathering(Generic[Question, Answer]):
    """One queue and, while there is something in it, one task that takes groups from it.

    A request that comes alone waits for nobody; the busier it is, the larger the groups, and the fewer statements and
    commits. `work` gives an answer to each question, in their order, or the error that this question deserves.

    With `joins`, a question that waits already is not put again but hears the same answer. A browser that gave up and
    asks once more would otherwise make a long queue longer, and what nobody waits for any more be done again.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Question]], Awaitable[Sequence[Answer | Exception]]],
        *,
        most: int = 100,
        joins: bool = False,
    ) -> None:
        self._work = work
        self._most = most
        self._joins = joins
        self._waiting: dict[Any, tuple[Question, asyncio.Future[Answer]]] = {}
        self._task: asyncio.Task[None] | None = None

    async def ask(self, question: Question) -> Answer:
        """Return the answer to one question, or raise its error, or TooManyWaiting."""
        if self._joins and question in self._waiting:
            _, answer = self._waiting[question]
        else:
            answer = self._put(question)
        return await asyncio.shield(answer)  # Who leaves takes nobody else's answer away.

    def _put(self, question: Question) -> "asyncio.Future[Answer]":
        if len(self._waiting) >= MOST_WAITING:
            raise TooManyWaiting
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[question if self._joins else object()] = question, answer
        if self._task is None:
            self._task = asyncio.create_task(self._work_until_empty())
        return answer

    async def _work_until_empty(self) -> None:
        try:
            while self._waiting:
                await self._gather()
                first = list(islice(self._waiting, self._most))
                await self._answer([self._waiting.pop(key) for key in first])
        finally:
            self._task = None

    async def _gather(self) -> None:
        """Let in who is already at the door."""
        for _ in range(GATHER_TURNS):
            length = len(self._waiting)
            await asyncio.sleep(0)
            if len(self._waiting) == length:
                return

    async def _answer(self, group: Sequence[tuple[Question, "asyncio.Future[Answer]"]]) -> None:
        """Answer a group; when it fails as a whole each is tried apart, so that nobody suffers for another's fault."""
        try:
            answers = await self._work([question for question, _ in group])
        except Exception as error:  # noqa: BLE001  It goes to whoever asked.
            if len(group) == 1:
                _settle(group[0][1], error)
                return
            for alone in group:
                await self._answer([alone])
        else:
            for (_, future), answer in zip(group, answers, strict=True):
                _settle(future, answer)


def _settle(future: "asyncio.Future[Answer]", answer: Answer | Exception) -> None:
    if future.done():  # The visitor has gone away.
        return
    if isinstance(answer, Exception):
        future.set_exception(answer)
    else:
        future.set_result(answer)
