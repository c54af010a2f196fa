"""Do something to the people of a room: choose them in the list, say why, and do it."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template

from proeve.core import clock, dutch
from proeve.core.database import Database
from proeve.core.errors import NotFound, ProeveError
from proeve.exams.blueprints import find_blueprint
from proeve.exams.granting import MOST_MINUTES
from proeve.exams.invigilating.acts import WHY_MISSING, find_room
from proeve.exams.invigilating.beginning import begin_sitting
from proeve.exams.invigilating.room import RoomRow, all_in_room
from proeve.exams.invigilating.undoing import undo_act
from proeve.web.flash import redirect
from proeve.web.forms import Form, read_form
from proeve.web.invigilator.deeds import DEEDS, Deed, Filling
from proeve.web.invigilator.room import PATH, is_in_view
from proeve.web.invigilator.words import act_in_words, left_in_words, place_badge
from proeve.web.page import page
from proeve.web.queries import address, numbers, words
from proeve.web.refusals import FRESH, Filled, problems_of

AnyRequest = Request[Any, Any, Any]
LONGEST_REASON = 300
CHOOSE_FIRST = "U heeft nog niemand gekozen. Zet eerst een vinkje voor de namen in de lijst."


@post("/{sitting_id:int}/kiezen")
async def choose(request: AnyRequest, database: NamedDependency[Database], sitting_id: FromPath[int]) -> Redirect:
    """Go on with the people who were ticked, or with everyone in view, to what the button says."""
    form, query = await read_form(request), words(request, "waar", "zoek")
    async with database.reading() as session:
        await find_room(session, request.user, sitting_id)
        everyone = await all_in_room(session, request.user, sitting_id)
    now_ms, ticked = clock.now_ms(), set(form.ids("chosen"))
    in_view = [row for row in everyone if is_in_view(row, query, now_ms)]
    chosen = in_view if form.text("everything") else [row for row in everyone if row.enrolment_id in ticked]
    deed, back = form.text("action"), address(f"{PATH}/{sitting_id}", query)
    if not chosen or deed not in DEEDS:
        return redirect(back, say=CHOOSE_FIRST, kind="attention")
    if not any(DEEDS[deed].fits(row) for row in chosen):
        said = f"{DEEDS[deed].title} kan nu niet voor wie u heeft gekozen. Kijk in de lijst waar zij zijn."
        return redirect(back, say=said, kind="attention")
    ids = ",".join(str(row.enrolment_id) for row in chosen)
    return redirect(address(f"{PATH}/{sitting_id}/{deed}", {"wie": ids}))


@get("/{sitting_id:int}/{deed:str}")
async def deed_page(
    request: AnyRequest, database: NamedDependency[Database], sitting_id: FromPath[int], deed: FromPath[str]
) -> Template:
    """Ask for whom and why; without a choice in the address it offers everyone whom it fits."""
    return await _ask(request, database, sitting_id, _find(deed), numbers(request, "wie"))


@post("/{sitting_id:int}/{deed:str}")
async def do_deed(
    request: AnyRequest, database: NamedDependency[Database], sitting_id: FromPath[int], deed: FromPath[str]
) -> Response[Any]:
    """Do it, to those of the chosen to whom it can still be done."""
    wanted, form = _find(deed), await read_form(request)
    chosen, filled = form.ids("people"), _fill(form, wanted)
    if not chosen:
        form.problems["people"] = "Kies minstens één persoon."
    try:
        async with database.reading() as session:
            await find_room(session, request.user, sitting_id)
            rows = await all_in_room(session, request.user, sitting_id)
        form.check()
        ids = [row.attempt_id for row in rows if row.enrolment_id in set(chosen) and row.attempt_id]
        async with database.unit_of_work() as session:
            act = await wanted.do(session, request.user, sitting_id, ids, filled)
    except NotFound:
        raise
    except ProeveError as refusal:
        again = Filled(form.values, problems_of(refusal, "people"))
        return await _ask(request, database, sitting_id, wanted, chosen, again)
    return redirect(f"{PATH}/{sitting_id}", say=f"{act_in_words(act)}.")


@post("/{sitting_id:int}/starten")
async def begin(request: AnyRequest, database: NamedDependency[Database], sitting_id: FromPath[int]) -> Redirect:
    """Begin a joint sitting."""
    async with database.unit_of_work() as session:
        await begin_sitting(session, request.user, sitting_id)
    said = "De toets begint over enkele seconden voor iedereen die er is, op alle schermen tegelijk."
    return redirect(f"{PATH}/{sitting_id}", say=said)


@post("/{sitting_id:int}/ongedaan")
async def undo(request: AnyRequest, database: NamedDependency[Database], sitting_id: FromPath[int]) -> Redirect:
    """Take granted minutes back."""
    form = await read_form(request)
    act_id = next(iter(form.ids("act")), None)
    if act_id is None:
        raise NotFound
    async with database.unit_of_work() as session:
        _, people, kept = await undo_act(session, request.user, sitting_id, act_id)
    said = f"Ongedaan gemaakt voor {dutch.count(people, 'persoon', 'mensen')}."
    if kept:
        said += f" {dutch.count(kept, 'persoon houdt', 'mensen houden')} de minuten: de tijd zou anders om zijn."
    return redirect(f"{PATH}/{sitting_id}", say=said)


def _find(deed: str) -> Deed:
    if deed not in DEEDS:
        raise NotFound
    return DEEDS[deed]


def _fill(form: Form, deed: Deed) -> Filling:
    minutes = form.number("minutes", least=1, most=MOST_MINUTES) if deed.asks_minutes else 0
    reason = form.text("reason", required=WHY_MISSING, longest=LONGEST_REASON) if deed.asks_reason else ""
    return Filling(reason, minutes, form.text("kind"))


async def _ask(
    request: AnyRequest, database: Database, sitting_id: int, deed: Deed, chosen: list[int], filled: Filled = FRESH
) -> Template:
    async with database.reading() as session:
        sitting = await find_room(session, request.user, sitting_id)
        blueprint = await find_blueprint(session, sitting.blueprint_id)
        rows = [row for row in await all_in_room(session, request.user, sitting_id) if deed.fits(row)]
    if not chosen and not filled.problems and deed.starts_with_all:
        chosen = [row.enrolment_id for row in rows if row.is_at_it or not deed.asks_minutes]
    return page(
        request,
        "invigilator/deed.html",
        status=filled.status,
        sitting=sitting,
        blueprint=blueprint,
        deed=deed,
        people=[(row.enrolment_id, row.name, _hint(row)) for row in rows],
        chosen=chosen,
        typed={"minutes": "", "reason": "", "kind": "incident"} | dict(filled.typed),
        problems=filled.problems,
        longest_reason=LONGEST_REASON,
    )


def _hint(row: RoomRow) -> str:
    now_ms = clock.now_ms()
    left = left_in_words(row.left_ms(now_ms))
    return f"{place_badge(row, now_ms).text}, nog {left}" if left else place_badge(row, now_ms).text
