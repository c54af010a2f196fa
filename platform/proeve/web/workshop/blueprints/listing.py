"""The exams that there are, each with its plan and whether the bank can fill it."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from proeve.core.database import Database
from proeve.exams.blueprints import all_blueprints
from proeve.web.page import page
from proeve.workshop.blueprints import read_supply, survey_blueprint


@get("/")
async def blueprints_page(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """List the exams with how far their questions go."""
    async with database.reading() as session:
        blueprints = await all_blueprints(session)
        supplies = [await read_supply(session, request.user, blueprint.exam) for blueprint in blueprints]
    found = [await survey_blueprint(*pair) for pair in zip(supplies, blueprints, strict=True)]
    rows = list(zip(blueprints, supplies, found, strict=True))
    return page(request, "workshop/blueprints/list.html", rows=rows)
