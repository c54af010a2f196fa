"""The list of results: narrowed, sorted, fifty to a page, and taken along as it is shown."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from proeve.core.database import Database
from proeve.reporting.result_rows import NEWEST_FIRST, all_result_rows, count_results
from proeve.web.page import page
from proeve.web.queries import address, listing_of, word
from proeve.web.trainer.filters import filter_fields, filters_in_words, read_choices, read_query, result_filter

PATH = "/trainer/resultaten"


@get("/resultaten")
async def list_results(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """List the results of this trainer's corporations."""
    query, sort = read_query(request), word(request, "sort") or NEWEST_FIRST
    wanted = result_filter(query)
    async with database.reading() as session:
        choices = await read_choices(session, request.user, wanted)
        total = await count_results(session, request.user, wanted)
        listing = listing_of(request, PATH, total, query, sort=sort)
        rows = await all_result_rows(session, request.user, wanted, sort=sort, page=listing.page)
    return page(
        request,
        "trainer/results.html",
        rows=rows,
        listing=listing,
        query=query,
        choices=choices,
        fields=filter_fields(query, choices),
        filters=filters_in_words(query, choices, listing),
        xlsx_path=address(f"{PATH}.xlsx", query | {"sort": sort}),
        csv_path=address(f"{PATH}.csv", query | {"sort": sort}),
    )
