"""Where an item is written: the form of a draft, with its preview and checks beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.exams.blueprints import all_blueprints
from proeve.exams.item_versions import ItemVersion
from proeve.web.flash import redirect
from proeve.web.forms import Form, read_form
from proeve.web.page import page
from proeve.web.trainer.viewing import note_views
from proeve.web.workshop.beginning import desk_path
from proeve.web.workshop.document_form import field_names, key_fields, read_document, with_row_changed
from proeve.web.workshop.findings import WHOLE, Findings, anchor_of, find_findings
from proeve.web.workshop.item import item_path
from proeve.web.workshop.reviewing import revision_of
from proeve.web.workshop.shapes import padded, shape_of
from proeve.web.workshop.sketch import LETTERS, sketch
from proeve.workshop.checking import check_document
from proeve.workshop.drafts import DraftState, ItemDraft, find_draft
from proeve.workshop.life import find_life
from proeve.workshop.reviewing import submit_draft
from proeve.workshop.writing import save_draft
from question_bank.attribute_words import CHANNELS, DOMAINS, FORMATS, LEVELS, SITUATIONS
from question_bank.boundary_rules import BOUNDARY_RULES
from question_bank.codebook import all_categories
from question_bank.drafting.document import Misshapen, tidied
from question_bank.kinds.rate_replies import RATINGS
from question_bank.variables import VARIABLES

AnyRequest = Request[Any, Any, Any]
LONGEST_INCIDENT = 70


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a form that comes back, and why: the sentences by field, and what became of the text."""

    document: Mapping[str, Any]
    revision: int
    problems: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    is_saved: bool = False


@get("/concepten/{draft_id:int}")
async def desk(request: AnyRequest, database: NamedDependency[Database], draft_id: FromPath[int]) -> Response[Any]:
    """Show the form of a draft; one that is being judged is shown on the page of its item."""
    async with database.reading() as session:
        draft = await find_draft(session, request.user, draft_id)
    if draft.state != DraftState.DRAFT:
        said = "Dit concept ligt bij een beoordelaar. Haal het eerst terug als u het wilt wijzigen."
        return redirect(item_path(draft.item), say=said, kind="info")
    await note_views(database, request.user, [(draft.item, draft.version)])
    return await _desk(request, database, draft)


@post("/concepten/{draft_id:int}")
async def save(request: AnyRequest, database: NamedDependency[Database], draft_id: FromPath[int]) -> Response[Any]:
    """Save what is written, and hand it in when that was asked; or change a row, or show what is wrong."""
    form = await read_form(request)
    async with database.reading() as session:
        draft = await find_draft(session, request.user, draft_id)
    document, revision, act = _read(form, draft), revision_of(form), form.text("action")
    if (changed := with_row_changed(document, act)) is not None or act == "check":
        return await _desk(request, database, draft, Typed(changed or document, revision))
    try:
        form.check()
        async with database.unit_of_work() as session:
            saved = await save_draft(session, request.user, draft_id, document, revision=revision)
    except Conflict as error:
        return await _desk(request, database, draft, Typed(document, revision, {WHOLE: error.message}, 409))
    except Invalid as error:
        problems = error.problems or {WHOLE: error.message}
        return await _desk(request, database, draft, Typed(document, revision, problems, 422))
    if act == "submit":
        return await _submit(request, database, saved)
    return redirect(desk_path(saved), say="Uw concept is opgeslagen.")


@post("/concepten/{draft_id:int}/voorbeeld", status_code=200)
async def preview(request: AnyRequest, database: NamedDependency[Database], draft_id: FromPath[int]) -> Template:
    """Answer with the preview and the checks of what stands in the form, while it is being written."""
    form = await read_form(request)
    async with database.reading() as session:
        draft = await find_draft(session, request.user, draft_id)
    document = _read(form, draft)
    findings, clean = await _check(database, draft, document)
    return page(request, "workshop/preview.html", asked=sketch(clean), findings=findings, letters=LETTERS)


async def _submit(request: AnyRequest, database: Database, draft: ItemDraft) -> Response[Any]:
    try:
        async with database.unit_of_work() as session:
            await submit_draft(session, request.user, draft.id, revision=draft.revision)
    except Conflict as error:
        typed = Typed(draft.content, draft.revision, {WHOLE: error.message}, 409, is_saved=True)
        return await _desk(request, database, draft, typed)
    except Invalid as error:
        typed = Typed(draft.content, draft.revision, error.problems, 422, is_saved=True)
        return await _desk(request, database, draft, typed)
    return redirect(item_path(draft.item), say="De vraag is ingediend. Een vaststeller beoordeelt hem.")


def _read(form: Form, draft: ItemDraft) -> dict[str, Any]:
    return read_document(form, str(draft.content.get("kind", "")))


async def _check(
    database: Database, draft: ItemDraft, document: Mapping[str, Any]
) -> tuple[Findings, Mapping[str, Any]]:
    """Return what the checks say of a document, and the document as it would be saved."""
    try:
        clean = tidied(document)
    except Misshapen:
        return Findings(), draft.content
    async with database.reading() as session:
        flaws = await check_document(session, draft, clean)
    return find_findings(flaws, clean, field_names(document)), clean


async def _desk(request: AnyRequest, database: Database, draft: ItemDraft, typed: Typed | None = None) -> Template:
    shown = padded(typed.document if typed else draft.content)
    findings, clean = await _check(database, draft, shown)
    async with database.reading() as session:
        exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
        versions = (await find_life(session, request.user, draft.item)).versions
    return page(
        request,
        "workshop/desk.html",
        status=typed.status if typed else 200,
        path=desk_path(draft),
        back=item_path(draft.item),
        draft=draft,
        exam=exams.get(draft.exam, draft.exam),
        kind=FORMATS.get(str(draft.content.get("kind", "")), ""),
        document=shown,
        shape=shape_of(shown),
        key=key_fields(shown),
        revision=typed.revision if typed else draft.revision,
        problems=_at_fields(typed.problems if typed else {}, shown),
        is_saved=typed is None or typed.is_saved,
        is_stale=typed is not None and typed.status == 409,  # noqa: PLR2004  The status of a conflict.
        findings=findings,
        asked=sketch(clean),
        letters=LETTERS,
        newest=_newest(versions),
        **CHOICES,
    )


def _at_fields(problems: Mapping[str, str], document: Mapping[str, Any]) -> dict[str, str]:
    """Return the sentences by the field or group where each can be shown."""
    known, found = field_names(document), dict[str, str]()
    for place, sentence in problems.items():
        anchor = anchor_of(tuple(place.split(".")), known)
        found[anchor] = f"{found[anchor]} {sentence}" if anchor in found else sentence
    return found


def _newest(versions: list[ItemVersion]) -> int | None:
    return versions[0].version if versions else None


CHOICES: Mapping[str, Any] = {
    "domains": list(DOMAINS.items()),
    "channels": list(CHANNELS.items()),
    "situations": list(SITUATIONS.items()),
    "levels": list(LEVELS.items()),
    "categories": all_categories(),
    "boundary_rules": [(number, f"{number}. {words}") for number, words in BOUNDARY_RULES.items()],
    "ratings": list(reversed(RATINGS.items())),
    "variables": list(VARIABLES.values()),
    "longest_incident": LONGEST_INCIDENT,
}
