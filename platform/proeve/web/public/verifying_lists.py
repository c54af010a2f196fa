"""Check many numbers at once: a pasted list, as somebody has who sends people to work."""

from http import HTTPStatus
from typing import Any

from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.response import Template

from certificates.proof_of_check import ELLIPSIS
from proeve.core import clock
from proeve.core.database import Database
from proeve.core.dutch import day, moment
from proeve.core.errors import Invalid
from proeve.core.settings import Settings
from proeve.register.verifying_lists import LONGEST_LIST, MOST_NUMBERS, Line, read_list, verify_numbers
from proeve.web.forms import read_form
from proeve.web.page import page
from proeve.web.public.check_limit import count_list
from proeve.web.public.proofs import BY_LIST, Proof, write_claim
from proeve.web.public.verdict_words import CheckLine, Words, words_of

UNKNOWN = Words("wrong", "Niet in ons register", "")
NO_NUMBER = Words("wrong", "Geen certificaatnummer", "")
CHECKS = [
    CheckLine(
        "good",
        "Bekeken",
        "Elk nummer",
        "Staat het in ons register? Is het ingetrokken of geschorst? Geldt het vandaag?",
    ),
    CheckLine("neutral", "Niet bekeken", "Namen en bestanden", "Controleer daarvoor een certificaat met het bestand."),
]
LONGEST_IN_PROOF = 40
"""Characters of a line that stand in the proof; enough to know it by, whatever was pasted."""


@get("/verifieer/lijst")
async def ask_for_list(request: Request[Any, Any, Any]) -> Template:
    """Ask for the numbers."""
    return _page(request)


@post("/verifieer/lijst", status_code=HTTPStatus.OK)
async def verify_list(
    request: Request[Any, Any, Any], database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Template:
    """Show the verdict of each number."""
    form = await read_form(request)
    await count_list(request, database, settings)
    pasted = form.text("nummers", longest=LONGEST_LIST)
    try:
        form.check()
        lines = read_list(pasted)
    except Invalid as error:
        return _page(request, pasted, errors=error.problems, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    async with database.reading() as session:
        checked = await verify_numbers(session, lines)
    rows = [_row(line) for line in checked]
    good = sum(row["tone"] == "good" for row in rows)
    summary = Words(
        "good" if good == len(rows) else "attention",
        f"{good} van {len(rows)} echt en geldig",
        "" if good == len(rows) else "Kijk in de lijst welke certificaten niet (meer) gelden.",
    )
    facts = [(_short(row["number"]), f"{row['headline']}{row['more']}") for row in rows]
    claim = write_claim(settings, Proof.of(BY_LIST, summary, facts, checks=CHECKS))
    return _page(request, rows=rows, words=summary, checks=CHECKS, claim=claim, checked_at=moment(clock.now()))


def _row(line: Line) -> dict[str, str]:
    verdict = line.verdict
    words = words_of(verdict) if verdict else (UNKNOWN if line.number else NO_NUMBER)
    return {
        "number": verdict.number if verdict else line.text,
        "tone": words.tone,
        "headline": words.headline,
        "more": ", vervangen door een ander certificaat" if verdict and verdict.is_superseded else "",
        "exam": verdict.exam if verdict else "",
        "initials": verdict.initials if verdict else "",
        "until": day(verdict.valid_until) if verdict else "",
    }


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_IN_PROOF else f"{text[: LONGEST_IN_PROOF - 1].rstrip()}{ELLIPSIS}"


def _page(
    request: Request[Any, Any, Any], pasted: str = "", *, status: HTTPStatus = HTTPStatus.OK, **context: Any
) -> Template:
    context = {"errors": {}, "words": None, "rows": [], "claim": "", "checked_at": "", **context}
    context = {"pasted": pasted, "most": MOST_NUMBERS, **context}
    return page(request, "public/verify_list.html", status=status, **context)
