"""What expires in the coming quarters, as a chart; and from a quarter to a sitting with those people in one step."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from proeve.core import clock
from proeve.core.database import Database
from proeve.exams.blueprints import all_blueprints
from proeve.register.expiring import ExpiryMonth, ExpiryQuarter, expiry_forecast
from proeve.web.compliance.filters import FROM_MATRIX, PATH
from proeve.web.compliance.matrix import PLANNING
from proeve.web.compliance.words import SHORT_MONTHS, TABS, month_in_words, quarter_in_words
from proeve.web.page import page
from proeve.web.queries import address


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: which exam (counted from 0), how many, and from where to where of 100, from above."""

    place: int
    number: int
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One month of the chart."""

    name: str
    short_name: str
    year: int | None
    number: int
    parts: tuple[Part, ...]
    numbers: tuple[int, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Cohort:
    """Who can be planned for at once: those whose certificate for one exam expires in one quarter.

    `costs_nothing_from` is the day from which on none of them loses validity by renewing, when that is still to come.
    """

    title: str
    number: int
    costs_nothing_from: date | None
    list_path: str
    plan_path: str


@dataclass(frozen=True, slots=True)
class Quarter:
    """One quarter, and its cohorts by exam."""

    name: str
    number: int
    cohorts: tuple[Cohort, ...]


@get("/vooruitblik")
async def forecast_page(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """Show what expires when, with a button for each cohort."""
    async with database.reading() as session:
        exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
        quarters = await expiry_forecast(session, request.user)
    months = [month for quarter in quarters for month in quarter.months]
    most = max(month.number for month in months) or 1
    return page(
        request,
        "compliance/forecast.html",
        exams=list(exams.values()),
        bars=[_bar(month, exams, most, is_first=month is months[0]) for month in months],
        total=sum(month.number for month in months),
        quarters=[_quarter(quarter, exams) for quarter in quarters],
        tabs=TABS,
    )


def _bar(month: ExpiryMonth, exams: dict[str, str], most: int, *, is_first: bool) -> Bar:
    parts, top = [], 100.0
    for place, exam in enumerate(exams):
        height = 100 * month.by_exam[exam] / most
        top -= height
        parts.append(Part(place, month.by_exam[exam], round(top, 2), round(height, 2)))
    return Bar(
        month_in_words(month.first),
        SHORT_MONTHS[month.first.month - 1],
        month.first.year if is_first or month.first.month == 1 else None,
        month.number,
        tuple(parts),
        tuple(month.by_exam[exam] for exam in exams),
        address(PATH, _between(month.first, month.before)),
    )


def _quarter(quarter: ExpiryQuarter, exams: dict[str, str]) -> Quarter:
    cohorts = []
    for exam, title in exams.items():
        if not quarter.by_exam[exam]:
            continue
        query = {"toets": exam, **_between(quarter.first, quarter.before)}
        plan_path = address(PLANNING, {"uit": FROM_MATRIX, **query})
        starts = quarter.costs_nothing_from(exam)
        later = starts if starts > clock.today() else None
        cohorts.append(Cohort(title, quarter.by_exam[exam], later, address(PATH, query), plan_path))
    return Quarter(quarter_in_words(quarter), quarter.number, tuple(cohorts))


def _between(first: date, before: date) -> dict[str, str]:
    return {"van": first.isoformat(), "voor": before.isoformat()}
