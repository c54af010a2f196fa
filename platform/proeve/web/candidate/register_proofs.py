"""The proof that a certificate is under the published roots, for its holder alone, to show to whoever kept those."""

from typing import Any

import msgspec
from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Response

from proeve.core.database import Database
from proeve.register.finding import find_certificate
from proeve.register.proving import prove_certificate
from proeve.web.downloads import attachment


@get("/certificaten/{certificate_id:int}/registerbewijs.json")
async def download_register_proof(
    request: Request[Any, Any, Any], database: NamedDependency[Database], certificate_id: FromPath[int]
) -> Response[bytes]:
    """Send what happened to the certificate, with the way up to the roots of those days."""
    async with database.reading() as session:
        certificate = (await find_certificate(session, request.user, certificate_id)).certificate
        proof = await prove_certificate(session, certificate)
    content = msgspec.json.format(msgspec.json.encode(proof), indent=2)
    return attachment(content, "application/json", f"registerbewijs-{proof.number}.json")
