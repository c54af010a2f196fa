"""Everyone who can sign in: searched, fifty to a page, and who is blocked."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from proeve.core.database import Database
from proeve.people.role_holders import roles_by_person
from proeve.people.searching import PersonFilter, search_persons
from proeve.web.listing import Listing
from proeve.web.navigation import ROLE_NAMES
from proeve.web.page import page
from proeve.web.queries import page_number, words

PATH = "/operator/personen"
BLOCKED = "geblokkeerd"
STATES = [("", "Iedereen"), (BLOCKED, "Geblokkeerd")]
FILTERS = {"zoek": "Zoekwoorden", "stand": "Wie"}


@get("/personen")
async def list_persons(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """List the persons by family name."""
    query, number = words(request, *FILTERS), page_number(request)
    wanted = PersonFilter(query.get("zoek", ""), only_blocked=query.get("stand") == BLOCKED)
    async with database.reading() as session:
        persons, total = await search_persons(session, wanted, page=number)
        roles = await roles_by_person(session, [person.id for person in persons])
    listing = Listing(PATH, total, query, page=number)
    return page(
        request,
        "operator/persons.html",
        persons=persons,
        roles={person_id: [ROLE_NAMES[role] for role in found] for person_id, found in roles.items()},
        listing=listing,
        query=query,
        filters=[(FILTERS[name], value, listing.link_without(name)) for name, value in query.items()],
        states=STATES,
    )
