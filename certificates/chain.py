"""The chain of the register: each event carries a digest over itself and the digest of the event before.

Who changes, adds or removes an event of the past would have to change every digest after it. An event names a
certificate by its number and the digest of its file, and says what happened in codes: there is no personal data in it,
so that the data of a holder can be erased while the chain stays whole.

The format never changes: another one would get another domain string.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

DOMAIN = "proeve register 1"
BEFORE_THE_FIRST = hashlib.sha256(DOMAIN.encode()).digest()
"""What stands in the place of the digest before the first event."""

CODE = re.compile(r"[A-Za-z0-9_.:-]{1,80}", re.ASCII)
"""A code has no spaces and no @, so that a name or an address does not slip in."""


class ChainedEvent(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that happened to one certificate.

    `sequence` counts the events from 1; `at` is in microseconds since 1970; `file_sha256` is in hexadecimal; `facts`
    hold codes, such as the reason, and of a correction the number on the other side.
    """

    sequence: int
    at: int
    kind: str
    number: str
    file_sha256: str
    facts: dict[str, str | int]

    def __post_init__(self) -> None:
        """Refuse what is no code: raise ValueError."""
        for code in (self.kind, self.number, *self.facts, *self.facts.values()):
            if not isinstance(code, int) and not (isinstance(code, str) and CODE.fullmatch(code)):
                raise ValueError(f"The register keeps codes, not texts: {code!r}")


class Link(Struct, frozen=True):
    """An event as it is kept: with the digest before it, and its own."""

    event: ChainedEvent
    previous: bytes
    digest: bytes


class Break(Struct, frozen=True):
    """Where a chain is broken, and how: `code` is "missing", "previous" or "changed"."""

    sequence: int
    code: str


def chain_event(event: ChainedEvent, previous: bytes) -> bytes:
    """Return the digest of an event: over the one before in hexadecimal, and a line of JSON.

    The names in the JSON are in alphabetical order, without spaces.
    """
    line = msgspec.json.encode(event, order="sorted")
    return hashlib.sha256(previous.hex().encode() + b"\n" + line).digest()


def find_breaks(links: Iterable[Link]) -> Iterator[Break]:
    """Give every place where the chain does not hold, the first one first."""
    before: Link | None = None
    for link in links:
        yield from breaks_between(before, link)
        before = link


def breaks_between(before: Link | None, link: Link) -> Iterator[Break]:
    """Give what is wrong with one link, as it follows on the one before; None stands before the first.

    Each link is held against what is kept of the one before, so that one change is told once.
    """
    sequence = before.event.sequence + 1 if before else 1
    if link.event.sequence != sequence:
        yield Break(sequence, "missing")
    elif link.previous != (before.digest if before else BEFORE_THE_FIRST):
        yield Break(sequence, "previous")
    if chain_event(link.event, link.previous) != link.digest:
        yield Break(link.event.sequence, "changed")


def make_event(
    *,
    sequence: int,
    at: datetime,
    kind: str,
    number: str,
    file_sha256: bytes,
    facts: Mapping[str, str | int],
) -> ChainedEvent:
    """Return an event in the form in which it is chained; raise ValueError for a text that is no code."""
    return ChainedEvent(sequence, microseconds(at), kind, number, file_sha256.hex(), dict(facts))


def microseconds(moment: datetime) -> int:
    """Return a moment as microseconds since 1970, without the rounding of floating point."""
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds
