"""The sessions: who is signed in where, kept on the server so that each can be ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Select, String, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import clock
from proeve.core.database import Database, UtcDateTime, is_away
from proeve.core.errors import NotFound
from proeve.core.scope import Role, Scope
from proeve.core.tokens import token_hash
from proeve.people.persons import Person
from proeve.people.roles import RoleGrant, grants_of, scope_from

IDLE = timedelta(hours=12)
"""A working day: an exam page saves by its own token, so a session may seem idle for as long as the longest sitting
with extra time, and must still be there to hand in. The next morning people sign in again."""

LONGEST = timedelta(days=7)
"""However busy it is kept: exams are often taken on shared machines, and a new link takes a minute."""

SEEN_EVERY = timedelta(minutes=1)
"""How precisely `seen_at` is kept; reading a page seldom costs a write."""

log = structlog.get_logger()


class Session(SQLModel, table=True):
    """One signed-in browser; the cookie holds the token, the table its hash."""

    __tablename__ = "session"

    id: int = Field(default=None, primary_key=True)
    token_hash: bytes = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_type=String(20))
    corporation_id: int | None = Field(default=None, foreign_key="corporation.id")
    user_agent: str = ""
    created_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    seen_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True)
class LiveSession:
    """Somebody who is signed in: the session, the person, what they may do, and in which scope they work now."""

    session_id: int
    person: Person
    scope: Scope
    grants: tuple[RoleGrant, ...]

    @property
    def person_name(self) -> str:
        """Return the name of who is signed in."""
        return self.person.name


async def find_live_session(database: Database, token: str) -> LiveSession | None:
    """Return the session of a cookie, or None for a visitor who is not signed in (any more), which is no error."""
    (live,) = await find_live_sessions(database, [token])
    return live


async def find_live_sessions(database: Database, tokens: Sequence[str]) -> list[LiveSession | None]:
    """Return the sessions of the cookies of many requests, in their order, by as many statements as for one.

    Writes at most once a minute that a session was seen, which keeps it from expiring.
    """
    hashes = [token_hash(token) for token in tokens]
    async with database.reading() as session:
        found = (await session.execute(_live().where(col(Session.token_hash).in_(set(hashes))))).all()
        grants = await grants_of(session, {person.id for _, person in found})
    live = {
        row.token_hash: LiveSession(row.id, person, _scope(row, grants[person.id]), tuple(grants[person.id]))
        for row, person in found
    }
    unseen = [row for row, _ in found if row.seen_at <= clock.now() - SEEN_EVERY]
    if unseen:
        await _try_to_note_seen(database, unseen)
    return [live.get(each) for each in hashes]


async def _try_to_note_seen(database: Database, seen: Sequence[Session]) -> None:
    """Note that sessions were seen; while nothing can be written, as on a full disk, pages can still be read."""
    try:
        async with database.unit_of_work() as session:
            await note_seen(session, seen)
    except Exception as error:
        if not is_away(error):
            raise
        log.warning("session_seen_not_noted", sessions=len(seen), error=str(error))


async def all_sessions(session: AsyncSession, person_id: int) -> list[Session]:
    """List where a person is signed in, the last used first."""
    rows = await session.execute(
        _live().where(col(Session.person_id) == person_id).order_by(col(Session.seen_at).desc(), col(Session.id).desc())
    )
    return [row for row, _ in rows]


async def note_seen(session: AsyncSession, seen: Sequence[Session]) -> None:
    """Move the idle limit of sessions ahead, never past their longest life; one statement, however many they are."""
    now = clock.now()
    rows = [{"seen_id": each.id, "expiry": expiry(each.created_at)} for each in seen]
    note = update(Session).where(col(Session.id) == bindparam("seen_id"))
    await (await session.connection()).execute(note.values(seen_at=now, expires_at=bindparam("expiry")), rows)


def expiry(created_at: datetime) -> datetime:
    """Return when a session that is used now will end."""
    return min(clock.now() + IDLE, created_at + LONGEST)


def _live() -> Select[Session, Person]:
    return (
        select(Session, Person)
        .join(Person, col(Person.id) == col(Session.person_id))
        .where(col(Session.revoked_at).is_(None))
        .where(col(Session.expires_at) > clock.now())
        .where(col(Person.blocked_at).is_(None))
    )


def _scope(row: Session, grants: list[RoleGrant]) -> Scope:
    """Return the scope of a session; who lost its role since is an employee from the next page on."""
    try:
        return scope_from(row.person_id, grants, Role(row.role), row.corporation_id)
    except NotFound:
        return scope_from(row.person_id, grants, Role.EMPLOYEE)
