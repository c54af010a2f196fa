"""The part of a longer list that an address asks for."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from litestar import Request

from proeve.web.corporation.lists import page_number
from proeve.web.listing import Listing


def listing_of(
    request: Request[Any, Any, Any], path: str, total: int, query: Mapping[str, str], *, sort: str = ""
) -> Listing:
    """Return the page asked for; beyond the end that is the last one, for a list may have become shorter."""
    whole = Listing(path, total, query, sort)
    return replace(whole, page=min(page_number(request), whole.page_count))
