"""The question browser: find questions by what they are about; the list shows no keys."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.response import Template

from proeve.core.database import Database
from proeve.exams.blueprints import all_blueprints
from proeve.reporting.questions import all_questions
from proeve.web.listing import PAGE_SIZE
from proeve.web.page import page
from proeve.web.queries import listing_of, words
from proeve.web.trainer.question_words import LABELS, filters_in_words, question_fields, question_filter, question_words

PATH = "/trainer/vragen"


@get("/")
async def list_questions(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Template:
    """List the questions in use, fifty to a page."""
    query = words(request, *LABELS)
    async with database.reading() as session:
        found = await all_questions(session, question_filter(query))
        exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
    listing = listing_of(request, PATH, len(found), query)
    fields = question_fields(query, exams)
    start = (listing.page - 1) * PAGE_SIZE
    return page(
        request,
        "trainer/questions.html",
        questions=[(item, question_words(item, exams)) for item in found[start : start + PAGE_SIZE]],
        listing=listing,
        query=query,
        fields=fields,
        filters=filters_in_words(fields, listing),
    )
