"""How the compliance matrix is narrowed: the filters in the address, their words above the table, and the fields."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import dutch
from proeve.core.errors import Invalid
from proeve.core.scope import Scope
from proeve.corporations.staff_listing import StaffChoices, StaffFilter, all_staff_choices
from proeve.exams.blueprints import all_blueprints
from proeve.register.compliance import ComplianceFilter, all_ids_in_matrix
from proeve.register.standings import Standing
from proeve.web.listing import Listing
from proeve.web.queries import words

PATH = "/beheer/naleving"
FROM_MATRIX = "naleving"
"""What `uit` says in the address of planning when its people are those of this matrix."""

LABELS = {
    "zoek": "Zoekwoorden",
    "team": "Team",
    "functie": "Functie",
    "locatie": "Locatie",
    "toets": "Toets",
    "status": "Stand",
    "van": "Verloopt vanaf",
    "voor": "Verloopt vóór",
}
"""The filters of the address, with the words above the table."""

Field = tuple[str, str, list[tuple[str, str]], str]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: exams by code, and what occurs among the staff."""

    exams: dict[str, str]
    staff: StaffChoices


async def read_choices(session: AsyncSession, scope: Scope) -> Choices:
    """Read what can be chosen."""
    exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
    return Choices(exams, await all_staff_choices(session, scope))


def read_query(request: Request[Any, Any, Any], exams: Mapping[str, str]) -> dict[str, str]:
    """Return the filters that are set in the address, without those that name nothing we know."""
    query = words(request, *LABELS)
    known: dict[str, Any] = {"toets": exams, "status": list(Standing)}
    return {name: value for name, value in query.items() if value in known.get(name, (value,))}


def compliance_filter(query: Mapping[str, str], exams: Mapping[str, str]) -> ComplianceFilter:
    """Return what the filters of the address mean; raise Invalid for a day that is none."""
    return ComplianceFilter(
        exams=(query["toets"],) if "toets" in query else tuple(exams),
        staff=StaffFilter(
            text=query.get("zoek", ""),
            team=query.get("team", ""),
            job_title=query.get("functie", ""),
            location=query.get("locatie", ""),
        ),
        standing=Standing(query["status"]) if "status" in query else None,
        expires_from=_day(query.get("van", "")),
        expires_before=_day(query.get("voor", "")),
    )


async def all_ids_of_address(session: AsyncSession, request: Request[Any, Any, Any]) -> list[int]:
    """List the staff members that the filters of an address let through, for planning."""
    exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
    wanted = compliance_filter(read_query(request, exams), exams)
    return await all_ids_in_matrix(session, request.user, wanted)


def filter_fields(query: Mapping[str, str], choices: Choices) -> list[Field]:
    """Return the fields above the table; one that offers no choice is left out."""
    standings = {standing.value: standing.dutch.capitalize() for standing in Standing}
    offered = {
        "team": ("Alle teams", _by_itself(choices.staff.teams)),
        "functie": ("Alle functies", _by_itself(choices.staff.job_titles)),
        "locatie": ("Alle locaties", _by_itself(choices.staff.locations)),
        "toets": ("Alle toetsen", choices.exams),
        "status": ("Alles", standings),
    }
    return [
        (name, LABELS[name], [("", everything), *options.items()], query.get(name, ""))
        for name, (everything, options) in offered.items()
        if len(options) > 1 or name in query
    ]


def filters_in_words(query: Mapping[str, str], choices: Choices, listing: Listing) -> list[tuple[str, str, str]]:
    """Return the filters that are set as (name, value, link without it)."""
    return [(LABELS[name], _said(name, value, choices), listing.link_without(name)) for name, value in query.items()]


def _said(name: str, value: str, choices: Choices) -> str:
    match name:
        case "toets":
            return choices.exams[value]
        case "status":
            return Standing(value).dutch
        case "van" | "voor":
            return dutch.day(date.fromisoformat(value))
        case _:
            return value


def _by_itself(values: list[str]) -> dict[str, str]:
    return {value: value for value in values}


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise Invalid("Vul een datum in als 10-03-2026.") from None
