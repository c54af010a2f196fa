"""What lists have in common: reading the page, the order and the filters from the address."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from litestar import Request

from proeve.people.text import tidy
from proeve.web.forms import ROW_NUMBER
from proeve.web.listing import Listing

FURTHEST_PAGE = 100_000
"""No list has this many pages; a larger number is a slip, and too large for a database to count."""
LONGEST_WORDS = 200


def page_number(request: Request[Any, Any, Any]) -> int:
    """Return the page asked for, the first when it is no number."""
    value = request.query_params.get("page", "")
    return min(int(value), FURTHEST_PAGE) if ROW_NUMBER.fullmatch(value) else 1


def word(request: Request[Any, Any, Any], name: str) -> str:
    """Return one filter of the address, without signs nobody sees; nothing when it is not there."""
    return tidy(str(request.query_params.get(name, "")))[:LONGEST_WORDS]


def words(request: Request[Any, Any, Any], *names: str) -> dict[str, str]:
    """Return the filters that are set, by name."""
    return {name: value for name in names if (value := word(request, name))}


def address(path: str, query: Mapping[str, str]) -> str:
    """Return a path with its filters."""
    return f"{path}?{urlencode(query)}" if query else path


def numbers(request: Request[Any, Any, Any], name: str) -> list[int]:
    """Return the numbers of rows in the address, written with commas between them."""
    return [int(each) for each in request.query_params.get(name, "").split(",") if ROW_NUMBER.fullmatch(each)]


def listing_of(
    request: Request[Any, Any, Any], path: str, total: int, query: Mapping[str, str], *, sort: str = ""
) -> Listing:
    """Return the page asked for; beyond the end that is the last one, for a list may have become shorter."""
    whole = Listing(path, total, query, sort)
    return replace(whole, page=min(page_number(request), whole.page_count))
