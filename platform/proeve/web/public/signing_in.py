"""Sign in, by a link in the mail or by a password; sign out; work in another role."""

from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect, Response, Template

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.core.scope import Role
from proeve.core.settings import Settings
from proeve.people.limits import count_link_request, count_link_use, count_password_try
from proeve.people.passwords import check_password
from proeve.people.persons import Person
from proeve.people.sign_in_links import check_link, request_link, use_link
from proeve.people.signing_in import end_session, open_session, switch_role
from proeve.web.address import address_of
from proeve.web.errors import wants_page
from proeve.web.flash import redirect
from proeve.web.forms import Form, read_form
from proeve.web.navigation import HOMES
from proeve.web.page import page
from proeve.web.signed_out import find_unsaved_form, forget_unsaved_form
from proeve.web.visitor import Visitor, session_cookie, signed_in

AnyRequest = Request[Any, Any, Any]

SIGNED_IN = "U bent al aangemeld als {name}. Bent u dat niet? Meld u dan eerst af."


@get("/aanmelden")
async def sign_in_page(request: AnyRequest, verder: FromQuery[str] = "", email: FromQuery[str] = "") -> Template:
    """Ask for an address, or for a password."""
    return _sign_in(request, email=email, next_path=safe_path(verder))


@post("/aanmelden")
async def ask_for_link(
    request: AnyRequest, database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Template:
    """Mail a link, and say the same whether the address is known or not."""
    form = await read_form(request)
    email = form.text("email")
    await count_link_request(database, email=email, address=address_of(request, settings))
    try:
        async with database.unit_of_work() as session:
            await request_link(session, email)
    except Invalid as error:
        return _sign_in(request, email=email, next_path=_next_path(form), errors=error.problems)
    return page(request, "public/link_sent.html", email=email, demo=settings.demo)


@get("/aanmelden/{token:str}")
async def link_page(
    request: AnyRequest,
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    token: FromPath[str],
    verder: FromQuery[str] = "",
) -> Response[Any]:
    """Ask for one click, because mail programs open links to inspect them and would use this one up.

    A link that does not work is refused at once, with the form for a new one. Who is signed in and opens a used link
    once more goes on, and hears as whom: it may have been somebody else's link.
    """
    try:
        async with database.reading() as session:
            await check_link(session, token)
    except (NotFound, Conflict) as refusal:
        visitor: Visitor | None = request.scope.get("auth")
        if visitor is not None and refusal.code == "link_used":
            return redirect(safe_path(verder) or "/", say=SIGNED_IN.format(name=visitor.person_name), kind="info")
        # Only what is refused counts here: the click that follows counts by itself.
        await count_link_use(database, address=address_of(request, settings))
        if not wants_page(request):
            raise
        status = HTTPStatus.NOT_FOUND if isinstance(refusal, NotFound) else HTTPStatus.CONFLICT
        return _sign_in(request, status=status, email="", next_path=safe_path(verder), refusal=refusal)
    return page(request, "public/link_confirm.html", token=token, next_path=safe_path(verder))


@post("/aanmelden/{token:str}")
async def use_link_to_sign_in(
    request: AnyRequest,
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    token: FromPath[str],
) -> Redirect:
    """Sign in with a link."""
    form = await read_form(request)
    await count_link_use(database, address=address_of(request, settings))
    async with database.unit_of_work() as session:
        person = await use_link(session, token)
    return await sign_in_person(request, database, settings, person, _next_path(form))


@post("/aanmelden/wachtwoord")
async def use_password_to_sign_in(
    request: AnyRequest, database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Response[Any]:
    """Sign in with an address and a password."""
    form = await read_form(request)
    email, password = form.text("email"), form.secret("password")
    await count_password_try(database, email=email, address=address_of(request, settings))
    try:
        person = await check_password(database, email, password)
    except (Invalid, Conflict) as error:
        problems = error.problems if isinstance(error, Invalid) and error.problems else {"password": error.message}
        return _sign_in(request, email=email, next_path=_next_path(form), errors=problems, wants_password=True)
    return await sign_in_person(request, database, settings, person, _next_path(form))


@post("/afmelden", guards=[signed_in])
async def sign_out(
    request: AnyRequest, database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Redirect:
    """End this session."""
    async with database.unit_of_work() as session:
        await end_session(session, request.auth.session_id, person_id=request.auth.person_id)
    answer = redirect("/", say="U bent afgemeld.", kind="info")
    answer.cookies.append(session_cookie("", settings))
    return answer


@post("/rol", guards=[signed_in])
async def change_role(request: AnyRequest, database: NamedDependency[Database]) -> Redirect:
    """Work in another role from now on."""
    form = await read_form(request)
    choice = next((each for each in request.auth.choices if each.value == form.text("role")), None)
    if choice is None:
        raise Invalid("Deze rol heeft u niet (meer). Kies een andere rol in het menu.")
    async with database.unit_of_work() as session:
        scope = await switch_role(session, request.auth.session_id, choice.role, choice.corporation_id)
    return redirect(HOMES[Role(scope.role)])


def safe_path(path: str) -> str:
    """Return a path of ours to go on to, or nothing: never an address elsewhere."""
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_ours else ""


def _next_path(form: Form) -> str:
    return safe_path(form.text("verder", longest=500))


def _sign_in(
    request: AnyRequest, *, status: HTTPStatus = HTTPStatus.OK, errors: dict[str, str] | None = None, **context: Any
) -> Template:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else status
    context = {"wants_password": False, "errors": errors or {}, "refusal": None, **context}
    return page(request, "public/sign_in.html", status=status, **context)


async def sign_in_person(
    request: AnyRequest, database: Database, settings: Settings, person: Person, next_path: str = ""
) -> Redirect:
    """Open a session and go where the person was going, to the form they lost, or to the first page of their role."""
    async with database.unit_of_work() as session:
        token = await open_session(session, person.id, user_agent=request.headers.get("user-agent", ""))
    form_page, words = find_unsaved_form(request)
    unsaved = safe_path(form_page)
    # The words are about the form on its own page; on another one they would puzzle.
    is_there = bool(unsaved) and next_path in {"", unsaved}
    answer = redirect(next_path or unsaved or "/", say=words if is_there else "", kind="attention")
    answer.cookies.append(session_cookie(token, settings))
    if is_there:
        answer.cookies.append(forget_unsaved_form())
    return answer
