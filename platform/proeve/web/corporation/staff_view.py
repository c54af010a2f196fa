"""How a list of staff is narrowed: the filters in the address, their words above the table, and the fields."""

from typing import Any

from litestar import Request

from proeve.corporations.staff_listing import Presence, StaffChoices, StaffFilter
from proeve.exams.enrolments import never_enrolled
from proeve.web.listing import Listing
from proeve.web.queries import words

FILTERS = {
    "zoek": "Zoekwoorden",
    "team": "Team",
    "functie": "Functie",
    "locatie": "Locatie",
    "ingeschreven": "Ingeschreven",
    "dienst": "Wie",
}
"""The filters of the address, with the words above the table."""

PRESENCES = {"": Presence.HERE, "weg": Presence.LEFT, "iedereen": Presence.ALL}
PRESENCE_WORDS = {"": "in dienst", "weg": "uit dienst", "iedereen": "in en uit dienst"}

NEVER = "nooit"
ENROLLED_WORDS = {"": "maakt niet uit", NEVER: "nog nooit"}


def read_query(request: Request[Any, Any, Any]) -> dict[str, str]:
    """Return the filters that are set in the address."""
    query = words(request, *FILTERS)
    if query.get("dienst") not in PRESENCES:
        query.pop("dienst", None)
    if query.get("ingeschreven") != NEVER:
        query.pop("ingeschreven", None)
    return query


def staff_filter(query: dict[str, str]) -> StaffFilter:
    """Return what the filters of the address mean."""
    return StaffFilter(
        text=query.get("zoek", ""),
        team=query.get("team", ""),
        job_title=query.get("functie", ""),
        location=query.get("locatie", ""),
        presence=PRESENCES[query.get("dienst", "")],
        further=(never_enrolled(),) if "ingeschreven" in query else (),
    )


def filters_in_words(query: dict[str, str], listing: Listing) -> list[tuple[str, str, str]]:
    """Return the filters that are set as (name, value, link without it)."""
    words_of = {"dienst": PRESENCE_WORDS, "ingeschreven": ENROLLED_WORDS}
    return [
        (FILTERS[name], words_of.get(name, {}).get(value, value), listing.link_without(name))
        for name, value in query.items()
    ]


def filter_fields(query: dict[str, str], choices: StaffChoices) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """Return the choices above the table as (name, label, options, value); one that offers no choice is left out."""
    fields = [
        ("team", "Team", _options("Alle teams", choices.teams)),
        ("functie", "Functie", _options("Alle functies", choices.job_titles)),
        ("locatie", "Locatie", _options("Alle locaties", choices.locations)),
        ("ingeschreven", "Ingeschreven", _capitalised(ENROLLED_WORDS)),
        ("dienst", "Wie", _capitalised(PRESENCE_WORDS)),
    ]
    return [(name, label, options, query.get(name, "")) for name, label, options in fields if len(options) > 1]


def _capitalised(words_by_code: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, label.capitalize()) for code, label in words_by_code.items()]


def _options(everything: str, values: list[str]) -> list[tuple[str, str]]:
    return [("", everything), *((value, value) for value in values)]
