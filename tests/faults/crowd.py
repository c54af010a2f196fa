"""Many exam pages at once, as stubborn as the real one: an answer leaves the outbox once it is acknowledged."""

import asyncio
import itertools
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx
from sqlalchemy import select
from sqlmodel import col

from benchmarks.candidates import LEASE, Candidate, Hall
from proeve.core import clock
from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.exams.attempt_tokens import AttemptTokens, Pass
from proeve.exams.journal.entries import JournalEntry
from question_bank.kinds import accepts
from tests.faults.nodes import Node

ANSWERS = (
    {"choice": 2},
    {"most": 0, "least": 3},
    {"ratings": [4, 1, 2, 3, 1]},
    {"ranking": [2, 0, 1, 3]},
    {"text": "Ik bel u morgen voor tien uur terug."},
)
REQUEST_SECONDS = 3
"""A frozen node never answers; a page gives up and tries the next time elsewhere."""
FLUSH_SECONDS = 60
WAIT_SECONDS = 60


@dataclass(slots=True)
class Page:
    """The exam page of one candidate; `skew_ms` is how wrong the clock of the device is."""

    attempt_id: int
    token: str
    shapes: tuple[str, ...]
    skew_ms: int = 0
    outbox: dict[int, dict[str, Any]] = field(default_factory=dict)
    acknowledged: dict[int, dict[str, Any]] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    served_by: Counter[str] = field(default_factory=Counter)
    _sequence: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def answer(self, random: Random) -> None:
        """Give an answer to some question, often one that was answered before."""
        sequence, slot = next(self._sequence), random.randrange(len(self.shapes))
        fitting = [answer for answer in ANSWERS if accepts(self.shapes[slot], answer)]
        self.outbox[sequence] = {
            "sequence": sequence,
            "slot": slot,
            "answer": random.choice([*fitting, None]),
            "flagged": random.random() < 0.1,
            "client_ms": clock.now_ms() + self.skew_ms,
        }

    async def send(self, client: httpx.AsyncClient, address: str, random: Random) -> None:
        """Send what is in the outbox, in any order and some of it twice."""
        saves = random.sample(list(self.outbox.values()), len(self.outbox))
        saves += saves[: random.randrange(2)]
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            response = await client.post(f"{address}/afname/bewaren", json={"saves": saves[:100]}, headers=headers)
        except httpx.TransportError:
            return
        self.statuses[response.status_code] += 1
        if response.status_code != httpx.codes.OK:
            return
        self.served_by[address] += 1
        self._settle(response.json())

    def _settle(self, reply: Mapping[str, Any]) -> None:
        for sequence in reply["acknowledged"]:
            if sequence in self.outbox:
                self.acknowledged[sequence] = self.outbox.pop(sequence)
        for refusal in reply["refused"]:
            if refusal["code"] != "try_again":
                self.refused[refusal["sequence"]] = refusal["code"]
                self.outbox.pop(refusal["sequence"], None)


class Crowd:
    """All pages of a hall, saving to some nodes until told to stop."""

    def __init__(self, settings: Settings, hall: Hall, *, seed: int) -> None:
        tokens = AttemptTokens(settings.secret_key)
        self.settings, self._random = settings, Random(seed)
        self.pages = [self._page(tokens, candidate, hall.shapes) for candidate in hall.saving]

    def _page(self, tokens: AttemptTokens, candidate: Candidate, shapes: tuple[str, ...]) -> Page:
        facts = Pass(attempt_id=candidate.attempt_id, lease=LEASE, person_id=candidate.person_id, shapes=shapes)
        return Page(candidate.attempt_id, tokens.issue(facts), shapes, self._random.randint(-600_000, 600_000))

    @asynccontextmanager
    async def saving_to(self, nodes: Sequence[Node]) -> AsyncIterator[None]:
        """Let everybody save while something happens to the nodes; afterwards they go on and send what is left."""
        stop = asyncio.Event()
        sitting = asyncio.create_task(self._sit_all([node.address for node in nodes], stop))
        try:
            await self.go_on_saving()
            yield
            await self.go_on_saving()
            stop.set()
            await sitting
        finally:
            sitting.cancel()

    async def _sit_all(self, addresses: Sequence[str], stop: asyncio.Event) -> None:
        limits = httpx.Limits(max_connections=None, max_keepalive_connections=50)
        async with httpx.AsyncClient(timeout=REQUEST_SECONDS, limits=limits) as client:
            await asyncio.gather(*(self._sit(page, client, addresses, stop) for page in self.pages))

    async def _sit(self, page: Page, client: httpx.AsyncClient, addresses: Sequence[str], stop: asyncio.Event) -> None:
        nodes = itertools.cycle(self._random.sample(addresses, len(addresses)))  # No node keeps its pages to itself.
        until = None
        while not stop.is_set() or page.outbox:
            if stop.is_set():
                until = until or asyncio.get_running_loop().time() + FLUSH_SECONDS
                if asyncio.get_running_loop().time() > until:
                    return
            else:
                page.answer(self._random)
            await page.send(client, next(nodes), self._random)
            await asyncio.sleep(self._random.uniform(0.05, 0.4))

    @property
    def acknowledged(self) -> int:
        """Return how many answers were acknowledged."""
        return sum(len(page.acknowledged) for page in self.pages)

    async def go_on_saving(self) -> None:
        """Wait until more answers are acknowledged than there are pages; raises TimeoutError after a minute."""
        before = self.acknowledged
        await until(lambda: self.acknowledged > before + len(self.pages))

    def answered_with(self, status: int) -> int:
        """Return how many requests were answered with this status."""
        return sum(page.statuses[status] for page in self.pages)

    def served_by(self, node: Node) -> int:
        """Return how many requests this node answered with a receipt."""
        return sum(page.served_by[node.address] for page in self.pages)

    async def losses(self) -> list[str]:
        """Compare every acknowledged answer with what is stored; return a line for each that is not there as it was."""
        database = Database(self.settings.database_url)
        async with database.reading() as session:
            rows = await session.scalars(select(JournalEntry).where(col(JournalEntry.lease) == LEASE))
            stored = {(row.attempt_id, row.sequence): row for row in rows}
        await database.close()
        return [
            f"attempt {page.attempt_id}, save {sequence}: {save} is not {stored.get((page.attempt_id, sequence))!r}"
            for page in self.pages
            for sequence, save in page.acknowledged.items()
            if not _is_stored(save, stored.get((page.attempt_id, sequence)))
        ]


async def until(condition: Callable[[], bool]) -> None:
    """Wait for what happens in servers and pages; raises TimeoutError after a minute."""
    async with asyncio.timeout(WAIT_SECONDS):
        while not condition():  # noqa: ASYNC110  It is not one event that is waited for.
            await asyncio.sleep(0.05)


def _is_stored(save: Mapping[str, Any], row: JournalEntry | None) -> bool:
    if row is None:
        return False
    answer = None if row.answer is None else json.loads(row.answer)
    facts = (row.slot, answer, row.is_flagged, row.client_ms)
    return facts == (save["slot"], save["answer"], save["flagged"], save["client_ms"])
