"""The trainer's first page: where it goes well, where it does not, and who could use help."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.database import Database
from proeve.core.scope import Scope
from proeve.reporting.attention import Reason, count_who_ask_attention
from proeve.reporting.figures import GroupProfile, find_group_profile
from proeve.reporting.pass_rates import PassRate, all_pass_rates
from proeve.reporting.result_filter import ResultFilter
from proeve.web.listing import Listing
from proeve.web.page import page
from proeve.web.queries import address
from proeve.web.trainer.attention import attention_path
from proeve.web.trainer.figure_rows import figure_rows
from proeve.web.trainer.filters import (
    GROUP,
    Choices,
    filter_fields,
    filters_in_words,
    read_choices,
    read_query,
    result_filter,
)
from proeve.web.trainer.results import PATH as RESULTS_PATH

PATH = "/trainer"


@dataclass(frozen=True, slots=True)
class Figures:
    """What the first page says about a group."""

    profile: GroupProfile
    pass_rates: list[PassRate]
    attention: dict[Reason, int]


@get("/")
async def show_overview(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """Show the figures of a group, beside those of all others when the group is a part."""
    query = read_query(request, GROUP)
    wanted = result_filter(query)
    async with database.reading() as session:
        choices = await read_choices(session, request.user, wanted)
        figures = await read_figures(session, request.user, wanted)
    listing = Listing(PATH, figures.profile.results, query)
    return page(
        request,
        "trainer/overview.html",
        figures=figures,
        rows=figure_rows(figures.profile),
        group=group_words(query, choices),
        listing=listing,
        query=query,
        choices=choices,
        fields=filter_fields(query, choices, GROUP),
        filters=filters_in_words(query, choices, listing),
        attention_paths={reason: attention_path(reason, query) for reason in Reason},
        results_path=address(RESULTS_PATH, query),
        xlsx_path=address(f"{RESULTS_PATH}.xlsx", query),
    )


async def read_figures(session: AsyncSession, scope: Scope, wanted: ResultFilter) -> Figures:
    """Read what the first page says about a group."""
    return Figures(
        profile=await find_group_profile(session, scope, wanted),
        pass_rates=await all_pass_rates(session, scope, wanted),
        attention={reason: await count_who_ask_attention(session, scope, reason, wanted) for reason in Reason},
    )


def group_words(query: Mapping[str, str], choices: Choices) -> str:
    """Say who the group is: "team Verhuur van Woonstichting De Linde"; empty without a choice of people."""
    names = {str(each.id): each.name for each in choices.corporations}
    corporation = names.get(query.get("corporatie", ""), "")
    if team := query.get("team"):
        return f"team {team} van {corporation}" if corporation else f"team {team}"
    return corporation
