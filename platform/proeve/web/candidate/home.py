"""The employee's first page: their exams, each with the one thing to do next, and their certificates."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.web.candidate.cards import ExamCard, Phase, cards_of
from proeve.web.candidate.certificates import read_certificate_cards
from proeve.web.candidate.own_exams import read_own_exams
from proeve.web.page import page


@get("/")
async def home(
    request: Request[Any, Any, Any], database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Template:
    """Show what there is to do, when and how long, and what was achieved."""
    to_do, over = cards_of(await read_own_exams(database, request.user))
    certificates = await read_certificate_cards(database, settings, request.user)
    lead = lead_words(to_do)
    return page(request, "candidate/home.html", lead=lead, to_do=to_do, over=over, certificates=certificates)


def lead_words(to_do: list[ExamCard]) -> str:
    """Answer in one sentence whether there is something to do."""
    phases = [card.phase for card in to_do]
    if Phase.RUNNING in phases:
        return "U bent met een toets bezig. De tijd loopt door."
    if {Phase.WAITING, Phase.GATHERING} & set(phases):
        return "Uw toets begint zo. Meld u en wacht op de startpagina."
    if can_start := phases.count(Phase.OPEN):
        return "U kunt nu een toets maken." if can_start == 1 else f"U kunt nu {can_start} toetsen maken."
    if to_do:
        return "U hoeft nu nog niets te doen. Uw volgende toets is ingepland."
    return "Er is nu niets wat u moet doen."
