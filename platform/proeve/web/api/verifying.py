"""Check certificates from a program: the answers of the checking pages, and no more."""

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Response

from certificates.checks.outcome import Outcome
from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.register.standing_checks import Way, checks_by_number, checks_by_secret
from proeve.register.verifying import FullVerdict, Verdict, verify_number, verify_token
from proeve.register.verifying_files import verify_upload
from proeve.register.verifying_lists import check_list, verify_numbers
from proeve.web.public.check_limit import count_check, count_file, count_list, count_surname
from proeve.web.public.uploads import MOST_BODY, read_body
from proeve.web.public.verdict_words import words_of, words_of_file
from proeve.web.public.verifying import LONGEST

LONGEST_CODE = 300
"""More than any address of ours with a secret in it."""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was looked at; `result` is success, failure or skipped, `problem` a word for programs."""

    check: str
    result: str
    problem: str


class CheckedCertificate(msgspec.Struct, frozen=True, kw_only=True):
    """What a program learns; `valid` is about today.

    `surname_matches` is null unless a surname was given, and of an erased certificate, whose surname nobody knows;
    `holder` is the name as printed when it matches, and null otherwise. `headline` is the verdict as people read it,
    and `superseded_by` the number to go on with, for who has the document or gives the surname that matches.
    """

    number: str
    status: str
    headline: str
    valid: bool
    exam: str
    exam_version: str
    issuer: str
    holder_initials: str
    valid_from: date
    valid_until: date
    revoked_on: date | None
    superseded_by: str | None
    erased: bool
    surname_matches: bool | None
    holder: str | None


class CheckedNumber(CheckedCertificate, frozen=True, kw_only=True):
    """The answer by number."""

    checks: list[Check]


class PrintedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed besides, for who has the document."""

    holder: str
    corporation: str
    statement: str
    passed_on: date


class CheckedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One number of a list as it was given; `certificate` is null when it is not in the register."""

    given: str
    certificate: CheckedNumber | None


class CheckedLines(msgspec.Struct, frozen=True, kw_only=True):
    """The answers to a list, in its order."""

    results: list[CheckedLine]


class Numbers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The question: at most 200 numbers."""

    numbers: list[str]


class Code(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a QR code holds: the whole address, or only the secret at its end."""

    code: str


class CheckedCode(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a code: everything that is printed, unless the data of the holder were erased."""

    certificate: CheckedCertificate
    checks: list[Check]
    printed: PrintedFacts | None


class CheckedUpload(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on a file: genuine, changed, foreign or undecided; the facts are the register's."""

    verdict: str
    headline: str
    sha256: str
    checks: list[Check]
    certificate: CheckedCertificate | None
    printed: PrintedFacts | None


@get("/verifieer/{number:str}")
async def verify(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    number: FromPath[str],
    achternaam: FromQuery[str] = "",
) -> Response[CheckedNumber]:
    """Answer by number; 404 for an unknown one and 422 for what is no number."""
    surname = achternaam[: LONGEST["surname"]]
    await count_check(request, database, settings)
    await count_surname(database, number, surname)
    async with database.reading() as session:
        verdict = await verify_number(session, number, surname)
    return Response(_told_by_number(verdict))


# A program has no cookie that another site could use, and nothing changes.
@post("/verifieer", status_code=HTTPStatus.OK, exclude_from_csrf=True)
async def verify_list(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    data: JSONBody[Numbers],
) -> Response[CheckedLines]:
    """Answer a list of numbers; 422 for an empty and for too long a list."""
    await count_list(request, database, settings)
    lines = check_list([number[: LONGEST["number"]] for number in data.numbers])
    async with database.reading() as session:
        checked = await verify_numbers(session, lines)
    results = [
        CheckedLine(given=line.text, certificate=_told_by_number(line.verdict) if line.verdict else None)
        for line in checked
    ]
    return Response(CheckedLines(results=results))


# In the body, for the secret opens everything that is printed, and addresses end up in logs.
@post("/verifieer/code", status_code=HTTPStatus.OK, exclude_from_csrf=True)
async def verify_code(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    data: JSONBody[Code],
) -> Response[CheckedCode]:
    """Answer the QR code of a certificate; 404 for an unknown one and 410 once its data were erased."""
    await count_check(request, database, settings)
    async with database.reading() as session:
        full = await verify_token(session, data.code[:LONGEST_CODE].strip().rstrip("/").rpartition("/")[2])
    told = CheckedCode(
        certificate=_told(full.verdict),
        checks=_checks(checks_by_secret(Way.CODE, full.verdict)),
        printed=_printed(full),
    )
    status = HTTPStatus.GONE if full.verdict.is_erased else HTTPStatus.OK
    return Response(told, status_code=status)


@post("/verifieer/bestand", status_code=HTTPStatus.OK, exclude_from_csrf=True, request_max_body_size=MOST_BODY)
async def verify_file(
    request: Request[Any, Any, Any], database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Response[CheckedUpload]:
    """Answer a file, which is the whole body of the request; 413 for one that is larger than we read."""
    await count_file(request, database, settings)
    checked = await verify_upload(database, settings, await read_body(request))
    told = CheckedUpload(
        verdict=checked.verdict,
        headline=words_of_file(checked).headline,
        sha256=checked.sha256.hex(),
        checks=_checks(checked.all_outcomes),
        certificate=_told(checked.certificate) if checked.certificate else None,
        printed=_printed(checked.full) if checked.full else None,
    )
    return Response(told)


def _told_by_number(verdict: Verdict) -> CheckedNumber:
    return CheckedNumber(**msgspec.structs.asdict(_told(verdict)), checks=_checks(checks_by_number(verdict)))


def _checks(outcomes: Sequence[Outcome]) -> list[Check]:
    return [Check(check=each.check, result=each.result, problem=each.problem) for each in outcomes]


def _told(verdict: Verdict) -> CheckedCertificate:
    return CheckedCertificate(
        number=verdict.number,
        status=verdict.status,
        headline=words_of(verdict).headline,
        valid=verdict.status.is_valid,
        exam=verdict.exam,
        exam_version=verdict.exam_version,
        issuer=verdict.issuer,
        holder_initials=verdict.initials,
        valid_from=verdict.valid_from,
        valid_until=verdict.valid_until,
        revoked_on=verdict.revoked_on,
        superseded_by=verdict.superseded_by,
        erased=verdict.is_erased,
        surname_matches=verdict.surname_matches,
        holder=verdict.holder or None,
    )


def _printed(full: FullVerdict) -> PrintedFacts | None:
    if full.verdict.is_erased:
        return None
    return PrintedFacts(
        holder=full.holder, corporation=full.corporation, statement=full.shown, passed_on=full.passed_on
    )
