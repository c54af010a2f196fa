"""The list of staff: search it, and choose people for an exam."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect, Template

from proeve.core.database import Database
from proeve.corporations.staff_listing import all_staff, all_staff_choices
from proeve.web.corporation.staff_view import filter_fields, filters_in_words, read_query, staff_filter
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.listing import Listing
from proeve.web.page import page
from proeve.web.queries import address, page_number, word

PATH = "/beheer/medewerkers"
CHOOSE_FIRST = "U heeft nog niemand gekozen. Zet eerst een vinkje voor de namen in de tabel."


@get("/medewerkers")
async def staff_page(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """List the staff, fifty to a page."""
    query, sort, number = read_query(request), word(request, "sort") or "name", page_number(request)
    async with database.reading() as session:
        found = await all_staff(session, request.user, staff_filter(query), sort=sort, page=number)
        choices = await all_staff_choices(session, request.user)
    listing = Listing(PATH, found.total, query, sort, number)
    return page(
        request,
        "corporation/staff.html",
        members=found.members,
        listing=listing,
        query=query,
        fields=filter_fields(query, choices),
        filters=filters_in_words(query, listing),
        choose_path=address(f"{PATH}/kiezen", query),
    )


@post("/medewerkers/kiezen")
async def choose_staff(request: Request[Any, Any, Any]) -> Redirect:
    """Go on to planning with the people who were ticked, or with everyone the filters let through."""
    form, query = await read_form(request), read_query(request)
    if form.text("everything"):
        return redirect(address("/beheer/afnames/nieuw", {"allen": "1", **query}))
    if chosen := form.ids("chosen"):
        return redirect(address("/beheer/afnames/nieuw", {"medewerkers": ",".join(map(str, chosen))}))
    return redirect(address(PATH, query), say=CHOOSE_FIRST, kind="attention")
