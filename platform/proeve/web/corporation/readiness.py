"""Who of a sitting has practised on their device, and what came of it."""

from collections import Counter
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.exams.blueprints import find_blueprint
from proeve.exams.rehearsals import COUNTS_FOR, Readiness, ReadinessRow, all_readiness
from proeve.exams.sittings import find_sitting
from proeve.web.badges import Badge
from proeve.web.corporation.words import window_in_words
from proeve.web.listing import PAGE_SIZE, Listing
from proeve.web.page import page
from proeve.web.queries import listing_of, words

GROUPS: dict[str, tuple[Readiness, Badge]] = {
    "nog-niet": (Readiness.NOT_YET, Badge("Nog niet geoefend", "neutral", "hourglass-split")),
    "klaar": (Readiness.READY, Badge("Klaar", "good")),
    "te-oud": (Readiness.TOO_OLD, Badge("Apparaat te oud", "wrong")),
    "probleem": (Readiness.PROBLEM, Badge("Probleem", "attention")),
}
"""The groups the list can be narrowed to: word in the address, standing, and how it is shown."""

BADGES = dict(GROUPS.values())


@get("/afnames/{sitting_id:int}/oefenen")
async def readiness_page(
    request: Request[Any, Any, Any], database: NamedDependency[Database], sitting_id: FromPath[int]
) -> Template:
    """List who is ready, fifty to a page."""
    async with database.reading() as session:
        sitting = await find_sitting(session, request.user, sitting_id)
        blueprint = await find_blueprint(session, sitting.blueprint_id)
        everyone = await all_readiness(session, request.user, sitting_id)
    query = words(request, "stand", "zoek")
    rows = [row for row in everyone if _is_in_view(row, query)]
    listing = listing_of(request, f"/beheer/afnames/{sitting_id}/oefenen", len(rows), query)
    return page(
        request,
        "corporation/readiness.html",
        sitting=sitting,
        blueprint=blueprint,
        window=window_in_words(sitting),
        total=len(everyone),
        counts=_count(everyone),
        groups=GROUPS,
        rows=rows[(listing.page - 1) * PAGE_SIZE : listing.page * PAGE_SIZE],
        listing=listing,
        filters=_filters_in_words(query, listing),
        badges=BADGES,
        days=COUNTS_FOR.days,
    )


def _is_in_view(row: ReadinessRow, query: dict[str, str]) -> bool:
    group = GROUPS.get(query.get("stand", ""))
    words_of_row = f"{row.name} {row.team}".casefold()
    return (group is None or row.readiness is group[0]) and all(
        each in words_of_row for each in query.get("zoek", "").casefold().split()
    )


def _count(rows: list[ReadinessRow]) -> dict[str, int]:
    numbers = Counter(row.readiness for row in rows)
    return {name: numbers[readiness] for name, (readiness, _) in GROUPS.items()}


def _filters_in_words(query: dict[str, str], listing: Listing) -> list[tuple[str, str, str]]:
    group = GROUPS.get(query.get("stand", ""))
    shown = [("Stand", group[1].text.lower(), listing.link_without("stand"))] if group else []
    return shown + ([("Zoekwoorden", query["zoek"], listing.link_without("zoek"))] if "zoek" in query else [])
