"""Passwords: argon2id at rest, and the same effort for whoever is not there.

Hashing takes a tenth of a second of work, so these functions take the database, not a session: the work is done
between a short reading and a short unit of work, never while holding a transaction.
"""

import asyncio
import functools
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import update
from sqlmodel import col

from proeve.core import audit
from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.tokens import draw_token
from proeve.people.password_rules import password_problem
from proeve.people.persons import Person, find_person, find_person_by_email
from proeve.people.sign_in_links import BLOCKED
from proeve.people.signing_in import end_all_sessions

T = TypeVar("T")

WRONG = "Dit e-mailadres en wachtwoord horen niet bij elkaar. Probeer het opnieuw, of laat u een aanmeldlink mailen."

_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="password")
"""Two at a time: each hash takes 64 MiB, and a rush of sign-ins must leave time for who sits an exam."""


async def set_password(database: Database, person_id: int, password: str, *, session_id: int | None = None) -> None:
    """Give a person a new password and sign them out everywhere but in the session `session_id`.

    Raise Invalid, with the problem of `password`, for one that is easy to guess.
    """
    password = _composed(password)
    async with database.reading() as session:
        person = await find_person(session, person_id)
    if problem := password_problem(password, person):
        raise Invalid(problem, {"password": problem})
    hashed = await _in_thread(_hasher.hash, password)
    async with database.unit_of_work() as session:
        person = await find_person(session, person_id)
        person.password_hash = hashed
        await end_all_sessions(session, person_id, ended_by=person_id, except_session_id=session_id)
        audit.record(session, "password.set", f"person:{person_id}", actor_id=person_id)


async def check_password(database: Database, email: str, password: str) -> Person:
    """Return the person whose address and password these are, or raise Invalid; Conflict when blocked.

    An unknown address, a person without a password and a wrong password take the same time and give the same answer.
    """
    person = await _find_or_none(database, email)
    stored = person.password_hash if person else None
    if not await _in_thread(_fits, stored, _composed(password)) or person is None or stored is None:
        raise Invalid(WRONG, code="wrong_password")
    if person.blocked_at is not None:
        raise Conflict(BLOCKED, code="blocked")
    if _hasher.check_needs_rehash(stored):
        await _rehash(database, person.id, stored, _composed(password))
    return person


def _composed(password: str) -> str:
    """Return one form of a password, for keyboards differ in how they send an accent (RFC 8265, OpaqueString)."""
    return unicodedata.normalize("NFC", password)


async def _find_or_none(database: Database, email: str) -> Person | None:
    async with database.reading() as session:
        try:
            return await find_person_by_email(session, email)
        except NotFound:
            return None


async def _rehash(database: Database, person_id: int, stored: str, password: str) -> None:
    """Hash with today's parameters, unless the password was changed meanwhile."""
    hashed = await _in_thread(_hasher.hash, password)
    async with database.unit_of_work() as session:
        await session.execute(
            update(Person)
            .where(col(Person.id) == person_id)
            .where(col(Person.password_hash) == stored)
            .values(password_hash=hashed)
        )


def _fits(stored: str | None, password: str) -> bool:
    """Tell whether a password fits a hash; without one, do the work on nobody's hash and say no."""
    nobodys = _nobodys_hash()
    try:
        return _hasher.verify(stored or nobodys, password) and stored is not None
    except VerificationError:
        return False


@functools.cache
def _nobodys_hash() -> str:
    return _hasher.hash(draw_token())


async def _in_thread(work: Callable[..., T], *arguments: str | None) -> T:
    return await asyncio.get_running_loop().run_in_executor(_threads, work, *arguments)
