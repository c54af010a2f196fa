"""Check a certificate from a program: the facts of the checking page, and no more."""

from datetime import date
from typing import Any

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Response

from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.register.verifying import verify_number
from proeve.web.public.check_limit import count_check
from proeve.web.public.verifying import LONGEST, NO_INDEX


class CheckedCertificate(msgspec.Struct, frozen=True, kw_only=True):
    """What a program learns; `surname_matches` is null unless a surname was given, `valid` is about today."""

    number: str
    status: str
    valid: bool
    exam: str
    exam_version: str
    issuer: str
    holder_initials: str
    valid_from: date
    valid_until: date
    revoked_on: date | None
    surname_matches: bool | None


@get("/verifieer/{number:str}")
async def verify(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    number: FromPath[str],
    achternaam: FromQuery[str] = "",
) -> Response[CheckedCertificate]:
    """Answer by number; 404 for an unknown and 422 for a mistyped one."""
    await count_check(request, database, settings)
    async with database.reading() as session:
        verdict = await verify_number(session, number, achternaam[: LONGEST["surname"]])
    checked = CheckedCertificate(
        number=verdict.number,
        status=verdict.status,
        valid=verdict.status.is_valid,
        exam=verdict.exam,
        exam_version=verdict.exam_version,
        issuer=verdict.issuer,
        holder_initials=verdict.initials,
        valid_from=verdict.valid_from,
        valid_until=verdict.valid_until,
        revoked_on=verdict.revoked_on,
        surname_matches=verdict.surname_matches,
    )
    return Response(checked, headers=NO_INDEX)
