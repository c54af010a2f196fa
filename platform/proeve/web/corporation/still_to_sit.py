"""Who still has to sit an exam: the list, inviting again, and planning anew for who missed it."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from proeve.core.database import Database
from proeve.exams.blueprints import all_blueprints
from proeve.exams.still_to_sit import StillToSitFilter, Turn, all_still_to_sit
from proeve.web.corporation.enrolments import CHOOSE_FIRST, invite_in_words
from proeve.web.corporation.words import invitation_badge, standing_badge
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.listing import Listing
from proeve.web.page import page
from proeve.web.queries import address, page_number, word, words

AnyRequest = Request[Any, Any, Any]
PATH = "/beheer/nog-te-doen"

TURNS = {"nu": Turn.NOW, "later": Turn.LATER, "voorbij": Turn.MISSED}
TURN_WORDS = {"nu": "kan nu beginnen", "later": "kan nog niet beginnen", "voorbij": "periode is voorbij"}
NOT_ARRIVED = "mislukt"


@get("/nog-te-doen")
async def still_to_sit_page(request: AnyRequest, database: NamedDependency[Database]) -> Template:
    """List who still has to sit, fifty to a page."""
    query, sort, number = read_query(request), word(request, "sort") or "closes", page_number(request)
    async with database.reading() as session:
        rows, total = await all_still_to_sit(session, request.user, still_to_sit_filter(query), sort=sort, page=number)
        exams = [(each.exam, each.title) for each in await all_blueprints(session)]
    listing = Listing(PATH, total, query, sort, number)
    return page(
        request,
        "corporation/still_to_sit.html",
        rows=rows,
        listing=listing,
        fields=[
            ("toets", "Toets", [("", "Alle toetsen"), *exams], query.get("toets", "")),
            ("wanneer", "Wanneer", [("", "Alles"), *_capitalized(TURN_WORDS)], query.get("wanneer", "")),
            (
                "uitnodiging",
                "Uitnodiging",
                [("", "Alle"), (NOT_ARRIVED, "Niet aangekomen")],
                query.get("uitnodiging", ""),
            ),
        ],
        filters=_filters_in_words(query, dict(exams), listing),
        choose_path=address(f"{PATH}/kiezen", query),
        standing=standing_badge,
        invitation=invitation_badge,
    )


@post("/nog-te-doen/kiezen")
async def act_on_still_to_sit(request: AnyRequest, database: NamedDependency[Database]) -> Redirect:
    """Invite again who was ticked, or go on to planning a new sitting with them."""
    form, query = await read_form(request), read_query(request)
    async with database.reading() as session:
        everyone, _ = await all_still_to_sit(session, request.user, still_to_sit_filter(query), page=None)
    ticked = set(form.ids("chosen"))
    chosen = [row for row in everyone if form.text("everything") or row.enrolment.id in ticked]
    back = address(PATH, query)
    if not chosen:
        return redirect(back, say=CHOOSE_FIRST, kind="attention")
    if form.text("action") == "plannen":
        members = ",".join(str(each) for each in dict.fromkeys(row.member.id for row in chosen))
        exams = {row.sitting.exam for row in chosen}
        exam = {"toets": exams.pop()} if len(exams) == 1 else {}
        return redirect(address("/beheer/afnames/nieuw", {"medewerkers": members, **exam}))
    done, kind = await invite_in_words(request, database, chosen)
    return redirect(back, say=done, kind=kind)


def read_query(request: AnyRequest) -> dict[str, str]:
    """Return the filters that are set in the address."""
    query = words(request, "zoek", "toets", "wanneer", "uitnodiging")
    known = {"wanneer": TURNS, "uitnodiging": {NOT_ARRIVED}}
    return {name: value for name, value in query.items() if name not in known or value in known[name]}


def still_to_sit_filter(query: dict[str, str]) -> StillToSitFilter:
    """Return what the filters of the address mean."""
    return StillToSitFilter(
        text=query.get("zoek", ""),
        exam=query.get("toets", ""),
        turn=TURNS.get(query.get("wanneer", "")),
        not_arrived="uitnodiging" in query,
    )


def _filters_in_words(query: dict[str, str], exams: dict[str, str], listing: Listing) -> list[tuple[str, str, str]]:
    said = {
        "zoek": ("Zoekwoorden", query.get("zoek", "")),
        "toets": ("Toets", exams.get(query.get("toets", ""), "onbekend")),
        "wanneer": ("Wanneer", TURN_WORDS.get(query.get("wanneer", ""), "")),
        "uitnodiging": ("Uitnodiging", "niet aangekomen"),
    }
    return [(*said[name], listing.link_without(name)) for name in query]


def _capitalized(words_by_code: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, said.capitalize()) for code, said in words_by_code.items()]
