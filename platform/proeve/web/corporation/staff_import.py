"""Import a staff list: upload it, see what it would do, and only then save it."""

from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect, Response, Template

from proeve.core import dutch
from proeve.core.database import Database
from proeve.core.errors import Conflict, Invalid
from proeve.corporations.staff_details import LABELS
from proeve.corporations.staff_lists.checking import check_staff_list
from proeve.corporations.staff_lists.confirming import check_again, confirm_staff_list
from proeve.corporations.staff_lists.sheets import MOST_BYTES
from proeve.corporations.staff_lists.uploads import Outcome, StaffList, find_staff_list
from proeve.people.text import in_a_row
from proeve.web.badges import Badge
from proeve.web.flash import redirect
from proeve.web.forms import read_form
from proeve.web.listing import PAGE_SIZE, Listing
from proeve.web.page import page
from proeve.web.queries import page_number, word

PATH = "/beheer/medewerkers/importeren"
MOST_PROBLEMS = 100
"""How many problems the page shows; the file for downloading has them all."""
NO_FILE = "Kies eerst een bestand op uw computer."

OUTCOMES = {
    Outcome.NEW: Badge("Nieuw", "good", "plus-lg"),
    Outcome.CHANGED: Badge("Bijgewerkt", "info", "pencil"),
    Outcome.RETURNS: Badge("Weer in dienst", "info", "arrow-counterclockwise"),
    Outcome.UNCHANGED: Badge("Ongewijzigd", "neutral", "dash-lg"),
}
"""What a good line does, in the order of the page."""

SAVED = {
    Outcome.NEW: "{} nieuw",
    Outcome.CHANGED: "{} bijgewerkt",
    Outcome.RETURNS: "{} weer in dienst",
}
"""How an outcome that was written is said afterwards."""
SAVED_BEFORE = "Deze lijst was al opgeslagen. Er is niets veranderd."
NOTHING_SAVED = "Er is niets veranderd: deze medewerkers stonden al zo in Proeve."


@get("/medewerkers/importeren")
async def upload_page(request: Request[Any, Any, Any]) -> Template:
    """Ask for a file, and say what should be in it."""
    return _upload(request)


@post("/medewerkers/importeren")
async def upload(request: Request[Any, Any, Any], database: NamedDependency[Database]) -> Response[Any]:
    """Check a file and go on to what it would do; nothing is saved yet."""
    file = (await read_form(request)).file("file")
    if file is None:
        return _upload(request, NO_FILE)
    try:
        # One byte more than is allowed is enough to see that it is too much.
        data = await file.read(MOST_BYTES + 1)
        staff_list = await check_staff_list(database, request.user, file_name=file.filename, data=data)
    except Invalid as error:
        return _upload(request, error.message, file_name=file.filename)
    return redirect(f"{PATH}/{staff_list.id}")


@get("/medewerkers/importeren/{staff_list_id:int}")
async def check_page(
    request: Request[Any, Any, Any], database: NamedDependency[Database], staff_list_id: FromPath[int]
) -> Template:
    """Show what a list would do, line by line, fifty to a page."""
    async with database.reading() as session:
        staff_list = await find_staff_list(session, request.user, staff_list_id)
    wanted, number = word(request, "toon"), page_number(request)
    wanted = wanted if wanted in set(Outcome) else ""
    rows = [row for row in staff_list.rows if wanted in {"", row["outcome"]}]
    listing = Listing(f"{PATH}/{staff_list_id}", len(rows), {"toon": wanted} if wanted else {}, page=number)
    return page(
        request,
        "corporation/import_check.html",
        staff_list=staff_list,
        counts=staff_list.counts,
        most_problems=MOST_PROBLEMS,
        to_save=_to_save(staff_list),
        rows=rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        listing=listing,
        outcomes=OUTCOMES,
        changes_in_words=_changes_in_words,
    )


@post("/medewerkers/importeren/{staff_list_id:int}")
async def confirm(
    request: Request[Any, Any, Any], database: NamedDependency[Database], staff_list_id: FromPath[int]
) -> Redirect:
    """Save the good lines; when the staff changed meanwhile, show what the list would do now."""
    try:
        async with database.unit_of_work() as session:
            confirmed = await confirm_staff_list(session, request.user, staff_list_id)
    except Conflict as conflict:
        async with database.unit_of_work() as session:
            await check_again(session, request.user, staff_list_id)
        return redirect(f"{PATH}/{staff_list_id}", say=conflict.message, kind="attention")
    if not confirmed.is_now:
        return redirect("/beheer/medewerkers", say=SAVED_BEFORE, kind="info")
    return redirect("/beheer/medewerkers", say=_saved_in_words(confirmed.staff_list))


def _upload(request: Request[Any, Any, Any], problem: str = "", *, file_name: str = "") -> Template:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return page(request, "corporation/import_upload.html", status=status, problem=problem, file_name=file_name)


def _to_save(staff_list: StaffList) -> int:
    return sum(staff_list.counts[outcome] for outcome in SAVED)


def _saved_in_words(staff_list: StaffList) -> str:
    if not _to_save(staff_list):
        return NOTHING_SAVED
    people = dutch.count(_to_save(staff_list), "medewerker is", "medewerkers zijn")
    parts = [words.format(number) for outcome, words in SAVED.items() if (number := staff_list.counts[outcome])]
    return f"{people} opgeslagen: {in_a_row(parts)}."


def _changes_in_words(row: dict[str, Any]) -> list[str]:
    """Say what a line changes: "team: Verhuur wordt Wijkbeheer"."""
    return [
        f"{LABELS[field]}: {before or 'leeg'} wordt {after or 'leeg'}"
        for field, (before, after) in row["changes"].items()
    ]
