"""The page of one item: its versions and draft, what can be done, what colleagues say, its life and who saw it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import Conflict, ProeveError
from proeve.exams.blueprints import all_blueprints
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.navigation import ROLE_NAMES
from proeve.web.page import page
from proeve.web.refusals import problems_of
from proeve.web.workshop.bank_lines import attribute_words
from proeve.web.workshop.shown_version import find_version
from proeve.web.workshop.state_words import STATES
from proeve.web.workshop.version_acts import acts_for
from proeve.workshop.access import APPROVERS
from proeve.workshop.comments import LONGEST_COMMENT, add_comment, all_comments, resolve_comment
from proeve.workshop.exposure import GivenOut, all_given_out
from proeve.workshop.life import find_life
from proeve.workshop.reviewing import may_approve
from proeve.workshop.viewers import all_viewers

AnyRequest = Request[Any, Any, Any]
MOST_VIEWS = 20
"""So many looks are listed at once; the others are folded away."""


def item_path(item_id: str) -> str:
    """Return the address of the page of an item."""
    return f"/werkplaats/vragen/{item_id}"


@get("/vragen/{item_id:str}")
async def show_item(request: AnyRequest, database: NamedDependency[Database], item_id: FromPath[str]) -> Template:
    """Show all there is to know of an item but its key."""
    return await item_page(request, database, item_id)


@post("/vragen/{item_id:str}/opmerkingen")
async def comment_on_item(
    request: AnyRequest, database: NamedDependency[Database], item_id: FromPath[str]
) -> Response[Any]:
    """Add a comment on a version or the draft, or say what is wrong with it."""
    form = await read_form(request)
    text = form.text("text", longest=LONGEST_COMMENT)
    version = form.number("version", least=1, most=9999, default=1)
    try:
        form.check()
        async with database.unit_of_work() as session:
            await add_comment(session, request.user, item_id, version, text)
    except ProeveError as error:
        return await item_page(request, database, item_id, error=error, typed={"text": text, "version": str(version)})
    return redirect(f"{item_path(item_id)}#opmerkingen", say="Uw opmerking staat erbij.")


@post("/opmerkingen/{comment_id:int}/afgehandeld")
async def resolve(request: AnyRequest, database: NamedDependency[Database], comment_id: FromPath[int]) -> Response[Any]:
    """Say that a comment is dealt with."""
    async with database.unit_of_work() as session:
        comment = await resolve_comment(session, request.user, comment_id)
    return redirect(f"{item_path(comment.item)}#opmerkingen", say="De opmerking is afgehandeld.")


async def item_page(
    request: AnyRequest,
    database: Database,
    item_id: str,
    *,
    error: ProeveError | None = None,
    typed: Mapping[str, str] | None = None,
) -> Template:
    """Return the page of an item, with what was refused on top."""
    async with database.reading() as session:
        life = await find_life(session, request.user, item_id)
        context: dict[str, Any] = {
            "life": life,
            "comments": await all_comments(session, request.user, item_id),
            "views": await all_viewers(session, request.user, item_id),
            "given": (await all_given_out(session, request.user)).get(life.exam, GivenOut()),
            "exams": {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)},
        }
    judges = request.user.role in APPROVERS
    shown = find_version(life, "")
    return page(
        request,
        "workshop/item.html",
        status=_status(error),
        path=item_path(item_id),
        shown=shown,
        words=attribute_words(shown.document),
        states=STATES,
        judges=judges,
        acts={row.version: acts_for(row.standing) if judges else [] for row in life.versions},
        may_judge=life.draft is not None and may_approve(request.user, life.draft),
        is_writer=life.draft is not None and request.user.person_id in life.draft.writer_ids,
        roles={str(role): name for role, name in ROLE_NAMES.items()},
        most_views=MOST_VIEWS,
        longest=LONGEST_COMMENT,
        problems=problems_of(error, "text" if typed else "inhoud") if error else {},
        typed=typed or {},
        **context,
    )


def _status(error: ProeveError | None) -> int:
    if error is None:
        return HTTPStatus.OK
    return HTTPStatus.CONFLICT if isinstance(error, Conflict) else HTTPStatus.UNPROCESSABLE_ENTITY
