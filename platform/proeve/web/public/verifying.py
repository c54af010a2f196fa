"""Check a certificate, by the number somebody types or by the code somebody scans."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from certificates.status import Status
from proeve.core.database import Database
from proeve.core.errors import Invalid, NotFound
from proeve.core.rate_limits import count_try
from proeve.core.settings import Settings
from proeve.register.verifying import Verdict, verify_number, verify_token
from proeve.web.address import address_of
from proeve.core.dutch import day
from proeve.web.page import page

MOST_CHECKS = 30
CHECK_WINDOW = timedelta(minutes=10)
NO_INDEX = {"X-Robots-Tag": "noindex"}


@dataclass(frozen=True, slots=True)
class Words:
    """How a status is said: the tone of the box, the headline and what it means for who asks."""

    tone: str
    headline: str
    explanation: str = ""


@get("/verifieer")
async def verify_by_number(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    nummer: FromQuery[str] = "",
    achternaam: FromQuery[str] = "",
) -> Template:
    """Show the question, and the verdict once a number was given."""
    typed = {"number": nummer.strip()[:100], "surname": achternaam.strip()[:100]}
    if not typed["number"]:
        return _question(request, typed)
    await count_check(request, database, settings)
    try:
        async with database.reading() as session:
            verdict = await verify_number(session, typed["number"], typed["surname"])
    except (Invalid, NotFound) as error:
        status = HTTPStatus.NOT_FOUND if isinstance(error, NotFound) else HTTPStatus.UNPROCESSABLE_ENTITY
        return _question(request, typed, errors={"nummer": error.message}, status=status)
    return _question(request, typed, verdict=verdict, **_words(verdict), facts=facts_of(verdict))


@get("/v/{token:str}")
async def verify_by_code(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    token: FromPath[str],
) -> Template:
    """Show all that is printed on the certificate whose QR code was scanned."""
    await count_check(request, database, settings)
    async with database.reading() as session:
        full = await verify_token(session, token)
    facts = [
        ("Naam", full.holder),
        ("Corporatie", full.corporation),
        ("Heeft laten zien", full.shown),
        ("Behaald op", day(full.passed_on)),
        *facts_of(full.verdict),
    ]
    verdict = full.verdict
    return page(request, "public/verify_code.html", verdict=verdict, **_words(verdict), facts=facts, headers=NO_INDEX)


async def count_check(request: Request[Any, Any, Any], database: Database, settings: Settings) -> None:
    """Count one check from this address, so that numbers cannot be tried one after the other."""
    await count_try(database, f"verify:{address_of(request, settings)}", most=MOST_CHECKS, window=CHECK_WINDOW)


def facts_of(verdict: Verdict) -> list[tuple[str, str]]:
    """Return what a check by number may show, in the order of the page."""
    facts = [
        ("Nummer", verdict.number),
        ("Toets", f"{verdict.exam}, versie {verdict.exam_version}"),
        ("Uitgegeven door", verdict.issuer),
        ("Geldig vanaf", day(verdict.valid_from)),
        ("Geldig t/m", day(verdict.valid_until)),
        ("Voorletters van de houder", verdict.initials),
    ]
    if verdict.surname_matches is not None:
        facts.append(("Achternaam", "Klopt met ons register" if verdict.surname_matches else "Klopt niet met ons register"))
    return facts


def _question(
    request: Request[Any, Any, Any], typed: dict[str, str], *, status: int = HTTPStatus.OK, **context: Any
) -> Template:
    context = {"errors": {}, "verdict": None, **typed, **context}
    return page(request, "public/verify.html", status=status, headers=NO_INDEX, **context)


def _words(verdict: Verdict) -> dict[str, str]:
    words = _words_of_status(verdict)
    return {"tone": words.tone, "headline": words.headline, "explanation": words.explanation}


def _words_of_status(verdict: Verdict) -> Words:
    match verdict.status:
        case Status.VALID:
            return Words("good", "Echt en geldig")
        case Status.EXPIRING_SOON:
            return Words("good", "Echt en geldig", f"Het certificaat verloopt binnenkort: op {day(verdict.valid_until)}.")
        case Status.EXPIRED:
            return Words("attention", f"Echt, maar verlopen op {day(verdict.valid_until)}")
        case Status.NOT_YET_VALID:
            return Words("attention", f"Echt, maar pas geldig vanaf {day(verdict.valid_from)}")
        case Status.SUSPENDED:
            return Words("wrong", "Geschorst", "Het certificaat geldt op dit moment niet.")
        case Status.REVOKED:
            on = f" op {day(verdict.revoked_on)}" if verdict.revoked_on else ""
            return Words("wrong", f"Ingetrokken{on}", "Het certificaat is echt, maar het geldt niet meer.")
