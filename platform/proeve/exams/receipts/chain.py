"""Chain the answers of an attempt: each link is a digest over the one before and the next stored answer.

The format is described in docs/receipts.md, so that others can check a receipt without us. It never changes: another
one would get another domain string.
"""

import hashlib
from collections.abc import Iterable

import msgspec
from msgspec import Struct

DOMAIN = "proeve receipt 1"


class ChainedSlot(Struct, frozen=True, forbid_unknown_fields=True):
    """One question of the form: which version of which item, and the order its replies stood in."""

    item: str
    version: int
    order: tuple[int, ...]


class ChainedFacts(Struct, frozen=True, forbid_unknown_fields=True):
    """What was fixed before the first answer."""

    attempt: int
    exam: str
    blueprint_version: int
    seed: str
    slots: tuple[ChainedSlot, ...]


class ChainedEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One stored answer; times are in milliseconds since 1970.

    The answer is here as its digest, so that a receipt can also be checked by somebody who may not read the answers.
    """

    lease: int
    sequence: int
    slot: int
    answer_sha256: str | None
    flagged: bool
    late: bool
    client_ms: int
    received_ms: int


def chain(facts: ChainedFacts, entries: Iterable[ChainedEntry]) -> list[str]:
    """Return the links in hexadecimal: one for the facts, then one for each entry; the last is the receipt's digest."""
    links = [_digest(DOMAIN, facts)]
    for entry in entries:
        links.append(_digest(links[-1], entry))
    return links


def answer_digest(answer: str | None) -> str | None:
    """Return the digest of an answer's JSON text; a cleared answer has none."""
    return None if answer is None else hashlib.sha256(answer.encode()).hexdigest()


def _digest(before: str, value: ChainedFacts | ChainedEntry) -> str:
    """Digest a line of text and a line of JSON, its names in alphabetical order and without spaces."""
    return hashlib.sha256(before.encode() + b"\n" + msgspec.json.encode(value, order="sorted")).hexdigest()
