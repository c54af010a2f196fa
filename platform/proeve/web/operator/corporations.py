"""The corporations with their counts: searched, sorted, fifty to a page; above them what needs the operator."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.database import Database
from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import Corporation, all_corporations
from proeve.corporations.counting import count_staff
from proeve.exams.grading_failures import all_ungraded
from proeve.people.names import fold
from proeve.people.role_holders import count_role_holders
from proeve.register.counting import count_live_by_corporation
from proeve.web.page import page
from proeve.web.queries import listing_of, word, words

PATH = "/operator"


@dataclass(frozen=True, slots=True)
class CorporationRow:
    """One corporation with what is counted of it."""

    corporation: Corporation
    staff: int
    certificates: int
    administrators: int


SORTS: dict[str, Callable[[CorporationRow], Any]] = {
    "name": lambda row: fold(row.corporation.name),
    "city": lambda row: fold(row.corporation.city),
    "staff": lambda row: row.staff,
    "certificates": lambda row: row.certificates,
    "administrators": lambda row: row.administrators,
}


@get("/")
async def list_corporations(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """List the corporations."""
    query, sort = words(request, "zoek"), word(request, "sort") or "name"
    async with database.reading() as session:
        everyone = await read_rows(session, request.user)
        ungraded = await all_ungraded(session, request.user)
    found = sorted_rows([row for row in everyone if _mentions(row.corporation, query.get("zoek", ""))], sort)
    listing = listing_of(request, PATH, len(found), query, sort=sort)
    rows = found[max(0, listing.first - 1) : listing.last]
    return page(
        request,
        "operator/corporations.html",
        rows=rows,
        listing=listing,
        is_empty=not everyone,
        query=query,
        ungraded=ungraded,
    )


async def read_rows(session: AsyncSession, scope: Scope) -> list[CorporationRow]:
    """Read every corporation of a scope with its counts; there are a few hundred in the whole country."""
    staff = await count_staff(session, scope)
    certificates = await count_live_by_corporation(session, scope)
    administrators = await count_role_holders(session, Role.ADMINISTRATOR)
    return [
        CorporationRow(each, staff[each.id], certificates[each.id], administrators[each.id])
        for each in await all_corporations(session, scope)
    ]


def sorted_rows(rows: list[CorporationRow], sort: str) -> list[CorporationRow]:
    """Sort rows by one of SORTS, backwards with a minus in front; equal ones by name."""
    by_name = sorted(rows, key=SORTS["name"])
    key = SORTS.get(sort.removeprefix("-"), SORTS["name"])
    return sorted(by_name, key=key, reverse=sort.startswith("-"))


def _mentions(corporation: Corporation, text: str) -> bool:
    told = fold(f"{corporation.name} {corporation.city}")
    return all(each in told for each in fold(text).split())
