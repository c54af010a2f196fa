"""The receipt of an exam that was handed in: on the result page, and as a small file to keep."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from proeve.core import dutch
from proeve.core.database import Database
from proeve.exams.overview import EnrolmentRow
from proeve.exams.receipts.stored import Receipt, find_receipt
from proeve.web.candidate.own_exams import read_own_exam

TEXT = """\
Ontvangstbewijs

Toets:        {exam}
Toetsnummer:  {number}
Naam:         {name}
Corporatie:   {corporation}
Afgesloten:   {closed}
Bewaard:      {entries}
Code:         {code}

Met deze code en het bestand van uw toets kan iedereen nagaan dat er na het
afsluiten niets aan uw antwoorden is veranderd. Bewaar dit bewijs. Maakt u
bezwaar, stuur het dan mee.
"""


@get("/toetsen/{attempt_id:int}/ontvangstbewijs.txt", media_type="text/plain")
async def download_receipt(
    request: Request[Any, Any, Any], database: NamedDependency[Database], attempt_id: FromPath[int]
) -> Response[str]:
    """Send the receipt as text; raise NotFound as long as the exam is not closed."""
    exam = await read_own_exam(database, request.user, attempt_id)
    async with database.reading() as session:
        receipt = await find_receipt(session, request.user, attempt_id)
    headers = {"Content-Disposition": f'attachment; filename="ontvangstbewijs-{attempt_id}.txt"'}
    return Response(_text(exam, receipt), media_type="text/plain; charset=utf-8", headers=headers)


async def read_receipt(database: Database, attempt_id: int) -> Receipt | None:
    """Return the receipt of an attempt that the caller was allowed to read, or None without one."""
    async with database.reading() as session:
        return await session.get(Receipt, attempt_id)


def _text(exam: EnrolmentRow, receipt: Receipt) -> str:
    return TEXT.format(
        exam=exam.blueprint.title,
        number=receipt.attempt_id,
        name=exam.name,
        corporation=exam.corporation.name,
        closed=dutch.exact_moment(exam.closed_at or receipt.made_at),
        entries=f"{dutch.count(receipt.entry_count, 'keer', 'keer')} een antwoord",
        code=receipt.code,
    )
