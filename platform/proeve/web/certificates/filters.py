"""How the register is narrowed: the filters in the address, their words above the table, and the fields."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request
from sqlalchemy.ext.asyncio import AsyncSession

from certificates.status import EXPIRING_SOON_DAYS, Status
from proeve.core import dutch
from proeve.core.errors import Invalid
from proeve.core.scope import Role, Scope
from proeve.corporations.corporations import Corporation, all_corporations
from proeve.exams.blueprints import all_blueprints
from proeve.register.finding import CertificateFilter
from proeve.web.listing import Listing
from proeve.web.queries import words

LABELS = {
    "zoek": "Zoekwoorden",
    "corporatie": "Corporatie",
    "toets": "Toets",
    "status": "Status",
    "van": "Verloopt vanaf",
    "voor": "Verloopt vóór",
}
"""The filters of the address, with the words above the table."""

STATUS_WORDS = {
    Status.VALID: f"langer dan {EXPIRING_SOON_DAYS} dagen geldig",
    Status.EXPIRING_SOON: f"verloopt binnen {EXPIRING_SOON_DAYS} dagen",
    Status.EXPIRED: "verlopen",
    Status.NOT_YET_VALID: "nog niet geldig",
    Status.SUSPENDED: "geschorst",
    Status.REVOKED: "ingetrokken",
}
"""What can be chosen, in the order of the page."""

NEWEST_FIRST = "-valid_from"
FIRST_TO_EXPIRE = "valid_until"

Field = tuple[str, str, list[tuple[str, str]], str]
"""A field above a table: name, label, options (none: it takes a date), value."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer to this audience; corporations by the id as an address has it."""

    corporations: dict[str, Corporation]
    exams: dict[str, str]

    @property
    def shows_corporations(self) -> bool:
        """Tell whether it must be said whose a certificate is."""
        return len(self.corporations) > 1


async def read_choices(session: AsyncSession, scope: Scope) -> Choices:
    """Read what can be chosen."""
    corporations = [] if scope.role is Role.ADMINISTRATOR else await all_corporations(session, scope)
    exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
    return Choices({str(each.id): each for each in corporations}, exams)


def read_query(request: Request[Any, Any, Any], choices: Choices) -> dict[str, str]:
    """Return the filters that are set in the address, without those that name nothing we know."""
    query = words(request, *LABELS)
    known: dict[str, Container[str]] = {
        "corporatie": choices.corporations,
        "toets": choices.exams,
        "status": STATUS_WORDS,
    }
    return {name: value for name, value in query.items() if value in known.get(name, {value})}


def certificate_filter(query: Mapping[str, str]) -> CertificateFilter:
    """Return what the filters of the address mean; raise Invalid for a day that is none."""
    return CertificateFilter(
        text=query.get("zoek", ""),
        exam=query.get("toets", ""),
        status=Status(query["status"]) if "status" in query else None,
        corporation_id=int(query["corporatie"]) if "corporatie" in query else None,
        expires_from=_day(query.get("van", "")),
        expires_before=_day(query.get("voor", "")),
    )


def usual_sort(query: Mapping[str, str]) -> str:
    """Return the order of a list nobody sorted: the newest first, or the first to expire when that is asked about."""
    about_expiry = query.get("status") == Status.EXPIRING_SOON or "van" in query or "voor" in query
    return FIRST_TO_EXPIRE if about_expiry else NEWEST_FIRST


def filter_fields(query: Mapping[str, str], choices: Choices) -> Iterator[Field]:
    """Give the fields above the table."""
    if choices.shows_corporations:
        yield _field(
            query, "corporatie", "Alle corporaties", {key: each.name for key, each in choices.corporations.items()}
        )
    yield _field(query, "toets", "Alle toetsen", choices.exams)
    yield _field(query, "status", "Alle", {code: said.capitalize() for code, said in STATUS_WORDS.items()})
    yield ("voor", LABELS["voor"], [], query.get("voor", ""))


def filters_in_words(query: Mapping[str, str], choices: Choices, listing: Listing) -> list[tuple[str, str, str]]:
    """Return the filters that are set as (name, value, link without it)."""
    return [(LABELS[name], _said(name, value, choices), listing.link_without(name)) for name, value in query.items()]


def _said(name: str, value: str, choices: Choices) -> str:
    match name:
        case "corporatie":
            return choices.corporations[value].name
        case "toets":
            return choices.exams[value]
        case "status":
            return STATUS_WORDS[Status(value)]
        case "van" | "voor":
            return dutch.day(date.fromisoformat(value))
        case _:
            return value


def _field(query: Mapping[str, str], name: str, everything: str, options: Mapping[str, str]) -> Field:
    return name, LABELS[name], [("", everything), *options.items()], query.get(name, "")


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise Invalid("Vul een datum in als 10-03-2026.") from None
