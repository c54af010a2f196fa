"""The people who ask for attention, one list for each reason."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from proeve.core.database import Database
from proeve.reporting.attention import Reason, all_who_ask_attention, count_who_ask_attention
from proeve.web.page import page
from proeve.web.queries import address, listing_of, word
from proeve.web.trainer.filters import filter_fields, filters_in_words, read_choices, read_query, result_filter

PATH = "/trainer/aandacht"
PEOPLE = ("corporatie", "toets", "team")
"""The filters that count here; the period does not."""
CODES = {Reason.FAILED: "niet-gehaald", Reason.JUST_PASSED: "net-gehaald", Reason.EXPIRING: "verloopt"}
REASONS = {code: reason for reason, code in CODES.items()}


def attention_path(reason: Reason, query: Mapping[str, str]) -> str:
    """Return the address of the list for a reason, narrowed to the same people."""
    return address(PATH, {"reden": CODES[reason], **{name: query[name] for name in PEOPLE if name in query}})


@get("/aandacht")
async def list_who_ask_attention(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """List who failed, who only just passed, or whose certificate expires soon."""
    query = read_query(request, PEOPLE)
    reason = REASONS.get(word(request, "reden"), Reason.FAILED)
    wanted = result_filter(query)
    async with database.reading() as session:
        choices = await read_choices(session, request.user, wanted)
        counts = {each: await count_who_ask_attention(session, request.user, each, wanted) for each in Reason}
        listing = listing_of(request, PATH, counts[reason], query | {"reden": CODES[reason]})
        rows = await all_who_ask_attention(session, request.user, reason, wanted, page=listing.page)
    return page(
        request,
        "trainer/attention.html",
        reason=reason,
        rows=rows,
        tabs=[(each, attention_path(each, query), number) for each, number in counts.items()],
        listing=listing,
        query=query,
        reason_code=CODES[reason],
        choices=choices,
        fields=filter_fields(query, choices, PEOPLE),
        filters=filters_in_words(query, choices, listing),
        clear_path=attention_path(reason, {}),
    )
