"""The practice questions, in the page of the exam."""

from typing import Any

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from proeve.core.database import Database
from proeve.web.candidate.own_exams import read_own_exam
from proeve.web.page import page
from question_bank.practice import practice_questions


@get("/toetsen/{attempt_id:int}/oefenen")
async def practise(
    request: Request[Any, Any, Any], database: NamedDependency[Database], attempt_id: FromPath[int]
) -> Template:
    """Show one question of each format, without a clock and without keeping anything."""
    exam = await read_own_exam(database, request.user, attempt_id)
    items = [{"slot": slot, **msgspec.to_builtins(question)} for slot, question in enumerate(practice_questions())]
    back = f"/mijn/toetsen/{attempt_id}"
    return page(request, "candidate/practice.html", exam_name=exam.blueprint.title, items=items, back_url=back)
