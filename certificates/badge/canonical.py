"""Write a JSON-LD document in the one form that is signed, and refuse what would get lost on the way.

JSON-LD drops a name that no context defines without a word, so a plain check of the signature would not notice that
`"corporation": "Another one"` was added. Here such a name is given an address of its own, by a last context that holds
only a vocabulary; so is an identifier that is no full address, by a base; and a document in which that address turns up
is refused.
"""

import hashlib
from collections.abc import Iterator
from threading import Lock
from typing import Any

from pyld import jsonld
from pyld.context_resolver import ContextResolver

from certificates.badge.contexts import CREDENTIALS, OPEN_BADGES, UnknownContext, load_document

UNDEFINED = "undefined:/"
ALLOWED = ([CREDENTIALS], [CREDENTIALS, OPEN_BADGES])

# What the processor has understood of the contexts is kept, for that is most of its work; threads would spoil it for
# each other. Only documents with the contexts above come here, so it stays small.
RESOLVER = ContextResolver({}, load_document)
PROCESSOR = Lock()
OPTIONS = {"documentLoader": load_document, "contextResolver": RESOLVER}


class UncoveredContent(ValueError):
    """A document says something that a signature over it would not cover."""


def canonical_hash(document: dict[str, Any]) -> bytes:
    """Return the SHA-256 of the document in canonical N-Quads (RDFC-1.0).

    Raises UnknownContext for other contexts than ours and UncoveredContent for a name or address without a meaning.
    """
    with PROCESSOR:
        expanded = expand(document)
        quads: str = jsonld.normalize(expanded, OPTIONS | {"algorithm": "URDNA2015", "format": "application/n-quads"})
    return hashlib.sha256(quads.encode()).digest()


def expand(document: dict[str, Any]) -> list[Any]:
    """Return the document with each name written as the full address of its meaning."""
    context = document.get("@context")
    if context not in ALLOWED:
        raise UnknownContext("A badge names the two contexts of this version, in this order, and no others.")
    if has_keyword({name: value for name, value in document.items() if name != "@context"}):
        raise UncoveredContent("A badge has no further keywords of JSON-LD, for those can change what names mean.")
    marked = document | {"@context": [*context, {"@vocab": UNDEFINED}]}
    try:
        expanded: list[Any] = jsonld.expand(marked, OPTIONS | {"base": UNDEFINED})
    except jsonld.JsonLdError as error:
        raise UncoveredContent(f"The document is not sound JSON-LD: {error.code or error.type}.") from error
    for address in addresses(expanded):
        if address.startswith(UNDEFINED):
            raise UncoveredContent(f"No context says what '{address.removeprefix(UNDEFINED)}' means.")
    return expanded


def has_keyword(node: Any) -> bool:
    """Tell whether a name that begins with @ occurs, at whatever depth."""
    if isinstance(node, list):
        return any(has_keyword(each) for each in node)
    return isinstance(node, dict) and any(name.startswith("@") or has_keyword(each) for name, each in node.items())


def addresses(node: Any) -> Iterator[str]:
    """Give every property, type and identifier of an expanded document, at whatever depth."""
    if isinstance(node, list):
        for each in node:
            yield from addresses(each)
    elif isinstance(node, dict):
        for name, value in node.items():
            if name in {"@id", "@type"}:
                yield from [value] if isinstance(value, str) else value
            elif not name.startswith("@"):
                yield name
                yield from addresses(value)
            elif name != "@value":
                yield from addresses(value)
