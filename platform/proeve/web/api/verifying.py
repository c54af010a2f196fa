"""Check certificates from a program: the answers of the checking pages, and no more."""

from datetime import date
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Request, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody
from litestar.response import Response

from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.register.verifying import FullVerdict, Verdict, verify_number
from proeve.register.verifying_files import verify_upload
from proeve.register.verifying_lists import check_list, verify_numbers
from proeve.web.public.check_limit import count_check, count_file, count_list
from proeve.web.public.uploads import MOST_BODY, read_body
from proeve.web.public.verdict_words import words_of, words_of_file
from proeve.web.public.verifying import LONGEST, NO_INDEX


class CheckedCertificate(msgspec.Struct, frozen=True, kw_only=True):
    """What a program learns; `valid` is about today.

    `surname_matches` is null unless a surname was given, and of an erased certificate, whose surname nobody knows.
    `headline` is the verdict as people read it, and `superseded_by` the number to go on with.
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


class PrintedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is printed besides, for who has the document."""

    holder: str
    corporation: str
    statement: str
    passed_on: date


class CheckedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One number of a list as it was given; `certificate` is null when it is not in the register."""

    given: str
    certificate: CheckedCertificate | None


class CheckedLines(msgspec.Struct, frozen=True, kw_only=True):
    """The answers to a list, in its order."""

    results: list[CheckedLine]


class Numbers(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The question: at most 200 numbers."""

    numbers: list[str]


class FileCheck(msgspec.Struct, frozen=True, kw_only=True):
    """One check of a file; `result` is success, failure or skipped, `problem` a word for programs."""

    check: str
    result: str
    problem: str


class CheckedUpload(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on a file: genuine, changed, foreign or undecided; the facts are the register's."""

    verdict: str
    headline: str
    sha256: str
    checks: list[FileCheck]
    certificate: CheckedCertificate | None
    printed: PrintedFacts | None


@get("/verifieer/{number:str}")
async def verify(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    number: FromPath[str],
    achternaam: FromQuery[str] = "",
) -> Response[CheckedCertificate]:
    """Answer by number; 404 for an unknown one and 422 for what is no number."""
    await count_check(request, database, settings)
    async with database.reading() as session:
        verdict = await verify_number(session, number, achternaam[: LONGEST["surname"]])
    return Response(_told(verdict), headers=NO_INDEX)


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
        CheckedLine(given=line.text, certificate=_told(line.verdict) if line.verdict else None) for line in checked
    ]
    return Response(CheckedLines(results=results), headers=NO_INDEX)


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
        checks=[FileCheck(check=each.check, result=each.result, problem=each.problem) for each in checked.outcomes],
        certificate=_told(checked.certificate) if checked.certificate else None,
        printed=_printed(checked.full) if checked.full and not checked.full.verdict.is_erased else None,
    )
    return Response(told, headers=NO_INDEX)


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
    )


def _printed(full: FullVerdict) -> PrintedFacts:
    return PrintedFacts(
        holder=full.holder, corporation=full.corporation, statement=full.shown, passed_on=full.passed_on
    )
