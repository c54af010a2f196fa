"""What goes on in the rooms that somebody looks at: read once every two seconds per room, however many look.

Every process reads for its own viewers, so any number of processes can serve a room.
"""

import asyncio
import contextlib
import zlib
from collections.abc import AsyncIterator

import msgspec
import structlog

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.scope import Scope
from proeve.exams.closing import close_overdue
from proeve.exams.invigilating.acts import all_acts
from proeve.exams.invigilating.room import RoomRow, all_in_room
from proeve.exams.rehearsals import last_rehearsed_at
from proeve.exams.sittings import find_sitting

READ_SECONDS = 2.0
PING_SECONDS = 15.0
"""A page that hears nothing for longer than this and some knows that its connection is gone."""
LONGEST_SECONDS = 300.0
"""Then the browser comes back by itself, and is asked again who it is."""

log = structlog.get_logger()


class News(msgspec.Struct, frozen=True):
    """What a page needs to know to be right: the version of the room, and when each person was last heard of."""

    version: str
    seen: dict[str, int]


class _Room:
    def __init__(self) -> None:
        self.viewers = 0
        self.news: News | None = None
        self.changed = asyncio.Event()
        self.is_left = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    def publish(self, news: News | None) -> None:
        self.news = news
        self.changed.set()
        self.changed = asyncio.Event()


class Feeds:
    """The rooms that are looked at now, each with one task that reads; it ends with its last viewer."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._rooms: dict[int, _Room] = {}
        self._is_stopping = False

    def stop(self) -> None:
        """End every stream; browsers come back by themselves, to this process or to another."""
        self._is_stopping = True
        for room in self._rooms.values():
            room.publish(None)

    async def watch(self, scope: Scope, sitting_id: int) -> AsyncIterator[News | None]:
        """Give the news of a room now and whenever it changes, and None now and then to show that we are there."""
        room = self._enter(scope, sitting_id)
        last: News | None = None
        clock_of_loop = asyncio.get_running_loop().time
        ends = clock_of_loop() + LONGEST_SECONDS
        try:
            while not self._is_stopping and clock_of_loop() < ends:
                if room.news is not None and room.news != last:
                    last = room.news
                    yield last
                elif not await _happens(room.changed, within=PING_SECONDS):
                    yield None
        finally:
            await self._leave(room, sitting_id)

    def _enter(self, scope: Scope, sitting_id: int) -> _Room:
        room = self._rooms.setdefault(sitting_id, _Room())
        room.viewers += 1
        if room.task is None:
            room.task = asyncio.create_task(self._read_for_ever(room, scope, sitting_id), name=f"room {sitting_id}")
        return room

    async def _leave(self, room: _Room, sitting_id: int) -> None:
        """Let the reading end with its last viewer, by itself.

        It is not cancelled: a connection to SQLite that is broken off while it is being broken off never ends.
        """
        room.viewers -= 1
        if room.viewers == 0:
            self._rooms.pop(sitting_id, None)
            room.is_left.set()
            if room.task is not None:
                await asyncio.wait([room.task])

    async def _read_for_ever(self, room: _Room, scope: Scope, sitting_id: int) -> None:
        while not (self._is_stopping or room.is_left.is_set()):
            try:
                news = await read_news(self._database, scope, sitting_id)
            except Exception:
                # The database may be away for a moment; whoever looks on sees the old state until it is back.
                log.exception("room_not_read", sitting=sitting_id)
            else:
                if news != room.news:
                    room.publish(news)
            await _happens(room.is_left, within=READ_SECONDS)


async def read_news(database: Database, scope: Scope, sitting_id: int) -> News:
    """Read a room once, after closing some of what is overdue for whoever looks."""
    await close_overdue(database, seen_by=scope)
    async with database.reading() as session:
        sitting = await find_sitting(session, scope, sitting_id)
        rows = await all_in_room(session, scope, sitting_id)
        acts = [(row.act.id, row.act.undone_at) for row in await all_acts(session, scope, sitting_id)]
        rehearsed_at = await last_rehearsed_at(session, sitting_id)
    seen = {str(row.enrolment_id): row.seen_ms for row in rows if row.is_at_it and row.seen_ms is not None}
    return News(version_of(rows, (sitting.begun_at, sitting.closes_at, acts, rehearsed_at)), seen)


def version_of(rows: list[RoomRow], others: object) -> str:
    """Return what changes when anything on the page does, but for the seconds that the page counts itself."""
    now_ms = clock.now_ms()
    told = [_told(row, now_ms) for row in rows]
    return f"{zlib.crc32(repr((told, others)).encode()):08x}"


def _told(row: RoomRow, now_ms: int) -> tuple[object, ...]:
    person = (row.enrolment_id, row.name, row.team, row.arrived_at)
    attempt = (row.state, row.deadline_at, row.paused_at, row.lease, row.submitted_at, row.slot, row.answered)
    return *person, *attempt, row.whereabouts(now_ms), row.silent_since_ms(now_ms)


async def _happens(event: asyncio.Event, *, within: float) -> bool:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within):
            await event.wait()
            return True
    return False
