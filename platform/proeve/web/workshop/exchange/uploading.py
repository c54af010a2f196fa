"""Read a file with questions: upload it, see what it would do, and only then begin drafts."""

from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template

from proeve.core import dutch
from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.exams.blueprints import all_blueprints
from proeve.web.badges import Badge
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.page import page
from proeve.web.queries import listing_of, word
from proeve.web.trainer.viewing import note_views
from proeve.web.workshop.exchange.loss_lines import MOST_LINES, loss_lines
from proeve.web.workshop.exchange.start import PATH, start_page
from proeve.workshop.question_files.checking import check_questions
from proeve.workshop.question_files.confirming import confirm_questions
from proeve.workshop.question_files.reading import MOST_BYTES
from proeve.workshop.question_files.uploads import Outcome, find_upload
from question_bank.attribute_words import FORMATS

AnyRequest = Request[Any, Any, Any]
NO_FILE = "Kies eerst een bestand op uw computer."

OUTCOMES = {
    Outcome.NEW: Badge("Nieuw concept", "good", "plus-lg"),
    Outcome.VERSION: Badge("Nieuwe versie", "info", "pencil"),
    Outcome.SAME: Badge("Staat er al", "neutral", "dash-lg"),
    Outcome.REFUSED: Badge("Gaat niet mee", "wrong", "x-lg"),
}
"""What a question does, in the order of the page."""


@post("/inlezen")
async def upload_questions(request: AnyRequest, database: NamedDependency[Database]) -> Response[Any]:
    """Look at a file and go on to what it would do; no draft is begun yet."""
    form = await read_form(request)
    file, exam, family = form.file("file"), form.text("exam"), form.text("family")
    if file is None:
        return await start_page(request, database, typed=form.values, problems={"file": NO_FILE})
    try:
        # One byte more than is allowed is enough to see that it is too much.
        data = await file.read(MOST_BYTES + 1)
        upload = await check_questions(
            database, request.user, file_name=file.filename, data=data, exam=exam, family=family
        )
    except Invalid as error:
        problems = {"file": error.message}
        return await start_page(request, database, typed=form.values, problems=problems, file_name=file.filename)
    return redirect(f"{PATH}/inlezen/{upload.id}")


@get("/inlezen/{upload_id:int}")
async def upload_page(request: AnyRequest, database: NamedDependency[Database], upload_id: FromPath[int]) -> Template:
    """Show what a file would do, question by question, fifty to a page; once confirmed, what it did."""
    async with database.reading() as session:
        upload = await find_upload(session, request.user, upload_id)
        exams = {blueprint.exam: blueprint.title for blueprint in await all_blueprints(session)}
    wanted = word(request, "toon")
    wanted = wanted if wanted in set(Outcome) else ""
    rows = [row for row in upload.rows if wanted in {"", row["outcome"]}]
    listing = listing_of(request, f"{PATH}/inlezen/{upload_id}", len(rows), {"toon": wanted} if wanted else {})
    rows = rows[max(0, listing.first - 1) : listing.last]
    # What changes in a question shows how it is here, with its key.
    seen = [(row["item"], row["version"]) for row in rows if row["changes"]]
    await note_views(database, request.user, seen, upload=upload.id)
    return page(
        request,
        "workshop/exchange/upload.html",
        upload=upload,
        counts=upload.counts,
        rows=rows,
        listing=listing,
        outcomes=OUTCOMES,
        exams=exams,
        formats=FORMATS,
        losses=loss_lines((loss["item"], loss["part"], loss["sentence"]) for loss in upload.losses),
        most_losses=MOST_LINES,
        path=PATH,
    )


@post("/inlezen/{upload_id:int}")
async def confirm_upload(
    request: AnyRequest, database: NamedDependency[Database], upload_id: FromPath[int]
) -> Redirect:
    """Begin the drafts; when the bank changed meanwhile, show what the file would do now."""
    try:
        upload = await confirm_questions(database, request.user, upload_id)
    except Conflict as conflict:
        return redirect(f"{PATH}/inlezen/{upload_id}", say=conflict.message, kind="attention")
    begun = dutch.count(upload.to_begin, "concept staat", "concepten staan")
    return redirect(f"{PATH}/inlezen/{upload_id}", say=f"{begun} klaar. Vul ze aan en dien ze in.")
