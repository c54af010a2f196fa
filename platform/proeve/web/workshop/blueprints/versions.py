"""The versions of an exam's blueprint: who made them, when, and what changed."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.web.page import page
from proeve.workshop.blueprints import all_versions


@get("/{exam:str}/versies")
async def versions_page(
    request: Request[Any, Any, Any], database: NamedDependency[Database], exam: FromPath[str]
) -> Template:
    """Show the versions with what changed in each, the newest first."""
    async with database.reading() as session:
        versions = await all_versions(session, request.user, exam)
    return page(request, "workshop/blueprints/versions.html", exam=exam, versions=versions)
