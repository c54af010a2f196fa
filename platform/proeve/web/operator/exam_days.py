"""The exam days: plan one for several corporations, see how many people they sent, and begin them all at once."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template

from proeve.core.database import Database
from proeve.core.errors import Conflict, NotFound, ProeveError
from proeve.corporations.corporations import all_corporations
from proeve.exams.blueprints import all_blueprints
from proeve.exams.exam_days import LONGEST_NAME, all_exam_days, find_exam_day, plan_exam_day
from proeve.exams.invigilating.beginning import begin_exam_day
from proeve.exams.sittings import rules_of
from proeve.exams.starting_together import count_arrived
from proeve.web.corporation.joint_start import begun_in_words, joint_start_of
from proeve.web.corporation.plan import DOMAIN_FIELDS, LATE, MARGINS, new_plan, read_moments, read_rules
from proeve.web.corporation.words import sitting_badge, start_rows, window_in_words
from proeve.web.flash import redirect
from proeve.web.forms import Form, read_form
from proeve.web.page import page
from proeve.web.refusals import problems_of

AnyRequest = Request[Any, Any, Any]
PATH = "/operator/toetsdagen"


@get("/toetsdagen")
async def list_exam_days(request: AnyRequest, database: NamedDependency[Database]) -> Template:
    """List the exam days, the last to begin first."""
    async with database.reading() as session:
        rows = await all_exam_days(session, request.user)
    return page(request, "operator/exam_days.html", rows=rows, stage=sitting_badge, window=window_in_words)


@get("/toetsdagen/nieuw")
async def new_exam_day_page(request: AnyRequest, database: NamedDependency[Database]) -> Template:
    """Ask what, when and which corporations."""
    return await _ask(request, database, new_plan([]).typed | {"kind": "joint"}, [], {})


@post("/toetsdagen/nieuw")
async def plan_day(request: AnyRequest, database: NamedDependency[Database]) -> Response[Any]:
    """Plan the day, or show what is wrong."""
    form = await read_form(request)
    chosen = form.ids("corporations")
    try:
        day = await _plan(request, database, form, chosen)
    except ProeveError as refusal:
        found = problems_of(refusal, "exam" if isinstance(refusal, NotFound) else "corporations")
        problems = {DOMAIN_FIELDS.get(name, name): sentence for name, sentence in found.items()} | form.problems
        return await _ask(request, database, form.values, chosen, problems)
    said = "De toetsdag staat klaar. De beheerders van deze corporaties kunnen nu hun medewerkers toevoegen."
    return redirect(f"{PATH}/{day}", say=said)


@get("/toetsdagen/{exam_day_id:int}")
async def show_exam_day(
    request: AnyRequest, database: NamedDependency[Database], exam_day_id: FromPath[int]
) -> Template:
    """Show one day: each corporation with its places, and who is there."""
    async with database.reading() as session:
        row = await find_exam_day(session, request.user, exam_day_id)
        arrived = {each.sitting.id: await count_arrived(session, each.sitting.id) for each in row.sittings}
    sitting = row.sitting
    when = start_rows(sitting.opens_at, sitting.closes_at, rules_of(sitting))
    return page(
        request,
        "operator/exam_day.html",
        row=row,
        when=[pair for pair in when if pair[0] != "Plaatsen"],
        stage=sitting_badge(sitting),
        joint=joint_start_of(sitting, sum(arrived.values())),
        arrived=arrived,
        path=f"{PATH}/{exam_day_id}",
    )


@post("/toetsdagen/{exam_day_id:int}/starten")
async def start_day(request: AnyRequest, database: NamedDependency[Database], exam_day_id: FromPath[int]) -> Redirect:
    """Begin for everybody who is there, at every corporation; a second time changes nothing."""
    path = f"{PATH}/{exam_day_id}"
    try:
        async with database.unit_of_work() as session:
            row = await begin_exam_day(session, request.user, exam_day_id)
            arrived = sum([await count_arrived(session, each.sitting.id) for each in row.sittings])
    except Conflict as refusal:
        return redirect(path, say=refusal.message, kind="attention")
    return redirect(path, say=begun_in_words(arrived))


async def _plan(request: AnyRequest, database: Database, form: Form, chosen: list[int]) -> int:
    name = form.text("name", required="Geef deze toetsdag een naam.", longest=LONGEST_NAME)
    exam = form.text("exam", required="Kies een toets.")
    rules = read_rules(form)
    opens_at, closes_at = read_moments(form, rules)
    if not chosen:
        form.problems["corporations"] = "Kies minstens één corporatie."
    form.check()
    if opens_at is None or closes_at is None:
        raise NotFound
    async with database.unit_of_work() as session:
        day = await plan_exam_day(
            session,
            request.user,
            name=name,
            exam=exam,
            opens_at=opens_at,
            closes_at=closes_at,
            rules=rules,
            places=dict.fromkeys(chosen, rules.places),
        )
    return day.id


async def _ask(
    request: AnyRequest, database: Database, typed: Mapping[str, str], chosen: list[int], problems: Mapping[str, str]
) -> Template:
    async with database.reading() as session:
        blueprints = await all_blueprints(session)
        corporations = await all_corporations(session, request.user)
    return page(
        request,
        "operator/new_exam_day.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK,
        blueprints=blueprints,
        corporations=corporations,
        typed=typed,
        chosen=chosen,
        problems=problems,
        margins=MARGINS,
        late=LATE,
        longest=LONGEST_NAME,
    )
