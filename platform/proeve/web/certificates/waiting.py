"""Ask once more for a certificate that could not be drawn."""

from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from proeve.core.database import Database
from proeve.register.issuing import ask_for_certificate_again
from proeve.web.certificates.paths import register_path
from proeve.web.flash import redirect


@post("/wachtend/{result_id:int}/opnieuw")
async def make_again(
    request: Request[Any, Any, Any], database: NamedDependency[Database], result_id: FromPath[int]
) -> Redirect:
    """Ask for the certificate again, in the background."""
    async with database.unit_of_work() as session:
        await ask_for_certificate_again(session, request.user, result_id)
    said = (
        "Wij maken het certificaat nu opnieuw. Laad deze pagina over een minuut nog eens: dan ziet u of het gelukt is."
    )
    return redirect(register_path(request), say=said, kind="info")
