"""Begin an item: a new one of a family, or the next version of one that exists."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.exams.blueprints import all_blueprints
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page
from proeve.web.workshop.item import item_page
from proeve.web.workshop.shapes import SHAPES
from proeve.workshop.drafts import ItemDraft
from proeve.workshop.writing import add_draft, add_new_version, save_draft
from question_bank.kinds import KINDS

AnyRequest = Request[Any, Any, Any]
HINTS = {
    "best_answer": "Vier reacties; één is de beste.",
    "next_step": "Een gesprek tot nu toe, en vier volgende stappen.",
    "most_least": "Vier of vijf reacties: welke is het meest en welke het minst professioneel?",
    "rate_replies": "Vijf reacties die elk een oordeel krijgen.",
    "rank_replies": "Vier reacties op volgorde.",
    "recognise_category": "Wat een collega zegt: wat voor soort reactie is dat?",
    "written_reply": "De kandidaat schrijft zelf; mensen beoordelen met een rubric.",
}


@get("/nieuw")
async def new_item_page(request: AnyRequest, database: NamedDependency[Database]) -> Template:
    """Ask for exam, format and family."""
    return await _page(request, database, {"exam": "", "kind": "", "family": ""})


@post("/nieuw")
async def begin_item(request: AnyRequest, database: NamedDependency[Database]) -> Response[Any]:
    """Begin the item, or show what is wrong."""
    form = await read_form(request)
    typed = {name: form.text(name) for name in ("exam", "kind", "family")}
    try:
        async with database.unit_of_work() as session:
            draft = await add_draft(session, request.user, **typed)
            start = {**draft.content, "question": SHAPES[typed["kind"]].question}
            await save_draft(session, request.user, draft.id, start, revision=draft.revision)
    except Invalid as error:
        return await _page(request, database, typed, error.problems)
    return redirect(desk_path(draft), say=f"U begint aan vraag {draft.item}. Sla uw werk af en toe op.")


@post("/vragen/{item_id:str}/nieuwe-versie")
async def begin_version(
    request: AnyRequest, database: NamedDependency[Database], item_id: FromPath[str]
) -> Response[Any]:
    """Begin the next version with the text of the newest one."""
    try:
        async with database.unit_of_work() as session:
            draft = await add_new_version(session, request.user, item_id)
    except Conflict as error:
        return await item_page(request, database, item_id, error=error)
    said = f"U schrijft versie {draft.version}. De versie die er al is, verandert niet."
    return redirect(desk_path(draft), say=said)


def desk_path(draft: ItemDraft) -> str:
    """Return the address where a draft is written."""
    return f"/werkplaats/concepten/{draft.id}"


async def _page(
    request: AnyRequest, database: Database, typed: dict[str, str], problems: dict[str, str] | None = None
) -> Template:
    async with database.reading() as session:
        exams = [(blueprint.exam, blueprint.title) for blueprint in await all_blueprints(session)]
    return page(
        request,
        "workshop/new.html",
        status=422 if problems else 200,
        exams=exams,
        kinds=[(name, kind.dutch.capitalize(), HINTS[name]) for name, kind in KINDS.items()],
        typed=typed,
        problems=problems or {},
    )
