"""Prove of one certificate that what happened to it is under the published roots, to whoever has those roots.

The proof holds what the events hold: codes, reasons and digests, the number of a certificate that took its place, no
name. Events can be left out of it: it shows what happened, never that nothing else did.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.chain import ChainedEvent, chain_event
from certificates.merkle import inclusion_path, root_from_path
from proeve.core.errors import Conflict, NotFound
from proeve.register.certificates import Certificate
from proeve.register.checking import PublishedRoots
from proeve.register.events import RegisterEvent, all_events_of
from proeve.register.roots import RegisterRoot, all_roots
from proeve.register.verifying import UNKNOWN_NUMBER, read_number

NO_ROOT_YET = "Over dit certificaat is nog geen wortel gepubliceerd. Dat gebeurt in de nacht na de uitgifte."
OTHER_NUMBER = "Gebeurtenis {} gaat over een ander certificaat."
OTHER_FILE = "Gebeurtenis {} gaat over een ander bestand."
NO_ROOT = "Gebeurtenis {}: in de lijst staat geen wortel van {}."
OTHER_ROOT = "Gebeurtenis {} staat niet onder de wortel van {}."


class EventProof(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One event, the digest of the one before it, and the way up to the root of its day; digests in hexadecimal."""

    event: ChainedEvent
    previous: str
    day: date
    path: list[str]

    @property
    def at(self) -> datetime:
        """The moment of the event."""
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=self.event.at)


class RegisterProof(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The events of one certificate that have a root, the oldest first."""

    number: str
    events: list[EventProof]


async def prove_number(session: AsyncSession, text: str) -> RegisterProof:
    """Return the proof for a number; raise Invalid and NotFound as a check does, and Conflict before the first root."""
    found = select(Certificate).where(col(Certificate.number) == read_number(text))
    certificate = await session.scalar(found)
    if certificate is None:
        raise NotFound(UNKNOWN_NUMBER, code="unknown_number")
    return await prove_certificate(session, certificate)


async def prove_certificate(session: AsyncSession, certificate: Certificate) -> RegisterProof:
    """Return the proof of a certificate; raise Conflict before the first root."""
    events, proofs = await all_events_of(session, certificate.id), []
    for root in reversed(await all_roots(session)):
        if of_day := [event for event in events if root.first_sequence <= event.sequence <= root.last_sequence]:
            digests = await _digests(session, root)
            # A day may hold thousands of events, and all of them are hashed.
            proofs += await asyncio.to_thread(_prove, of_day, root, digests)
    if not proofs:
        raise Conflict(NO_ROOT_YET, code="too_early")
    return RegisterProof(number=certificate.number, events=proofs)


async def _digests(session: AsyncSession, root: RegisterRoot) -> Sequence[bytes]:
    digests = await session.scalars(
        select(col(RegisterEvent.digest))
        .where(col(RegisterEvent.sequence).between(root.first_sequence, root.last_sequence))
        .order_by(col(RegisterEvent.sequence))
    )
    return digests.all()


def _prove(events: Sequence[RegisterEvent], root: RegisterRoot, digests: Sequence[bytes]) -> list[EventProof]:
    return [
        EventProof(
            event=(link := event.link()).event,
            previous=link.previous.hex(),
            day=root.day,
            path=[digest.hex() for digest in inclusion_path(digests, event.sequence - root.first_sequence)],
        )
        for event in events
    ]


def problem_of(proof: EventProof, number: str, published: PublishedRoots, file_sha256: str = "") -> str:
    """Say why one event is not proven by published roots to be of a number, and of a file; nothing when it is."""
    event, sequence = proof.event, proof.event.sequence
    if event.number != number:
        return OTHER_NUMBER.format(sequence)
    if file_sha256 and event.file_sha256 != file_sha256:
        return OTHER_FILE.format(sequence)
    root = next((each for each in published.roots if each.day == proof.day), None)
    if root is None:
        return NO_ROOT.format(sequence, proof.day.isoformat())
    try:
        digest = chain_event(event, bytes.fromhex(proof.previous))
        path = [bytes.fromhex(step) for step in proof.path]
    except ValueError:
        return OTHER_ROOT.format(sequence, proof.day.isoformat())
    computed = root_from_path(digest, sequence - root.first, root.last - root.first + 1, path)
    fits = computed is not None and computed.hex() == root.root
    return "" if fits else OTHER_ROOT.format(sequence, proof.day.isoformat())
