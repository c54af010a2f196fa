"""The administrator's first page: who still has to, who is about to expire, and did the invitation arrive."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from certificates.status import Status
from proeve.core.database import Database
from proeve.corporations.choosing import has_staff
from proeve.exams.overview import all_sittings
from proeve.exams.still_to_sit import all_still_to_sit, count_still_to_sit
from proeve.register.counting import count_by_status
from proeve.register.expiring import ExpiryQuarter, expiry_forecast
from proeve.web.corporation.words import invitation_badge, standing_badge
from proeve.web.listing import Listing
from proeve.web.page import page

FIRST_ROWS = 10
"""How many people the first page shows; the page of its own shows them all."""
FORECAST_MONTHS = 12

SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
LONG_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True, slots=True)
class Month:
    """One bar of the forecast; its height is of 100."""

    first: date
    number: int
    height: int

    @property
    def href(self) -> str:
        """Return the list of the people whose certificates expire in this month."""
        next_month = (self.first + timedelta(days=31)).replace(day=1)
        return f"/beheer/naleving?van={self.first.isoformat()}&voor={next_month.isoformat()}"

    @property
    def short_name(self) -> str:
        """Return the name under the bar."""
        return SHORT_MONTHS[self.first.month - 1]

    @property
    def name(self) -> str:
        """Return the month in full, with its year."""
        return f"{LONG_MONTHS[self.first.month - 1]} {self.first.year}"


@get("/")
async def overview(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """Answer the three questions, each with a link to the very list; or say where to begin."""
    async with database.reading() as session:
        staff = await has_staff(session, request.user)
        sittings = await all_sittings(session, request.user)
        counts = await count_still_to_sit(session, request.user)
        rows, _ = await all_still_to_sit(session, request.user)
        statuses = await count_by_status(session, request.user)
        quarters = await expiry_forecast(session, request.user)
    return page(
        request,
        "corporation/overview.html",
        has_staff=staff,
        has_sittings=bool(sittings),
        counts=counts,
        rows=rows[:FIRST_ROWS],
        listing=Listing("/beheer/nog-te-doen", min(counts.total, FIRST_ROWS), page_size=FIRST_ROWS),
        expiring_soon=statuses[Status.EXPIRING_SOON],
        expired=statuses[Status.EXPIRED],
        has_certificates=bool(statuses),
        months=_months(quarters),
        standing=standing_badge,
        invitation=invitation_badge,
    )


def _months(quarters: list[ExpiryQuarter]) -> list[Month]:
    months = [month for quarter in quarters for month in quarter.months][:FORECAST_MONTHS]
    most = max(month.number for month in months) or 1
    return [Month(month.first, month.number, round(100 * month.number / most)) for month in months]
