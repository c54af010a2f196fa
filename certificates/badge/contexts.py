"""The JSON-LD contexts that badges are written in: pinned files, so that nothing is ever fetched."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER = Path(__file__).with_name("contexts")

CREDENTIALS: Final = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

# What stands before the JSON of a context that npm delivers as a script.
EXPORT = "module.exports = "

# Address -> the file at hand, put there by hatch_build.py, and its SHA-256. The address with a version is the only one
# of Open Badges that VC 2.0 processors can read.
PINNED = {
    CREDENTIALS: ("credentials-v2.jsonld", "8a9f494a89ecc51db093e90e84713e07e84d6d9204364a9b3c7868b21751236f"),
    OPEN_BADGES: ("open-badges-3.0.3.js", "dd4c45eb3f74ce4f74a7e1a7b19401a5f37cd5ac3e5af5f2cb069f69263572e3"),
}


class UnknownContext(LookupError):
    """A document names a context that is not pinned here, so what it says cannot be known."""


class ContextAltered(RuntimeError):
    """A pinned context is not the file it was; the installation has to be made again."""


@cache
def read_context(address: str) -> dict[str, Any]:
    """Return a pinned context; raise UnknownContext for another address and ContextAltered for a changed file."""
    if address not in PINNED:
        raise UnknownContext(f"The context {address} is not one that badges are written in.")
    name, fingerprint = PINNED[address]
    content = (FOLDER / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != fingerprint:
        raise ContextAltered(f"The file {name} is not the one that was pinned. Install Proeve again.")
    text = content.decode()
    context: dict[str, Any] = json.loads(text.partition(EXPORT)[2] or text)
    return context


def load_document(address: str, _options: object = None) -> dict[str, Any]:
    """Hand a pinned context to the JSON-LD processor, which asks for it as for a document on the web."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": read_context(address),
    }
