"""What many people ask for in the same minute, when an exam begins and ends: done for groups of them at once."""

from collections.abc import Sequence

from proeve.core.database import Database
from proeve.core.errors import Conflict, ProeveError
from proeve.core.gathering import Gathering
from proeve.exams.attempt_tokens import AttemptTokens
from proeve.exams.attempts import Attempt
from proeve.exams.closing import HandIn, current_attempt, submit_attempts
from proeve.exams.opening import Bootstrap, Opening, open_attempts
from proeve.exams.starting import Start, start_attempts
from proeve.people.sessions import LiveSession, find_live_sessions

MOST_HAND_INS = 25
"""Each is graded at once, and on SQLite saves wait for as long as that takes."""


class Together:
    """The groups of one process: who is signed in, starting an attempt, opening it in a page, handing it in."""

    def __init__(self, database: Database, tokens: AttemptTokens) -> None:
        self._database = database
        self._tokens = tokens
        self.sign_ins: Gathering[str, LiveSession | None] = Gathering(self._find_sessions)
        self.starts: Gathering[Start, Attempt] = Gathering(self._start, joins=True)
        self._openings: Gathering[Opening, Bootstrap] = Gathering(self._open)
        self.hand_ins: Gathering[HandIn, Attempt] = Gathering(self._hand_in, most=MOST_HAND_INS, joins=True)

    async def open(self, opening: Opening) -> Bootstrap:
        """Open an attempt in a page, with the others who do so now; one that turns out to be overdue is closed first.

        Raises NotFound, and Conflict when the attempt has not started or is closed.
        """
        try:
            return await self._openings.ask(opening)
        except Conflict:
            await current_attempt(self._database, opening.scope, opening.attempt_id)
            raise

    async def _find_sessions(self, cookies: Sequence[str]) -> Sequence[LiveSession | None]:
        return await find_live_sessions(self._database, cookies)

    async def _start(self, starts: Sequence[Start]) -> Sequence[Attempt | ProeveError]:
        async with self._database.unit_of_work() as session:
            return await start_attempts(session, starts)

    async def _open(self, openings: Sequence[Opening]) -> Sequence[Bootstrap | ProeveError]:
        async with self._database.unit_of_work() as session:
            return await open_attempts(session, openings, tokens=self._tokens)

    async def _hand_in(self, hand_ins: Sequence[HandIn]) -> Sequence[Attempt | ProeveError]:
        async with self._database.unit_of_work() as session:
            return await submit_attempts(session, hand_ins)
