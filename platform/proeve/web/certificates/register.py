"""The register: counted by status, narrowed, sorted, fifty to a page; and above it what still waits."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from certificates.status import Status
from proeve.core.database import Database
from proeve.register.counting import count_by_status
from proeve.register.finding import all_certificates
from proeve.register.refusals import all_waiting_passes
from proeve.web.badges import CERTIFICATES
from proeve.web.certificates.filters import (
    STATUS_WORDS,
    certificate_filter,
    filter_fields,
    filters_in_words,
    read_choices,
    read_query,
    usual_sort,
)
from proeve.web.certificates.paths import register_path
from proeve.web.page import page
from proeve.web.queries import address, listing_of, page_number, word

ALWAYS_COUNTED = frozenset(STATUS_WORDS) - {Status.NOT_YET_VALID, Status.SUSPENDED}
"""Statuses that are counted on the page even when nothing has them."""


@get("/")
async def list_certificates(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """List the certificates of whoever asks."""
    path = register_path(request)
    async with database.reading() as session:
        choices = await read_choices(session, request.user)
        query = read_query(request, choices)
        sort = word(request, "sort") or usual_sort(query)
        wanted = certificate_filter(query)
        rows, total = await all_certificates(session, request.user, wanted, sort=sort, page=page_number(request))
        counts = await count_by_status(session, request.user)
        waiting = await all_waiting_passes(session, request.user)
    listing = listing_of(request, path, total, query, sort=sort)
    return page(
        request,
        "register/certificates.html",
        rows=rows,
        waiting=waiting,
        is_empty=not counts.total(),
        outcomes=[
            (status, counts[status], said)
            for status, said in STATUS_WORDS.items()
            if counts[status] or status in ALWAYS_COUNTED
        ],
        badges=CERTIFICATES,
        choices=choices,
        listing=listing,
        query=query,
        fields=list(filter_fields(query, choices)),
        filters=filters_in_words(query, choices, listing),
        xlsx_path=address(f"{path}/export.xlsx", query | {"sort": sort}),
        csv_path=address(f"{path}/export.csv", query | {"sort": sort}),
        zip_path=address(f"{path}/zip", query),
    )
