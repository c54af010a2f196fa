"""How a list of staff is narrowed: the filters in the address, their words above the table, and the fields."""

from typing import Any

from litestar import Request

from proeve.corporations.staff_listing import Presence, StaffChoices, StaffFilter
from proeve.web.listing import Listing
from proeve.web.queries import words

FILTERS = {"zoek": "Zoekwoorden", "team": "Team", "functie": "Functie", "locatie": "Locatie", "dienst": "Wie"}
"""The filters of the address, with the words above the table."""

PRESENCES = {"": Presence.HERE, "weg": Presence.LEFT, "iedereen": Presence.ALL}
PRESENCE_WORDS = {"": "in dienst", "weg": "uit dienst", "iedereen": "in en uit dienst"}


def read_query(request: Request[Any, Any, Any]) -> dict[str, str]:
    """Return the filters that are set in the address."""
    query = words(request, *FILTERS)
    if query.get("dienst") not in PRESENCES:
        query.pop("dienst", None)
    return query


def staff_filter(query: dict[str, str]) -> StaffFilter:
    """Return what the filters of the address mean."""
    return StaffFilter(
        text=query.get("zoek", ""),
        team=query.get("team", ""),
        job_title=query.get("functie", ""),
        location=query.get("locatie", ""),
        presence=PRESENCES[query.get("dienst", "")],
    )


def filters_in_words(query: dict[str, str], listing: Listing) -> list[tuple[str, str, str]]:
    """Return the filters that are set as (name, value, link without it)."""
    values = query | ({"dienst": PRESENCE_WORDS[query["dienst"]]} if "dienst" in query else {})
    return [(FILTERS[name], value, listing.link_without(name)) for name, value in values.items()]


def filter_fields(query: dict[str, str], choices: StaffChoices) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """Return the choices above the table as (name, label, options, value); one that offers no choice is left out."""
    fields = [
        ("team", "Team", _options("Alle teams", choices.teams)),
        ("functie", "Functie", _options("Alle functies", choices.job_titles)),
        ("locatie", "Locatie", _options("Alle locaties", choices.locations)),
        ("dienst", "Wie", [(code, label.capitalize()) for code, label in PRESENCE_WORDS.items()]),
    ]
    return [(name, label, options, query.get(name, "")) for name, label, options in fields if len(options) > 1]


def _options(everything: str, values: list[str]) -> list[tuple[str, str]]:
    return [("", everything), *((value, value) for value in values)]
