"""Who stands behind a request: the session of its cookie, and the guards that keep rooms to their audience."""

from dataclasses import dataclass
from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.types import Guard

from proeve.core.database import Database
from proeve.core.errors import NotFound
from proeve.core.scope import Role, Scope
from proeve.core.settings import Settings
from proeve.corporations.corporations import corporation_names
from proeve.people.roles import RoleGrant
from proeve.people.sessions import LONGEST, LiveSession

SESSION_COOKIE = "proeve_session"

HIGHEST_ID = 2**31 - 1
"""PostgreSQL's integer."""

Connection = ASGIConnection[Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """One role a person can work in; only an administrator chooses for which corporation."""

    role: Role
    corporation_id: int | None
    corporation_name: str

    @property
    def value(self) -> str:
        """Return the choice as a form sends it: `administrator:3` or `trainer`."""
        return self.role if self.corporation_id is None else f"{self.role}:{self.corporation_id}"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is signed in, as pages know them."""

    session_id: int
    person_id: int
    person_name: str
    email: str
    scope: Scope
    choices: tuple[RoleChoice, ...]

    @property
    def choice(self) -> RoleChoice | None:
        """Return the role they work in now, when it is one they can choose."""
        return next((choice for choice in self.choices if _is_current(choice, self.scope)), None)

    @property
    def corporation_name(self) -> str:
        """Return the corporation they work for as its administrator, or nothing."""
        return self.choice.corporation_name if self.choice else ""


class Authentication(AbstractAuthenticationMiddleware):
    """Look up the session of each request; whether one is needed is for the guards to say."""

    async def authenticate_request(self, connection: Connection) -> AuthenticationResult:
        """Give the visitor as `request.auth` and their scope as `request.user`, or None for both."""
        token = connection.cookies.get(SESSION_COOKIE)
        state = connection.app.state
        live: LiveSession | None = await state.together.sign_ins.ask(token) if token else None
        visitor = await _visitor(state.database, live) if live else None
        return AuthenticationResult(user=visitor.scope if visitor else None, auth=visitor)


def requires(*roles: Role) -> Guard:
    """Return a guard that lets these roles in; for others the page does not exist."""

    async def guard(connection: Connection, _handler: BaseRouteHandler) -> None:
        await signed_in(connection, _handler)
        if connection.user.role not in roles:
            raise NotFound

    return guard


async def signed_in(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Guard a page for everyone who is signed in."""
    if connection.user is None:
        raise NotAuthorizedException


async def ids_fit(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Guard every page against addresses that no row can have, which a database would refuse to compare.

    These are numbers out of its range and, on PostgreSQL, text with a zero in it.
    """
    numbers = [value for value in connection.path_params.values() if isinstance(value, int)]
    if "\0" in connection.scope["path"] or any(not 0 < number <= HIGHEST_ID for number in numbers):
        raise NotFound


def session_cookie(token: str, settings: Settings) -> Cookie:
    """Return the cookie that keeps somebody signed in; without a token, the one that ends it."""
    return Cookie(
        SESSION_COOKIE,
        value=token,
        httponly=True,
        secure=settings.is_secure,
        samesite="lax",
        max_age=int(LONGEST.total_seconds()) if token else 0,
    )


async def _visitor(database: Database, live: LiveSession) -> Visitor:
    ids = {grant.corporation_id for grant in live.grants if grant.role == Role.ADMINISTRATOR}
    names = await _names(database, {each for each in ids if each is not None})
    return Visitor(
        live.session_id,
        live.person.id,
        live.person.name,
        live.person.email,
        live.scope,
        tuple(_choices(live.grants, names)),
    )


async def _names(database: Database, corporation_ids: set[int]) -> dict[int, str]:
    if not corporation_ids:  # Most visitors are employees, and a look in the database costs.
        return {}
    async with database.reading() as session:
        return await corporation_names(session, corporation_ids)


def _choices(grants: tuple[RoleGrant, ...], names: dict[int, str]) -> list[RoleChoice]:
    """Return each role once, but an administrator's once per corporation."""
    choices = {}
    for grant in grants:
        corporation_id = grant.corporation_id if grant.role == Role.ADMINISTRATOR else None
        choice = RoleChoice(Role(grant.role), corporation_id, names.get(corporation_id or 0, ""))
        choices[choice.value] = choice
    return list(choices.values())


def _is_current(choice: RoleChoice, scope: Scope) -> bool:
    fits = choice.corporation_id is None or choice.corporation_id in scope.corporation_ids
    return choice.role is scope.role and fits
