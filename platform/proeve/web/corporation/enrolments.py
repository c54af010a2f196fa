"""Act on the people of a sitting: invite again, withdraw, or go on to granting minutes."""

from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from proeve.core import dutch
from proeve.core.database import Database
from proeve.core.errors import Conflict
from proeve.exams.enrolment_states import EnrolmentState
from proeve.exams.enrolments import withdraw_enrolment
from proeve.exams.inviting_again import invite_again
from proeve.exams.overview import EnrolmentRow, all_enrolments
from proeve.exams.sittings import find_sitting
from proeve.web.corporation.sittings import PATH, is_in_view
from proeve.web.flash import FlashKind, redirect
from proeve.web.forms import Form, read_form
from proeve.web.queries import address, words

AnyRequest = Request[Any, Any, Any]
CHOOSE_FIRST = "U heeft nog niemand gekozen. Zet eerst een vinkje voor de namen in de tabel."
BEFORE_START = frozenset({EnrolmentState.INVITED, EnrolmentState.READY, EnrolmentState.MISSED})


@post("/afnames/{sitting_id:int}/kiezen")
async def act(request: AnyRequest, database: NamedDependency[Database], sitting_id: FromPath[int]) -> Redirect:
    """Do what the button says with the people who were ticked, or with everyone in view."""
    form = await read_form(request)
    async with database.reading() as session:
        await find_sitting(session, request.user, sitting_id)
        everyone = await all_enrolments(session, request.user, sitting_id=sitting_id)
    query = words(request, "stand", "zoek")
    chosen, back = _chosen(form, everyone, query), address(f"{PATH}/{sitting_id}", query)
    if not chosen:
        return redirect(back, say=CHOOSE_FIRST, kind="attention")
    match form.text("action"):
        case "minuten":
            ids = ",".join(str(row.enrolment.id) for row in chosen)
            return redirect(address(f"{PATH}/{sitting_id}/minuten", {"wie": ids}))
        case "intrekken":
            done, kind = await _withdraw(request, database, chosen)
        case _:
            done, kind = await invite_in_words(request, database, chosen)
    return redirect(back, say=done, kind=kind)


def _chosen(form: Form, everyone: list[EnrolmentRow], query: dict[str, str]) -> list[EnrolmentRow]:
    if form.text("everything"):
        return [row for row in everyone if is_in_view(row, query)]
    ticked = set(form.ids("chosen"))
    return [row for row in everyone if row.enrolment.id in ticked]


async def invite_in_words(request: AnyRequest, database: Database, chosen: list[EnrolmentRow]) -> tuple[str, FlashKind]:
    """Invite again who can still start, and say how many that were."""
    async with database.unit_of_work() as session:
        number = await invite_again(session, request.user, [row.enrolment.id for row in chosen])
    skipped = len(chosen) - number
    if not number:
        return "Er is niets verstuurd. Deze mensen zijn al begonnen, of kunnen niet meer beginnen.", "attention"
    done = f"{dutch.count(number, 'medewerker krijgt', 'medewerkers krijgen')} een nieuwe uitnodiging."
    if not skipped:
        return done, "good"
    return f"{done} {skipped} niet: wie al begonnen is of niet meer kan beginnen, krijgt geen e-mail.", "good"


async def _withdraw(request: AnyRequest, database: Database, chosen: list[EnrolmentRow]) -> tuple[str, FlashKind]:
    before_start = [row.enrolment.id for row in chosen if row.state in BEFORE_START]
    withdrawn = 0
    async with database.unit_of_work() as session:
        for enrolment_id in before_start:
            try:
                await withdraw_enrolment(session, request.user, enrolment_id)
            except Conflict:
                continue  # Started in the meantime: that one stays.
            withdrawn += 1
    if not withdrawn:
        return "Er is niets ingetrokken. Wie begonnen is, houdt de toets.", "attention"
    done = f"{dutch.count(withdrawn, 'uitnodiging is', 'uitnodigingen zijn')} ingetrokken."
    kept = len(chosen) - withdrawn
    return (f"{done} {kept} niet: wie begonnen is, houdt de toets." if kept else done), "good"
