"""Check a certificate: by the number somebody types, or by the code somebody scans."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Template

from proeve.core.database import Database
from proeve.core.errors import Invalid, NotFound, TooManyTries
from proeve.core.settings import Settings
from proeve.register.standing_checks import Way, checks_by_number, checks_by_secret
from proeve.register.verifying import verify_number, verify_token
from proeve.web.page import page
from proeve.web.public.check_limit import count_check, count_surname
from proeve.web.public.proofs import BY_CODE, BY_NUMBER, Proof, write_claim
from proeve.web.public.verdict_words import checks_of, facts_of, full_facts_of, unknown_code, unknown_number, words_of

LONGEST = {"number": 40, "surname": 80}
NOTHING_TYPED = {"number": "", "surname": ""}


@get("/verifieer")
async def verify_by_number(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    nummer: FromQuery[str] = "",
    achternaam: FromQuery[str] = "",
) -> Template:
    """Show the question, and the verdict once a number was given."""
    typed = {"number": nummer.strip()[: LONGEST["number"]], "surname": achternaam.strip()[: LONGEST["surname"]]}
    if not typed["number"]:
        return question(request, typed)
    await count_check(request, database, settings)
    try:
        await count_surname(database, typed["number"], typed["surname"])
        async with database.reading() as session:
            verdict = await verify_number(session, typed["number"], typed["surname"])
    except Invalid as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return question(request, typed, errors={"nummer": error.message}, status=status)
    except NotFound as error:
        return question(request, typed, words=unknown_number(error.message), status=HTTPStatus.NOT_FOUND)
    except TooManyTries as error:
        errors, headers = {"achternaam": error.message}, {"Retry-After": str(error.retry_after)}
        return question(request, typed, errors=errors, status=HTTPStatus.TOO_MANY_REQUESTS, headers=headers)
    words, facts, checks = words_of(verdict), facts_of(verdict), checks_of(checks_by_number(verdict))
    claim = write_claim(settings, Proof.of(BY_NUMBER, words, facts, checks=checks))
    return question(request, typed, verdict=verdict, words=words, facts=facts, checks=checks, claim=claim)


# A QR code holds the address in capitals, which makes it smaller, and programs hand over the path as it stands there.
@get(["/v/{token:str}", "/V/{token:str}"])
async def verify_by_code(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    token: FromPath[str],
) -> Template:
    """Show all that is printed on the certificate whose QR code was scanned."""
    await count_check(request, database, settings)
    try:
        async with database.reading() as session:
            full = await verify_token(session, token)
    except NotFound as error:
        return question(request, words=unknown_code(error.message), status=HTTPStatus.NOT_FOUND)
    words, facts = words_of(full.verdict), full_facts_of(full)
    checks = checks_of(checks_by_secret(Way.CODE, full.verdict))
    return page(
        request,
        "public/verify_code.html",
        status=HTTPStatus.GONE if full.verdict.is_erased else HTTPStatus.OK,
        verdict=full.verdict,
        words=words,
        facts=facts,
        checks=checks,
        shared_until="",
        claim=write_claim(settings, Proof.of(BY_CODE, words, facts, checks=checks)),
    )


def question(
    request: Request[Any, Any, Any],
    typed: Mapping[str, str] = NOTHING_TYPED,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    **context: Any,
) -> Template:
    """Ask for a number or a file, with the verdict of the check before above it."""
    context = {"errors": {}, "words": None, "verdict": None, "claim": "", "longest": LONGEST, **typed, **context}
    return page(request, "public/verify.html", status=status, **context)
