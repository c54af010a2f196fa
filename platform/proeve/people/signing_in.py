"""Sign in and out: open a session, work in another role, end one or all."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import audit, clock
from proeve.core.errors import NotFound
from proeve.core.scope import Role, Scope
from proeve.core.tokens import draw_token, token_hash
from proeve.people.roles import RoleGrant, all_grants, scope_from
from proeve.people.sessions import Session, expiry
from proeve.people.text import tidy

FIRST_CHOICES = (
    Role.OPERATOR,
    Role.ADMINISTRATOR,
    Role.TRAINER,
    Role.APPROVER,
    Role.AUTHOR,
    Role.ASSESSOR,
    Role.INVIGILATOR,
    Role.EMPLOYEE,
)
"""In which role someone with several starts who never signed in before: the one they most likely came for."""

LONGEST_USER_AGENT = 200


async def open_session(session: AsyncSession, person_id: int, *, user_agent: str = "") -> str:
    """Sign a person in, in the role they last worked in, and return the token for the cookie."""
    token, now = draw_token(), clock.now()
    scope = await _first_scope(session, person_id)
    row = Session(
        token_hash=token_hash(token),
        person_id=person_id,
        role=scope.role,
        corporation_id=_named_corporation(scope),
        user_agent=tidy(user_agent)[:LONGEST_USER_AGENT],
        created_at=now,
        seen_at=now,
        expires_at=expiry(now),
    )
    session.add(row)
    audit.record(session, "session.open", f"person:{person_id}", actor_id=person_id, role=scope.role)
    return token


async def switch_role(session: AsyncSession, session_id: int, role: Role, corporation_id: int | None = None) -> Scope:
    """Work in another role from now on; raise NotFound for a role that is not held."""
    row = await session.get_one(Session, session_id)
    scope = scope_from(row.person_id, await all_grants(session, row.person_id), role, corporation_id)
    row.role, row.corporation_id = scope.role, _named_corporation(scope)
    audit.record(
        session,
        "session.switch_role",
        f"person:{row.person_id}",
        actor_id=row.person_id,
        corporation_id=row.corporation_id,
        role=scope.role,
    )
    return scope


async def end_session(session: AsyncSession, session_id: int, *, person_id: int) -> None:
    """Sign out in one browser; raise NotFound when it is somebody else's, or over already."""
    ended = await session.scalar(
        update(Session)
        .where(col(Session.id) == session_id)
        .where(col(Session.person_id) == person_id)
        .where(col(Session.revoked_at).is_(None))
        .values(revoked_at=clock.now())
        .returning(col(Session.id))
    )
    if ended is None:
        raise NotFound("Deze aanmelding is al beëindigd.")
    audit.record(session, "session.end", f"person:{person_id}", actor_id=person_id)


async def end_all_sessions(
    session: AsyncSession, person_id: int, *, ended_by: int | None, except_session_id: int | None = None
) -> None:
    """Sign a person out everywhere, or everywhere else."""
    await session.execute(
        update(Session)
        .where(col(Session.person_id) == person_id)
        .where(col(Session.id).is_distinct_from(except_session_id))
        .where(col(Session.revoked_at).is_(None))
        .values(revoked_at=clock.now())
    )
    audit.record(session, "session.end_all", f"person:{person_id}", actor_id=ended_by)


def _named_corporation(scope: Scope) -> int | None:
    """Return the corporation a session keeps: only an administrator works for one at a time."""
    return scope.corporation_id if scope.role is Role.ADMINISTRATOR else None


async def _first_scope(session: AsyncSession, person_id: int) -> Scope:
    """Return the scope of the last session when it still holds, and the most likely one otherwise."""
    grants = await all_grants(session, person_id)
    last = await session.scalar(
        select(Session).where(col(Session.person_id) == person_id).order_by(col(Session.id).desc()).limit(1)
    )
    if last is not None:
        try:
            return scope_from(person_id, grants, Role(last.role), last.corporation_id)
        except NotFound:
            pass  # It was taken away since.
    first = min(grants, key=_rank, default=None)
    if first is None:
        return scope_from(person_id, grants, Role.EMPLOYEE)
    return scope_from(person_id, grants, Role(first.role), first.corporation_id)


def _rank(grant: RoleGrant) -> tuple[int, int]:
    return FIRST_CHOICES.index(Role(grant.role)), grant.id
