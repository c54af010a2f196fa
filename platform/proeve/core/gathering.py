"""Do what many requests ask for at once: while one group is worked on, the next one gathers."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")

GATHER_TURNS = 5
"""How often the event loop may turn round before a group that still grows is worked on."""


class Gathering(Generic[Question, Answer]):
    """One queue and, while there is something in it, one task that takes groups from it.

    A request that comes alone waits for nobody; the busier it is, the larger the groups, and the fewer statements and
    commits. `work` gives an answer to each question, in their order, or the error that this question deserves.
    """

    def __init__(
        self, work: Callable[[Sequence[Question]], Awaitable[Sequence[Answer | Exception]]], *, most: int = 100
    ) -> None:
        self._work = work
        self._most = most
        self._waiting: deque[tuple[Question, asyncio.Future[Answer]]] = deque()
        self._task: asyncio.Task[None] | None = None

    async def ask(self, question: Question) -> Answer:
        """Return the answer to one question, or raise its error."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((question, answer))
        if self._task is None:
            self._task = asyncio.create_task(self._work_until_empty())
        return await answer

    async def _work_until_empty(self) -> None:
        try:
            while self._waiting:
                await self._gather()
                count = min(self._most, len(self._waiting))
                await self._answer([self._waiting.popleft() for _ in range(count)])
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
