"""The journal of this process: it gathers what all requests bring and writes it in groups."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from proeve.core import clock
from proeve.core.database import Database
from proeve.exams.journal.postgresql_writer import PostgresqlWriter
from proeve.exams.journal.saves import Claim, Delivery, Outcome, Place, Receipt, Save, Standing
from proeve.exams.journal.sqlite_writer import SqliteWriter
from proeve.exams.journal.writer import DatabaseAway, Writer

GROUP_SIZE = 1000
"""The most deliveries and saves in one transaction; more would make the first of them wait for the last."""
MOST_WAITING = 20_000
"""Deliveries beyond these are sent back at once: a page keeps its answers better than our memory does."""
FEW = 32
"""With fewer deliveries than these at hand, requests that wait to be read are read first, so that groups are larger."""
LOCKED_WAIT_SECONDS = 0.01
LOCKED_LIMIT_SECONDS = 2.0
"""How long we try again while another transaction is changing the attempt, before the page is asked to."""

NOWHERE = Place()
Tell = Callable[[Receipt], object]

log = structlog.get_logger()


@dataclass(slots=True, eq=False)
class _Waiting:
    """A delivery, and who is told what became of it."""

    delivery: Delivery
    tell: Tell
    give_up_at: float = 0.0  # Set when it has to be tried again.

    def answer(self, receipt: Receipt) -> None:
        try:
            self.tell(receipt)
        except Exception:
            # Everybody else in the group waits for theirs.
            log.exception("journal_receipt_untold", claim=self.delivery.claim)

    def send_back(self) -> None:
        self.answer(Receipt([Outcome.TRY_AGAIN] * len(self.delivery.saves), None))


class Journal:
    """One queue and one task that takes everything queued and writes it in one transaction.

    While a group is being committed the next one gathers, so the busier it is, the larger the groups and the fewer the
    commits. A request hears only after the commit; nothing is kept here that was acknowledged but not stored.
    """

    def __init__(self, database: Database, writer: Writer | None = None) -> None:
        self._writer = writer or _writer_for(database)
        self._queue: deque[_Waiting] = deque()
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._is_stopping = False

    async def start(self) -> None:
        """Start writing."""
        self._is_stopping = False
        self._task = asyncio.create_task(self._write_until_stopped(), name="answer journal")

    async def stop(self) -> None:
        """Write what is queued and stop; what is handed over from now on is sent back."""
        if self._task is None:
            return
        self._is_stopping = True
        self._wake.set()
        await self._task
        self._task = None
        await self._writer.close()

    async def save(self, claim: Claim, saves: Sequence[Save], *, received_ms: int) -> Receipt:
        """Store saves and return, once that is durable, what became of each.

        `received_ms` is when the request came in: nobody is late because we were slow.
        """
        return await self._receipt(Delivery(claim, saves, received_ms))

    async def heartbeat(self, claim: Claim, place: Place = NOWHERE) -> Standing | None:
        """Note that a page is still there; return where its attempt stands, or None when the database is away."""
        receipt = await self._receipt(Delivery(claim, (), clock.now_ms(), place))
        return receipt.standing

    def deliver(self, delivery: Delivery, tell: Tell) -> None:
        """Store what a request brings and tell once, when that is durable or known to fail, what became of it."""
        self._put(_Waiting(delivery, tell))

    def _receipt(self, delivery: Delivery) -> "asyncio.Future[Receipt]":
        receipt: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()

        def tell(told: Receipt) -> None:
            if not receipt.done():  # Who asked may have stopped waiting.
                receipt.set_result(told)

        self.deliver(delivery, tell)
        return receipt

    def _put(self, waiting: _Waiting) -> None:
        if self._task is None or self._is_stopping or len(self._queue) >= MOST_WAITING:
            waiting.send_back()
            return
        self._queue.append(waiting)
        self._wake.set()

    async def _write_until_stopped(self) -> None:
        while self._queue or not self._is_stopping:
            await self._wake.wait()
            self._wake.clear()
            while self._queue:
                if len(self._queue) < FEW:
                    await asyncio.sleep(0)  # What has come in meanwhile joins.
                await self._write(self._take())

    def _take(self) -> list[_Waiting]:
        group, size = [], 0
        while self._queue and size < GROUP_SIZE:
            group.append(self._queue.popleft())
            size += 1 + len(group[-1].delivery.saves)
        return group

    async def _write(self, group: Sequence[_Waiting]) -> None:
        try:
            receipts = await self._written(group)
        except DatabaseAway as error:
            log.warning("journal_database_away", deliveries=len(group), error=str(error))
            for waiting in group:
                waiting.send_back()
        except Exception as error:  # noqa: BLE001  Whatever the database refuses, the journal goes on for the others.
            await self._write_apart(group, error)
        else:
            for waiting, receipt in zip(group, receipts, strict=True):
                self._settle(waiting, receipt)

    async def _written(self, group: Sequence[_Waiting]) -> list[Receipt]:
        """Write a group; once more when the connection turns out to be lost, for a new one may well be had."""
        deliveries = [waiting.delivery for waiting in group]
        try:
            return await self._writer.write(deliveries)
        except DatabaseAway:
            return await self._writer.write(deliveries)

    async def _write_apart(self, group: Sequence[_Waiting], error: Exception) -> None:
        """Write a group that was refused in two halves, until what was refused stands alone."""
        if len(group) == 1:
            log.error("journal_delivery_refused", claim=group[0].delivery.claim, exc_info=error)
            group[0].send_back()
            return
        middle = len(group) // 2
        await self._write(group[:middle])
        await self._write(group[middle:])

    def _settle(self, waiting: _Waiting, receipt: Receipt) -> None:
        if receipt.standing is not None or not self._waits_longer(waiting):
            waiting.answer(receipt)

    def _waits_longer(self, waiting: _Waiting) -> bool:
        """Put a delivery whose attempt was locked back in the queue a little later, unless that took too long."""
        loop = asyncio.get_running_loop()
        waiting.give_up_at = waiting.give_up_at or loop.time() + LOCKED_LIMIT_SECONDS
        if loop.time() >= waiting.give_up_at:
            return False
        loop.call_later(LOCKED_WAIT_SECONDS, self._put, waiting)
        return True


def _writer_for(database: Database) -> Writer:
    if database.is_sqlite:
        return SqliteWriter(database.url.database or "", database.turn)
    return PostgresqlWriter(database.url.set(drivername="postgresql").render_as_string(hide_password=False))
