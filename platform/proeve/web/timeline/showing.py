"""The page of a timeline."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.web.page import page
from proeve.web.queries import word
from proeve.web.timeline.lines import days_of, key_facts, save_lines, words_of
from proeve.web.timeline.paths import timeline_path, way_back
from proeve.web.timeline.reading import drawn_again, note_look, read_for


@get("/{attempt_id:int}/verloop")
async def show_timeline(
    request: Request[Any, Any, Any], database: NamedDependency[Database], attempt_id: FromPath[int]
) -> Template:
    """Show what happened, and for who may see them the questions as this candidate saw them.

    With `?trekking=nagaan` the questions are also drawn once more.
    """
    timeline, questions = await read_for(database, request.user, attempt_id)
    await note_look(database, request.user, timeline, questions, "attempt.view")
    role = request.user.role
    return page(
        request,
        "timeline/timeline.html",
        subject=timeline.subject,
        is_untouched=timeline.is_untouched,
        days=days_of(timeline, words_of(questions)),
        facts=key_facts(timeline),
        questions=[(question, save_lines(question)) for question in questions],
        path=timeline_path(role, attempt_id),
        back=way_back(role, timeline.subject),
        is_open=word(request, "alles") == "open",
        drawing=await drawn_again(database, timeline) if word(request, "trekking") == "nagaan" else None,
    )
