"""One simulated candidate: starts, opens the exam, thinks, answers, shows signs of life, and hands in."""

import asyncio
import time
import zlib
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec

from benchmarks.sitting import records
from benchmarks.sitting.answering import draw_answer
from benchmarks.sitting.connection import Answer, get, post
from benchmarks.sitting.open_connections import OpenConnections
from benchmarks.sitting.plan import CHANGES_MIND, RECONNECTS, REOPENS, Pace
from benchmarks.sitting.records import Acknowledged, Record
from benchmarks.visiting import CSRF_COOKIE
from proeve.web.sitting_api import HEARTBEAT
from proeve.web.sitting_api import SAVE as SAVE_PATH

SAVE_PATIENCE, PAGE_PATIENCE = 15.0, 60.0
"""Seconds before the exam page, and before a browser, gives a request up."""
MOST_TRIES = 20
GOOD, TOO_MANY, FAILURE = 400, 429, 500
UNZIP = 16 + zlib.MAX_WBITS
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class GaveUp(Exception):
    """The server went on refusing a request; the candidate leaves."""


class Room(Protocol):
    """What all candidates of a process share."""

    record: Record
    acknowledged: Acknowledged
    connections: OpenConnections
    shapes: tuple[str, ...]
    with_page: bool

    def now(self) -> float:
        """Return the seconds on the run's clock."""

    def came_in(self) -> None:
        """Hear that one more candidate is in."""

    def hands_in_at(self, number: int) -> float:
        """Return when a candidate is to hand in; infinity until everybody is in."""


@dataclass(slots=True, eq=False)
class Candidate:
    """A candidate with a number in the sitting, an attempt, the cookies of a browser, and a pace."""

    room: Room
    number: int
    attempt_id: int
    cookies: dict[str, str]
    pace: Pace
    lease: int = 0
    sequence: int = 0
    given: int = 0
    slot: int = 0
    form_headers: dict[str, str] = field(init=False)
    sitting_headers: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        common = {"User-Agent": BROWSER, "Accept-Encoding": "gzip", "Cookie": cookie}
        self.form_headers = common | {"X-CSRFToken": self.cookies[CSRF_COOKIE]}

    async def sit(self, starts_at: float) -> None:
        """Sit the exam from this moment on; whoever is refused time and again leaves."""
        try:
            await self._until(starts_at)
            await self._come_in()
        except GaveUp:
            self.room.record.failures["gave_up"] += 1
            return
        finally:
            self.room.came_in()
        try:
            await self._answer_until_the_end()
            await self._hand_in()
        except GaveUp:
            self.room.record.failures["gave_up"] += 1
        finally:
            self.room.connections.drop(self.number)

    async def _come_in(self) -> None:
        path = f"/mijn/toetsen/{self.attempt_id}"
        answer = await self._ask(records.START, post(f"{path}/starten", self.form_headers))
        if answer.location.endswith("/afnemen"):
            self.room.record.started.append(self.attempt_id)
        else:
            self.room.record.failures[f"{records.START}: led to {answer.location}"] += 1
            raise GaveUp
        if self.room.with_page:
            await self._ask(records.PAGE, get(f"{path}/afnemen", self.form_headers))
        await self._open()

    async def _open(self) -> None:
        """Open the exam: from now on this page saves, under a lease and numbers of its own."""
        answer = await self._ask(records.OPEN, post(f"/mijn/toetsen/{self.attempt_id}/openen", self.form_headers))
        # An open exam is over 700 bytes, so it travels compressed.
        facts = _decode(zlib.decompress(answer.body, UNZIP) if answer.body[:1] == b"\x1f" else answer.body)
        self.lease, self.sequence = facts["lease"], 0
        authorization = {"Authorization": f"Bearer {facts['token']}", "Content-Type": "application/json"}
        common = {name: self.form_headers[name] for name in ("User-Agent", "Accept-Encoding", "Cookie")}
        self.sitting_headers = common | authorization

    async def _answer_until_the_end(self) -> None:
        """Answer whenever a thought is ready and show a sign of life in between, until it is time to hand in."""
        thought, beat = self.room.now() + self.pace.thinks(), self.room.now() + self.pace.beat
        while (now := self.room.now()) < (end := self.room.hands_in_at(self.number)):
            due = min(thought, beat, end)
            if now < due:
                await self._until(due)
            elif thought <= beat:
                thought = self.room.now() + await self._answer()
            else:
                await self._ask(records.BEAT, post(HEARTBEAT, self.sitting_headers, _encode({"slot": self.slot})))
                beat += self.pace.beat

    async def _answer(self) -> float:
        """Give an answer and return how long to think about the next; now and then it is the same one again."""
        if self.pace.happens(RECONNECTS):
            self.room.connections.drop(self.number)
        if self.pace.happens(REOPENS):
            await self._open()
        await self._save(draw_answer(self.room.shapes[self.slot], self.pace.dice))
        if self.pace.happens(CHANGES_MIND):
            return self.pace.doubts()
        self.given += 1
        # Whoever has been through the exam looks at one here and there again.
        count = len(self.room.shapes)
        self.slot = self.given if self.given < count else self.pace.dice.randrange(count)
        return self.pace.thinks()

    async def _save(self, answer: dict[str, Any]) -> None:
        self.sequence += 1
        save = {
            "sequence": self.sequence,
            "slot": self.slot,
            "answer": answer,
            "flagged": False,
            "client_ms": time.time_ns() // 1_000_000,
        }
        received = await self._ask(
            records.SAVE, post(SAVE_PATH, self.sitting_headers, _encode({"saves": [save]})), SAVE_PATIENCE
        )
        envelope = _decode(received.body)
        if self.sequence in envelope["acknowledged"]:
            self.room.acknowledged.add(self.attempt_id, self.lease, self.sequence, self.slot, answer)
        for refusal in envelope["refused"]:
            self.room.record.failures[f"{records.SAVE}: {refusal['code']}"] += 1

    async def _hand_in(self) -> None:
        path = f"/mijn/toetsen/{self.attempt_id}/inleveren"
        record = self.room.record
        record.first_hand_in_at = record.first_hand_in_at or self.room.now()
        headers = self.form_headers | {"Content-Type": "application/x-www-form-urlencoded"}
        answer = await self._ask(records.HAND_IN, post(path, headers, f"lease={self.lease}".encode()))
        if answer.location.endswith("/uitslag"):
            record.handed_in.append(self.attempt_id)
        else:
            record.failures[f"{records.HAND_IN}: led to {answer.location}"] += 1

    async def _ask(self, kind: str, request: bytes, patience: float = PAGE_PATIENCE) -> Answer:
        """Ask until there is a good answer, and note how long that one took, with the time to connect."""
        for failures in range(MOST_TRIES):
            began = self.room.now()
            try:
                async with self.room.connections.lent(self.number) as connection:
                    answer = await connection.ask(request, patience=patience)
            except OSError as error:  # TimeoutError is one.
                self.room.record.failures[f"{kind}: {type(error).__name__}"] += 1
            else:
                if answer.status < GOOD:
                    now = self.room.now()
                    self.room.record.timings[kind].add(now, (now - began) * 1000)
                    return answer
                self.room.record.failures[f"{kind}: {answer.status}"] += 1
                if answer.status < FAILURE and answer.status != TOO_MANY:
                    raise GaveUp
            await asyncio.sleep(self.pace.waits(failures))
        raise GaveUp

    async def _until(self, moment: float) -> None:
        """Wait for a moment, and note how late this process was."""
        await asyncio.sleep(max(0.0, moment - self.room.now()))
        self.room.record.behind_ms.append((self.room.now() - moment) * 1000)
