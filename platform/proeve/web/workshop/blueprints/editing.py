"""Edit a blueprint: what is typed stays, the figures follow, and saving makes the next version."""

import asyncio
import secrets
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response, Template

from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.exams.blueprints import find_blueprint, find_current_blueprint
from proeve.web.flash import redirect
from proeve.web.forms import Form, read_form
from proeve.web.page import page
from proeve.web.workshop.blueprints.adding import added_cell
from proeve.web.workshop.blueprints.cells import ATTRIBUTES, VALUES, families_in, grid_of, grouped, typed_keys, words_of
from proeve.web.workshop.blueprints.fields import KINDS, fields_of, read_blueprint
from proeve.workshop.access import APPROVERS
from proeve.workshop.blueprints import Supply, read_supply, save_blueprint, survey_blueprint
from question_bank.attribute_words import CHANNELS, DOMAINS, FORMATS, LEVELS
from question_bank.blueprint import USUAL_SECONDS, Blueprint
from question_bank.blueprint_differences import REVIEWS
from question_bank.codebook import find_category
from question_bank.pool import Pool
from question_bank.preview import Preview, preview
from question_bank.survey import Survey

AnyRequest = Request[Any, Any, Any]
PATH = "/werkplaats/toetsen"
SEED_BYTES = 6
SAVED = "Versie {} is opgeslagen. Toetsen die u vanaf nu plant, worden zo gemaakt."
NO_PREVIEW = "Er kan nog geen voorbeeldtoets worden gemaakt. Bij de cijfers staat waarom."
USUAL_GRID = {"rows": "domain", "columns": "channel"}


@dataclass(slots=True)
class Editing:
    """One blueprint on the page: the version that was edited, what stands in the fields, and what came of it.

    `wanted` is the blueprint that was typed, None while a field is not right; `is_stale` says that somebody else saved
    since the page was opened.
    """

    before: Blueprint
    supply: Supply
    typed: dict[str, str]
    problems: dict[str, str] = field(default_factory=dict)
    wanted: Blueprint | None = None
    survey: Survey | None = None
    preview: Preview | None = None
    is_stale: bool = False

    @property
    def status(self) -> int:
        """Return the status of the page."""
        if self.is_stale:
            return HTTPStatus.CONFLICT
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.problems else HTTPStatus.OK

    @property
    def basis(self) -> int:
        """Return the number of the version that the page was opened with."""
        given = self.typed.get("basis", "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else self.before.version  # noqa: PLR2004  What a database can compare.


@get("/{exam:str}")
async def blueprint_page(request: AnyRequest, database: NamedDependency[Database], exam: FromPath[str]) -> Template:
    """Show the blueprint of now, to be changed."""
    editing = await _editing(request, database, exam)
    editing.wanted = editing.before
    await _add_survey(editing)
    return _page(request, editing)


@post("/{exam:str}", status_code=200)
async def act_on_blueprint(
    request: AnyRequest, database: NamedDependency[Database], exam: FromPath[str]
) -> Response[Any]:
    """Save what was typed as the next version, or do what else a button says with it."""
    form = await read_form(request)
    editing = await _editing(request, database, exam, form)
    act = form.text("action")
    if act == "add":
        editing.problems |= added_cell(form, editing.typed)
        form = Form(FormMultiDict(editing.typed))
    try:
        editing.wanted = read_blueprint(form, editing.before)
        if act == "save":
            saved = await save_blueprint(database, request.user, editing.wanted, basis=editing.basis)
            return redirect(f"{PATH}/{exam}", say=SAVED.format(saved.version))
    except Conflict as conflict:
        editing.is_stale = True
        editing.problems["cells"] = conflict.message
    except Invalid as error:
        editing.problems |= error.problems or {"cells": error.message}
    await _add_survey(editing)
    if act == "preview" and editing.wanted is not None:
        await _add_preview(editing, editing.wanted)
    return _page(request, editing)


@post("/{exam:str}/cijfers", status_code=200)
async def figures(request: AnyRequest, database: NamedDependency[Database], exam: FromPath[str]) -> Template:
    """Answer with the figures of what stands in the form, while it is being changed; nothing is stored."""
    form = await read_form(request)
    editing = await _editing(request, database, exam, form)
    try:
        editing.wanted = read_blueprint(form, editing.before)
    except Invalid as error:
        editing.problems = error.problems or {"cells": error.message}
    await _add_survey(editing)
    return page(request, "workshop/blueprints/figures.html", **_figures(editing))


async def _editing(request: AnyRequest, database: Database, exam: str, form: Form | None = None) -> Editing:
    async with database.reading() as session:
        row = await find_current_blueprint(session, exam)
        before = await find_blueprint(session, row.id)
        supply = await read_supply(session, request.user, exam)
    typed = {**fields_of(before), "basis": str(before.version)} if form is None else dict(form.values)
    return Editing(before, supply, typed)


async def _add_survey(editing: Editing) -> None:
    if editing.wanted is not None:
        editing.survey = await survey_blueprint(editing.supply, editing.wanted)


async def _add_preview(editing: Editing, blueprint: Blueprint) -> None:
    if editing.survey is None or not editing.survey.is_sound:
        editing.problems["cells"] = NO_PREVIEW
        return
    pool = Pool(blueprint, editing.supply.live, editing.supply.approved)
    editing.preview = await asyncio.to_thread(preview, pool, secrets.token_hex(SEED_BYTES))


def _page(request: AnyRequest, editing: Editing) -> Template:
    chosen = {name: editing.typed.get(name, usual) for name, usual in USUAL_GRID.items()}
    grid = grid_of(chosen["rows"], chosen["columns"], editing.supply.live)
    keys = [key for key in typed_keys(editing.typed) if grid is None or key not in grid.keys]
    return page(
        request,
        "workshop/blueprints/blueprint.html",
        status=editing.status,
        path=f"{PATH}/{editing.before.exam}",
        basis=editing.basis,
        may_save=request.user.role in APPROVERS,
        grid=grid,
        chosen=chosen,
        groups=[(title, [(key, words_of(key), families_in(key, editing.supply.live)) for key in group])
                for title, group in grouped(keys)],
        attributes=ATTRIBUTES,
        values=VALUES,
        kinds=[(kind, FORMATS[kind], USUAL_SECONDS[kind]) for kind in KINDS],
        reviews=list(REVIEWS.items()),
        words={"domain": DOMAINS, "channel": CHANNELS, "kind": FORMATS, "difficulty": LEVELS},
        category_name=lambda code: find_category(code).name,
        **_figures(editing),
    )  # fmt: skip  # The groups read better as one expression.


def _figures(editing: Editing) -> dict[str, Any]:
    return {
        "before": editing.before,
        "blueprint": editing.wanted or editing.before,
        "typed": editing.typed,
        "problems": editing.problems,
        "survey": editing.survey,
        "preview": editing.preview,
        "supply": editing.supply,
    }
