"""Somebody's own account, whatever their role: a password, a language, and where they are signed in."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template

from proeve.core import clock
from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.core.settings import Settings
from proeve.people.certificate_language import LANGUAGES, choose_certificate_language
from proeve.people.limits import count_password_try
from proeve.people.passwords import check_password, set_password
from proeve.people.persons import find_person
from proeve.people.sessions import all_sessions
from proeve.people.signing_in import end_all_sessions, end_session
from proeve.web.address import address_of
from proeve.web.candidate.devices import device_icon, device_words
from proeve.web.candidate.moments import moment_words
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page
from proeve.web.visitor import Visitor

PATH = "/mijn/account"
JUST_SIGNED_IN = timedelta(minutes=15)
"""As long after signing in a password can be chosen without the old one: a mail link has just proved who this is."""

AccountRequest = Request[Any, Visitor, Any]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One place where somebody is signed in."""

    session_id: int
    device: str
    icon: str
    since: str
    seen: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Account:
    """What the page shows; `must_confirm` asks for the old password, `must_sign_in` for signing in again."""

    has_password: bool
    language: str
    must_confirm: bool
    must_sign_in: bool
    places: list[SignedIn]


@get("/")
async def show_account(request: AccountRequest, database: NamedDependency[Database]) -> Template:
    """Show the account."""
    return _page(request, await read_account(database, request.auth))


@post("/wachtwoord")
async def choose_password(
    request: AccountRequest, database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Response[Any]:
    """Set or change the password, and sign out on every other device."""
    form = await read_form(request)
    account = await read_account(database, request.auth)
    if account.must_sign_in:
        raise Conflict("U bent al een tijdje aangemeld. Meld u opnieuw aan en kies dan een wachtwoord.")
    try:
        if account.must_confirm:
            await _confirm(request, database, settings, form.secret("current"))
        await set_password(
            database, request.auth.person_id, form.secret("password"), session_id=request.auth.session_id
        )
    except Invalid as error:
        return _page(request, account, problems=error.problems)
    return redirect(PATH, say="Uw wachtwoord is opgeslagen. Op andere apparaten bent u nu afgemeld.")


@post("/taal")
async def choose_language(request: AccountRequest, database: NamedDependency[Database]) -> Redirect:
    """Choose the language of the certificates from now on."""
    language = (await read_form(request)).text("language")
    async with database.unit_of_work() as session:
        await choose_certificate_language(session, request.auth.person_id, language)
    return redirect(PATH, say=f"Nieuwe certificaten krijgt u in het {LANGUAGES[language]}.")


@post("/aanmeldingen/{session_id:int}/beeindigen")
async def end_one(request: AccountRequest, database: NamedDependency[Database], session_id: FromPath[int]) -> Redirect:
    """Sign out on one other device."""
    async with database.unit_of_work() as session:
        await end_session(session, session_id, person_id=request.auth.person_id)
    return redirect(PATH, say="U bent op dat apparaat afgemeld.")


@post("/aanmeldingen/beeindigen")
async def end_others(request: AccountRequest, database: NamedDependency[Database]) -> Redirect:
    """Sign out on every other device."""
    who, here = request.auth.person_id, request.auth.session_id
    async with database.unit_of_work() as session:
        await end_all_sessions(session, who, ended_by=who, except_session_id=here)
    return redirect(PATH, say="U bent op alle andere apparaten afgemeld.")


async def read_account(database: Database, visitor: Visitor) -> Account:
    """Read what the account page shows."""
    async with database.reading() as session:
        person = await find_person(session, visitor.person_id)
        sessions = await all_sessions(session, visitor.person_id)
    has_password = person.password_hash is not None
    here = next(row for row in sessions if row.id == visitor.session_id)
    is_fresh = clock.now() - here.created_at < JUST_SIGNED_IN
    return Account(
        has_password=has_password,
        language=person.certificate_language,
        must_confirm=has_password and not is_fresh,
        must_sign_in=not (has_password or is_fresh),
        places=[
            SignedIn(
                session_id=row.id,
                device=device_words(row.user_agent),
                icon=device_icon(row.user_agent),
                since=moment_words(row.created_at),
                seen=moment_words(row.seen_at),
                is_here=row is here,
            )
            for row in sorted(sessions, key=lambda row: row is not here)
        ],
    )


async def _confirm(request: AccountRequest, database: Database, settings: Settings, password: str) -> None:
    email = request.auth.email
    await count_password_try(database, email=email, address=address_of(request, settings))
    try:
        await check_password(database, email, password)
    except Invalid as error:
        problem = "Dit is niet uw huidige wachtwoord. Probeer het opnieuw."
        raise Invalid(problem, {"current": problem}) from error


def _page(request: AccountRequest, account: Account, *, problems: dict[str, str] | None = None) -> Template:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return page(request, "candidate/account.html", status=status, account=account, problems=problems or {})
