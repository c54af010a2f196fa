"""The sittings of a corporation, and the people of one."""

from collections import Counter
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.exams.blueprints import find_blueprint
from proeve.exams.enrolment_states import EnrolmentState
from proeve.exams.overview import EnrolmentRow, SittingRow, all_enrolments, all_sittings
from proeve.exams.sittings import find_sitting
from proeve.exams.starting_together import count_arrived
from proeve.web.corporation.joint_start import joint_start_of
from proeve.web.corporation.words import invitation_badge, sitting_badge, standing_badge, window_in_words
from proeve.web.listing import PAGE_SIZE, Listing
from proeve.web.page import page
from proeve.web.queries import address, page_number, words

PATH = "/beheer/afnames"

GROUPS: dict[str, tuple[str, frozenset[EnrolmentState]]] = {
    "niet-begonnen": ("nog niet begonnen", frozenset({EnrolmentState.INVITED, EnrolmentState.READY})),
    "niet-gemaakt": ("niet gemaakt", frozenset({EnrolmentState.MISSED})),
    "bezig": ("bezig", frozenset({EnrolmentState.RUNNING})),
    "ingeleverd": (
        "ingeleverd",
        frozenset({EnrolmentState.HANDED_IN, EnrolmentState.PASSED, EnrolmentState.FAILED}),
    ),
    "geslaagd": ("geslaagd", frozenset({EnrolmentState.PASSED})),
    "niet-geslaagd": ("niet geslaagd", frozenset({EnrolmentState.FAILED})),
    "ingetrokken": ("ingetrokken", frozenset({EnrolmentState.WITHDRAWN})),
}
"""The groups a sitting's people can be narrowed to: word in the address, words on the page, states."""


@get("/afnames")
async def sittings_page(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """List the sittings, the last to open first."""
    async with database.reading() as session:
        everything = await all_sittings(session, request.user)
    query, number = words(request, "toets"), page_number(request)
    rows = [row for row in everything if query.get("toets") in {None, row.sitting.exam}]
    exams = {row.sitting.exam: row.blueprint.title for row in everything}
    listing = Listing(PATH, len(rows), query, page=number)
    return page(
        request,
        "corporation/sittings.html",
        rows=rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        listing=listing,
        exams=sorted(exams.items(), key=lambda pair: pair[1]),
        stage=sitting_badge,
        passed=_passed,
        running=_running,
    )


@get("/afnames/{sitting_id:int}")
async def sitting_page(
    request: Request[Any, Any, Any], database: NamedDependency[Database], sitting_id: FromPath[int]
) -> Template:
    """Show one sitting with its people, fifty to a page."""
    async with database.reading() as session:
        sitting = await find_sitting(session, request.user, sitting_id)
        blueprint = await find_blueprint(session, sitting.blueprint_id)
        everyone = await all_enrolments(session, request.user, sitting_id=sitting_id)
        arrived = await count_arrived(session, sitting_id)
    query, number = words(request, "stand", "zoek"), page_number(request)
    rows = [row for row in everyone if is_in_view(row, query)]
    listing = Listing(f"{PATH}/{sitting_id}", len(rows), query, page=number)
    return page(
        request,
        "corporation/sitting.html",
        sitting=sitting,
        blueprint=blueprint,
        stage=sitting_badge(sitting),
        window=window_in_words(sitting),
        joint=joint_start_of(sitting, arrived),
        people=sum(row.enrolment.withdrawn_at is None for row in everyone),
        counts=_count_groups(everyone),
        groups=GROUPS,
        rows=rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        has_people=bool(everyone),
        listing=listing,
        choose_path=address(f"{PATH}/{sitting_id}/kiezen", query),
        filters=_filters_in_words(query, listing),
        standing=standing_badge,
        invitation=invitation_badge,
    )


def is_in_view(row: EnrolmentRow, query: dict[str, str]) -> bool:
    """Tell whether the filters of the page let somebody through."""
    group = GROUPS.get(query.get("stand", ""))
    words_of_row = f"{row.name} {row.member.email} {row.member.team}".casefold()
    return (group is None or row.state in group[1]) and all(
        each in words_of_row for each in query.get("zoek", "").casefold().split()
    )


def _count_groups(rows: list[EnrolmentRow]) -> dict[str, int]:
    states = Counter(row.state for row in rows)
    return {name: sum(states[state] for state in members) for name, (_, members) in GROUPS.items()}


def _filters_in_words(query: dict[str, str], listing: Listing) -> list[tuple[str, str, str]]:
    known = {"stand": GROUPS[query["stand"]][0]} if query.get("stand") in GROUPS else {}
    values = known | ({"zoek": query["zoek"]} if "zoek" in query else {})
    labels = {"stand": "Stand", "zoek": "Zoekwoorden"}
    return [(labels[name], value, listing.link_without(name)) for name, value in values.items()]


def _running(row: SittingRow) -> int:
    return row.states[EnrolmentState.RUNNING]


def _passed(row: SittingRow) -> int:
    return row.states[EnrolmentState.PASSED]
