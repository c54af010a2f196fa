"""How results are narrowed: the filters in the address, their words above the table, and the fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from litestar import Request
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core import dutch
from proeve.core.errors import Invalid, NotFound
from proeve.core.scope import Scope
from proeve.corporations.corporations import Corporation, all_corporations
from proeve.corporations.staff_listing import all_staff_choices
from proeve.exams.blueprints import all_blueprints
from proeve.reporting.result_filter import ResultFilter
from proeve.web.listing import Listing
from proeve.web.queries import words

GROUP = ("corporatie", "toets", "team", "van", "tot")
"""The filters of figures about a group."""
RESULTS = ("zoek", "corporatie", "toets", "team", "geslaagd", "van", "tot")
"""The filters of the list of results."""
LABELS = {
    "zoek": "Zoekwoorden",
    "corporatie": "Corporatie",
    "toets": "Toets",
    "team": "Team",
    "geslaagd": "Uitslag",
    "van": "Vanaf",
    "tot": "Tot en met",
}
OUTCOMES = {"ja": "geslaagd", "nee": "niet geslaagd"}

Field = tuple[str, str, list[tuple[str, str]], str]
"""A field above a table: name, label, options (none: it takes a date), value."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer to this trainer."""

    corporations: list[Corporation]
    exams: dict[str, str]
    teams: list[str]

    @property
    def shows_corporations(self) -> bool:
        """Tell whether it must be said which corporation something is about."""
        return len(self.corporations) > 1


def read_query(request: Request[Any, Any, Any], names: Iterable[str] = RESULTS) -> dict[str, str]:
    """Return the filters that are set in the address."""
    query = words(request, *names)
    if query.get("geslaagd") not in OUTCOMES:
        query.pop("geslaagd", None)
    return query


def result_filter(query: Mapping[str, str]) -> ResultFilter:
    """Return what the filters of the address mean; raise Invalid for a day that is none, NotFound for such an id."""
    since, until = _day(query.get("van", "")), _day(query.get("tot", ""))
    if since and until and since > until:
        raise Invalid("De eerste dag ligt na de laatste dag. Draai ze om.")
    return ResultFilter(
        exam=query.get("toets", ""),
        since=since,
        until=until,
        corporation_id=_number(query["corporatie"]) if "corporatie" in query else None,
        team=query.get("team", ""),
        passed=query["geslaagd"] == "ja" if "geslaagd" in query else None,
        text=query.get("zoek", ""),
    )


async def read_choices(session: AsyncSession, scope: Scope, wanted: ResultFilter) -> Choices:
    """Read what can be chosen: teams only of the chosen corporation, which must be one of this trainer's."""
    corporations = await all_corporations(session, scope)
    if wanted.corporation_id is not None:
        if wanted.corporation_id not in {each.id for each in corporations}:
            raise NotFound("Deze corporatie bestaat niet, of u heeft er geen toegang toe.")
        scope = replace(scope, corporation_ids=frozenset({wanted.corporation_id}))
    return Choices(
        corporations=corporations,
        exams={blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)},
        teams=(await all_staff_choices(session, scope)).teams,
    )


def filter_fields(query: Mapping[str, str], choices: Choices, names: Iterable[str] = RESULTS) -> list[Field]:
    """Return the fields above the table; a choice between fewer than two is left out."""
    options = {
        "corporatie": [("", "Alle corporaties"), *((str(each.id), each.name) for each in choices.corporations)],
        "toets": [("", "Alle toetsen"), *choices.exams.items()],
        "team": [("", "Alle teams"), *((team, team) for team in choices.teams)],
        "geslaagd": [("", "Alle uitslagen"), *((code, label.capitalize()) for code, label in OUTCOMES.items())],
        "van": [],
        "tot": [],
    }
    is_useful = {name: len(each) not in {1, 2} for name, each in options.items()}
    return [
        (name, LABELS[name], options[name], query.get(name, ""))
        for name in names
        if name in options and is_useful[name]
    ]


def filters_in_words(query: Mapping[str, str], choices: Choices, listing: Listing) -> list[tuple[str, str, str]]:
    """Return the filters that are set as (name, value, link without it)."""
    names = {str(each.id): each.name for each in choices.corporations}
    said = {"corporatie": names, "toets": choices.exams, "geslaagd": OUTCOMES}
    return [
        (LABELS[name], said.get(name, {}).get(value) or _day_words(name, value), listing.link_without(name))
        for name, value in query.items()
    ]


def _day_words(name: str, value: str) -> str:
    return dutch.day(date.fromisoformat(value)) if name in {"van", "tot"} else value


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise Invalid("Vul een datum in als 10-03-2026.") from None


def _number(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 10):  # noqa: PLR2004  What a database can compare.
        raise NotFound
    return int(value)
