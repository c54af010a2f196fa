"""Give the proof of a check as a sealed document."""

import asyncio
from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.response import Response

from certificates.proof_of_check import ProofOfCheck, draw_proof_of_check
from proeve.core import clock
from proeve.core.database import Database
from proeve.core.dutch import moment
from proeve.core.settings import Settings
from proeve.register.keys import seal_provider
from proeve.web.forms import read_form
from proeve.web.public.check_limit import count_proof
from proeve.web.public.proofs import BY_LIST, LONGEST_CLAIM, Proof, read_claim


# The page that asks may be the answer to a file, which carries no token; and nothing changes here.
@post("/verifieer/bewijs", status_code=200, exclude_from_csrf=True)
async def download_proof(
    request: Request[Any, Any, Any], database: NamedDependency[Database], settings: NamedDependency[Settings]
) -> Response[bytes]:
    """Send what a page said, as a document that nobody can change unnoticed."""
    form = await read_form(request)
    await count_proof(request, database, settings)
    proof = read_claim(settings, form.text("bewijs", longest=LONGEST_CLAIM))
    pdf = await asyncio.to_thread(_sealed, settings, _page_of(settings, proof))
    name = f"verificatiebewijs-{clock.local_date(proof.checked_at):%Y%m%d}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(pdf, media_type="application/pdf", headers=headers)


def _sealed(settings: Settings, page: ProofOfCheck) -> bytes:
    return seal_provider(settings).seal(draw_proof_of_check(page))


def _page_of(settings: Settings, proof: Proof) -> ProofOfCheck:
    # A list may hold a line that reads "Nummer", such as the heading of a column.
    number = "" if proof.way == BY_LIST else dict(proof.facts).get("Nummer", "")
    address = f"{settings.public_url}/verifieer"
    return ProofOfCheck(
        headline=proof.words.headline,
        explanation=proof.words.explanation,
        rows=list(proof.facts),
        checks=[(check.outcome, f"{check.title}: {check.sentence}") for check in proof.checks],
        checked=f"Gecontroleerd op {moment(proof.checked_at)}, {proof.way}.",
        checked_at=proof.checked_at,
        issuer=settings.issuer,
        verify_url=f"{address}?nummer={number}" if number else address,
        verify_page=address.partition("://")[2],
        sha256=proof.sha256,
    )
