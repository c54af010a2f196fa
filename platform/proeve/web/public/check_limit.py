"""How often one network may check certificates, and with how many surnames one number: neither is found by trying."""

from datetime import timedelta
from typing import Any

from litestar import Request

from proeve.core.database import Database
from proeve.core.errors import TooManyTries
from proeve.core.rate_limits import count_try
from proeve.core.settings import Settings
from proeve.people.limits import network_of
from proeve.register.verifying import read_number
from proeve.web.address import address_of

MOST_CHECKS = 60
"""More than anybody types in ten minutes, with a stack of certificates before them."""
MOST_FILES, MOST_LISTS, MOST_PROOFS = 30, 6, 30
"""Files cost more than numbers, and a list holds many of those."""
CHECK_WINDOW = timedelta(minutes=10)
MOST_SURNAMES = 20
"""For one number, from whatever network: a directory of surnames would find the holder of a number by trying."""
SURNAME_WINDOW = timedelta(hours=1)

TOO_MANY_SURNAMES = (
    "Bij dit nummer zijn te veel achternamen ingevuld. Laat de achternaam leeg: dan ziet u of het certificaat geldt. "
    "Binnen een uur kan het weer met een achternaam."
)


async def count_check(request: Request[Any, Any, Any], database: Database, settings: Settings) -> None:
    """Count one check from this network, or raise TooManyTries."""
    await _count("verify", MOST_CHECKS, request, database, settings)


async def count_surname(database: Database, number: str, surname: str) -> None:
    """Count a surname that is tried for a number, if there is one, or raise TooManyTries; Invalid for what is none."""
    if not surname.strip():
        return
    try:
        await count_try(database, f"verify-surname:{read_number(number)}", most=MOST_SURNAMES, window=SURNAME_WINDOW)
    except TooManyTries as error:
        raise TooManyTries(TOO_MANY_SURNAMES, retry_after=error.retry_after) from None


async def count_file(request: Request[Any, Any, Any], database: Database, settings: Settings) -> None:
    """Count one file from this network, or raise TooManyTries."""
    await _count("verify-file", MOST_FILES, request, database, settings)


async def count_list(request: Request[Any, Any, Any], database: Database, settings: Settings) -> None:
    """Count one list from this network, or raise TooManyTries."""
    await _count("verify-list", MOST_LISTS, request, database, settings)


async def count_proof(request: Request[Any, Any, Any], database: Database, settings: Settings) -> None:
    """Count one proof of a check for this network, or raise TooManyTries."""
    await _count("verify-proof", MOST_PROOFS, request, database, settings)


async def _count(what: str, most: int, request: Request[Any, Any, Any], database: Database, settings: Settings) -> None:
    key = f"{what}:{network_of(address_of(request, settings))}"
    await count_try(database, key, most=most, window=CHECK_WINDOW)
