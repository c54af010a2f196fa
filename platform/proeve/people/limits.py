"""How often one may try to sign in: per address book entry, against guessing, and per network, against spraying.

A network is generous: a corporation's whole office shares one address, and a joint sitting starts at one moment.
Call these before the unit of work begins; each try is counted in one of its own.
"""

from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from proeve.core.database import Database
from proeve.core.rate_limits import count_try
from proeve.core.tokens import token_hash
from proeve.people.text import tidy

WINDOW = timedelta(minutes=15)
LINKS_PER_EMAIL = 5
PASSWORDS_PER_EMAIL = 10
"""Somebody else can use these up for you; a sign-in link by mail still lets you in."""
LINKS_PER_NETWORK = 1_000
PASSWORDS_PER_NETWORK = 300
TOKENS_PER_NETWORK = 1_000


async def count_link_request(database: Database, *, email: str, address: str) -> None:
    """Count one request for a sign-in link, or raise TooManyTries."""
    await count_try(database, f"link:{network_of(address)}", most=LINKS_PER_NETWORK, window=WINDOW)
    if tidy(email):  # An empty field is nobody's address: people who forget it would count together.
        await count_try(database, f"link:{_hidden(email)}", most=LINKS_PER_EMAIL, window=WINDOW)


async def count_password_try(database: Database, *, email: str, address: str) -> None:
    """Count one password that is tried, or raise TooManyTries."""
    await count_try(database, f"password:{network_of(address)}", most=PASSWORDS_PER_NETWORK, window=WINDOW)
    if tidy(email):  # An empty field is nobody's address: people who forget it would count together.
        await count_try(database, f"password:{_hidden(email)}", most=PASSWORDS_PER_EMAIL, window=WINDOW)


async def count_link_use(database: Database, *, address: str) -> None:
    """Count one sign-in link that is opened, or raise TooManyTries."""
    await count_try(database, f"link_use:{network_of(address)}", most=TOKENS_PER_NETWORK, window=WINDOW)


def _hidden(email: str) -> str:
    """Return an address as it may stay in a table of tries: not readable, for it may be anybody's."""
    return token_hash(tidy(email).casefold()).hex()


def network_of(address: str) -> str:
    """Return what one party has: an IPv4 address, or the /64 in which an IPv6 host can move about freely."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped or ip_network((parsed, 64), strict=False))
    return str(parsed)
