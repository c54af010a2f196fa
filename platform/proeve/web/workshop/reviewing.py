"""Judge a draft: read it whole, then approve it or send it back; its writers can take it back or throw it away."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.exams.blueprints import all_blueprints
from proeve.web.flash import redirect
from proeve.web.forms import Form, read_form
from proeve.web.page import page
from proeve.web.trainer.viewing import note_views
from proeve.web.workshop.bank_lines import attribute_words
from proeve.web.workshop.findings import find_findings
from proeve.web.workshop.item import item_page, item_path
from proeve.web.workshop.shown_version import of_draft
from proeve.web.workshop.sketch import LETTERS, keyed_replies, sketch
from proeve.workshop.access import LONGEST_REASON, refuse_writers
from proeve.workshop.checking import check_draft
from proeve.workshop.comments import all_comments
from proeve.workshop.drafts import DraftState, find_draft
from proeve.workshop.life import find_life
from proeve.workshop.reviewing import approve_draft, may_approve, send_back_draft, take_back_draft
from proeve.workshop.writing import withdraw_draft

AnyRequest = Request[Any, Any, Any]
HIGHEST_REVISION = 10**8


@get("/concepten/{draft_id:int}/beoordelen")
async def review_page(request: AnyRequest, database: NamedDependency[Database], draft_id: FromPath[int]) -> Template:
    """Show a draft with its key, what the checks say, and the two decisions; who looks is written down first."""
    return await _review(request, database, draft_id)


@post("/concepten/{draft_id:int}/goedkeuren")
async def approve(request: AnyRequest, database: NamedDependency[Database], draft_id: FromPath[int]) -> Response[Any]:
    """Make a draft a version, or say why that cannot be."""
    form = await read_form(request)
    item_id = await _item_of(request, database, draft_id)
    try:
        async with database.unit_of_work() as session:
            version = await approve_draft(session, request.user, draft_id, revision=revision_of(form))
    except Conflict as error:
        return await item_page(request, database, item_id, error=error)
    except Invalid as error:
        problems = {"terugsturen": f"{error.message} {' '.join(error.problems.values())}"}
        return await _review(request, database, draft_id, problems=problems)
    said = f"Versie {version.version} is goedgekeurd. Neem hem in gebruik als hij op toetsen mag komen."
    return redirect(item_path(item_id), say=said)


@post("/concepten/{draft_id:int}/terugsturen")
async def send_back(request: AnyRequest, database: NamedDependency[Database], draft_id: FromPath[int]) -> Response[Any]:
    """Send a draft back with what has to be better."""
    form = await read_form(request)
    item_id = await _item_of(request, database, draft_id)
    reason = form.text("reason", longest=LONGEST_REASON + 1)
    try:
        async with database.unit_of_work() as session:
            await send_back_draft(session, request.user, draft_id, revision=revision_of(form), reason=reason)
    except Conflict as error:
        return await item_page(request, database, item_id, error=error)
    except Invalid as error:
        return await _review(request, database, draft_id, reason=reason, problems=error.problems)
    return redirect(item_path(item_id), say="Het concept is terug bij wie het schreef, met uw uitleg.")


@post("/concepten/{draft_id:int}/terughalen")
async def take_back(request: AnyRequest, database: NamedDependency[Database], draft_id: FromPath[int]) -> Response[Any]:
    """Take a draft back from who judges it, to go on writing."""
    form = await read_form(request)
    item_id = await _item_of(request, database, draft_id)
    try:
        async with database.unit_of_work() as session:
            await take_back_draft(session, request.user, draft_id, revision=revision_of(form))
    except Conflict as error:
        return await item_page(request, database, item_id, error=error)
    return redirect(f"/werkplaats/concepten/{draft_id}", say="U kunt weer verder schrijven.")


@post("/concepten/{draft_id:int}/intrekken")
async def withdraw(request: AnyRequest, database: NamedDependency[Database], draft_id: FromPath[int]) -> Response[Any]:
    """Throw a draft away."""
    form = await read_form(request)
    item_id = await _item_of(request, database, draft_id)
    try:
        async with database.unit_of_work() as session:
            has_versions = bool((await find_life(session, request.user, item_id)).versions)
            await withdraw_draft(session, request.user, draft_id, revision=revision_of(form))
    except Conflict as error:
        return await item_page(request, database, item_id, error=error)
    # An item that never had a version has no page without its draft.
    return redirect(item_path(item_id) if has_versions else "/werkplaats", say="Het concept is weg.")


def revision_of(form: Form) -> int:
    """Return the revision of the draft that the page was made from."""
    return form.number("revision", least=0, most=HIGHEST_REVISION, default=0)


async def _item_of(request: AnyRequest, database: Database, draft_id: int) -> str:
    async with database.reading() as session:
        return (await find_draft(session, request.user, draft_id)).item


async def _review(
    request: AnyRequest,
    database: Database,
    draft_id: int,
    *,
    reason: str = "",
    problems: dict[str, str] | None = None,
) -> Template:
    refuse_writers(request.user)
    async with database.reading() as session:
        draft = await find_draft(session, request.user, draft_id)
        flaws = await check_draft(session, draft)
        life = await find_life(session, request.user, draft.item)
        comments = await all_comments(session, request.user, draft.item)
        exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
    await note_views(database, request.user, [(draft.item, draft.version)])
    shown = of_draft(draft)
    return page(
        request,
        "workshop/review.html",
        status=422 if problems else 200,
        back=item_path(draft.item),
        draft=draft,
        shown=shown,
        document=draft.content,
        words=attribute_words(draft.content),
        exam=exams.get(draft.exam, draft.exam),
        asked=sketch(draft.content),
        replies=keyed_replies(draft.content),
        letters=LETTERS,
        findings=find_findings(flaws, draft.content, ()),
        open_comments=sum(row.comment.resolved_at is None for row in comments),
        has_versions=bool(life.versions),
        in_review=draft.state == DraftState.IN_REVIEW,
        may_judge=may_approve(request.user, draft),
        reason=reason,
        problems=problems or {},
        longest=LONGEST_REASON,
    )
