"""The compliance matrix: counted, narrowed, sorted, fifty people to a page; and from here to planning."""

from dataclasses import dataclass, replace
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from proeve.core.database import Database
from proeve.corporations.choosing import has_staff
from proeve.register.compliance import UNTIL, ComplianceCounts, compliance_matrix, count_compliance
from proeve.register.standings import Standing
from proeve.web.compliance.filters import (
    FROM_MATRIX,
    PATH,
    compliance_filter,
    filter_fields,
    filters_in_words,
    read_choices,
    read_query,
)
from proeve.web.compliance.words import ALWAYS_COUNTED, STANDINGS, TABS
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page
from proeve.web.queries import address, listing_of, page_number, word

AnyRequest = Request[Any, Any, Any]
PLANNING = "/beheer/afnames/nieuw"


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the bar of an exam: from where, how wide (of 100), how many people, and where they are listed."""

    standing: Standing
    number: int
    start: float
    width: float
    href: str


@get("/")
async def matrix_page(request: AnyRequest, database: NamedDependency[Database]) -> Template:
    """Show who stands where with each exam."""
    async with database.reading() as session:
        staff = await has_staff(session, request.user)
        choices = await read_choices(session, request.user)
        query = read_query(request, choices.exams)
        wanted = compliance_filter(query, choices.exams)
        sort = word(request, "sort") or "name"
        rows, total = await compliance_matrix(session, request.user, wanted, sort=sort, page=page_number(request))
        of_staff = replace(wanted, standing=None, expires_from=None, expires_before=None)
        counts = await count_compliance(session, request.user, of_staff)
    listing = listing_of(request, PATH, total, query, sort=sort)
    return page(
        request,
        "compliance/matrix.html",
        has_staff=staff,
        rows=rows,
        exams=[(exam, choices.exams[exam], f"{UNTIL}{exam}") for exam in wanted.exams],
        counts=counts,
        people=counts.people,
        shares={exam: _shares(counts, exam, query) for exam in wanted.exams},
        standings=STANDINGS,
        listing=listing,
        query=query,
        fields=filter_fields(query, choices),
        filters=filters_in_words(query, choices, listing),
        choose_path=address(f"{PATH}/kiezen", query),
        xlsx_path=address(f"{PATH}/export.xlsx", query | {"sort": sort}),
        csv_path=address(f"{PATH}/export.csv", query | {"sort": sort}),
        tabs=TABS,
    )


@post("/kiezen")
async def plan_for_chosen(request: AnyRequest, database: NamedDependency[Database]) -> Redirect:
    """Go on to planning a sitting with the people who were ticked, or with everybody of the list."""
    form = await read_form(request)
    async with database.reading() as session:
        query = read_query(request, (await read_choices(session, request.user)).exams)
    exam = {"toets": query["toets"]} if "toets" in query else {}
    if form.text("everything"):
        return redirect(address(PLANNING, {"uit": FROM_MATRIX, **query}))
    chosen = form.ids("chosen")
    if not chosen:
        return redirect(address(PATH, query), say="Kies eerst één of meer medewerkers.", kind="attention")
    return redirect(address(PLANNING, {"medewerkers": ",".join(map(str, chosen)), **exam}))


def _shares(counts: ComplianceCounts, exam: str, query: dict[str, str]) -> list[Share]:
    """Divide the bar of one exam, in the order of the standings; who has a standing nobody has is left out."""
    shares, start = [], 0.0
    for standing in Standing:
        number = counts.by_exam[exam][standing]
        if not number and standing not in ALWAYS_COUNTED:
            continue
        width = 100 * number / counts.people if counts.people else 0.0
        of_staff = {name: value for name, value in query.items() if name not in {"van", "voor"}}
        href = address(PATH, of_staff | {"toets": exam, "status": standing.value})
        shares.append(Share(standing, number, round(start, 2), round(width, 2), href))
        start += width
    return shares
