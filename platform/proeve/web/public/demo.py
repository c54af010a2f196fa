"""Sign in to the demo by one click, as often as one likes; outside the demo these addresses do not exist."""

import base64
import hashlib
import hmac
from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from proeve.core.database import Database
from proeve.core.errors import NotFound
from proeve.core.settings import Settings
from proeve.people.persons import find_person_by_email
from proeve.web.public.signing_in import sign_in_person

UNKNOWN = "Deze link hoort niet bij deze demo. Gebruik de link die bij het starten op het scherm kwam."


def demo_sign_in_path(settings: Settings, email: str) -> str:
    """Return the address that signs somebody in to the demo, signed so that it works in this demo only."""
    return f"/demo/aanmelden/{base64.urlsafe_b64encode(email.encode()).decode()}/{_signature(settings, email)}"


@get("/demo/aanmelden/{who:str}/{signature:str}")
async def sign_in_to_demo(
    request: Request[Any, Any, Any],
    database: NamedDependency[Database],
    settings: NamedDependency[Settings],
    who: FromPath[str],
    signature: FromPath[str],
) -> Redirect:
    """Sign in without mail, because in the demo there is none."""
    email = _email(who)
    if not (settings.demo and hmac.compare_digest(signature.encode(), _signature(settings, email).encode())):
        raise NotFound(UNKNOWN)
    async with database.reading() as session:
        person = await find_person_by_email(session, email)
    return await sign_in_person(request, database, settings, person)


def _email(who: str) -> str:
    try:
        return base64.urlsafe_b64decode(who).decode()
    except ValueError:
        raise NotFound(UNKNOWN) from None


def _signature(settings: Settings, email: str) -> str:
    return hmac.new(settings.secret_key, f"demo:{email}".encode(), hashlib.sha256).hexdigest()[:32]
