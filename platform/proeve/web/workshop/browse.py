"""Everything in the workshop, fifty items to a page; what waits for the visitor stands above it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from proeve.core.database import Database
from proeve.core.scope import Scope
from proeve.exams.blueprints import all_blueprints
from proeve.web.listing import PAGE_SIZE
from proeve.web.page import page
from proeve.web.queries import listing_of, word, words
from proeve.web.trainer.question_words import Field
from proeve.web.workshop.bank_filters import LABELS, ORDERS, bank_fields, bank_filter, in_order, is_meant
from proeve.web.workshop.bank_lines import bank_line
from proeve.web.workshop.state_words import STATES
from proeve.workshop.access import APPROVERS
from proeve.workshop.browsing import all_rows
from proeve.workshop.drafts import DraftState, ItemDraft, all_drafts
from proeve.workshop.exposure import all_given_out
from proeve.workshop.reviewing import may_approve

PATH = "/werkplaats"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one person: their drafts to finish, drafts to judge, and their own that others judge."""

    to_write: int
    to_judge: int
    with_others: int


@get("/")
async def list_items(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """List the items that the filters mean."""
    query, sort = words(request, *LABELS), word(request, "sort")
    async with database.reading() as session:
        rows = await all_rows(session, request.user, bank_filter(query))
        given_out = await all_given_out(session, request.user)
        drafts = await all_drafts(session, request.user)
        exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
    lines = [line for row in rows if is_meant(line := bank_line(row, given_out), query, request.user)]
    sort = sort if sort.removeprefix("-") in ORDERS else ""
    listing = listing_of(request, PATH, len(lines), query, sort=sort)
    start = (listing.page - 1) * PAGE_SIZE
    fields = bank_fields(query, exams)
    return page(
        request,
        "workshop/browse.html",
        lines=in_order(lines, sort)[start : start + PAGE_SIZE],
        listing=listing,
        query=query,
        fields=fields,
        filters=_in_words(fields, query, listing.link_without),
        states=STATES,
        exams=exams,
        given_out=given_out,
        waiting=_waiting(request.user, drafts),
        judges=request.user.role in APPROVERS,
    )


def _waiting(scope: Scope, drafts: Iterable[ItemDraft]) -> Waiting:
    mine = [draft for draft in drafts if scope.person_id in draft.writer_ids]
    return Waiting(
        to_write=sum(draft.state == DraftState.DRAFT for draft in mine),
        to_judge=sum(draft.state == DraftState.IN_REVIEW and may_approve(scope, draft) for draft in drafts),
        with_others=sum(draft.state == DraftState.IN_REVIEW for draft in mine),
    )


def _in_words(fields: list[Field], query: dict[str, str], link_without: Any) -> list[tuple[str, str, str]]:
    said = {name: dict(options) for name, _, options, _ in fields}
    return [(LABELS[name], said.get(name, {}).get(value, value), link_without(name)) for name, value in query.items()]
