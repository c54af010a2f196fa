"""Check the register as a whole: the chain of events, the published roots, and the certificates they are about.

The events hold the number of a certificate, the digest of its file, and whether it was revoked, suspended or erased.
Who writes to the database and changes those, or a file, makes it differ from the chain or breaks the chain; who makes
the whole chain anew, makes other roots than were published before. Names and dates are not in the chain: they are held
against the badge in the file. What stands in no file is not checked, such as whose account a certificate is in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncSession

from certificates.chain import BEFORE_THE_FIRST, Break, ChainedEvent, Link, breaks_between
from certificates.merkle import merkle_root
from proeve.register.checking_rows import GONE, Told, read_rows, what_differs
from proeve.register.events import RegisterEvent, find_head, read_chain
from proeve.register.roots import RegisterRoot, all_roots

BREAKS = {
    "missing": "Gebeurtenis {} ontbreekt.",
    "previous": "Gebeurtenis {} sluit niet aan op de gebeurtenis ervoor.",
    "changed": "Gebeurtenis {} is gewijzigd.",
}
UNREADABLE = "unreadable"


class PublishedRoot(Struct, frozen=True):
    """One root as it was published, the form of /register/wortels.json; digests are in hexadecimal."""

    day: date
    first: int
    last: int
    root: str
    head: str


class PublishedRoots(Struct, frozen=True):
    """The whole list, the newest first."""

    roots: list[PublishedRoot]


class Finding(Struct, frozen=True):
    """One thing that is not as it should be; `where` is an event, a day or a number."""

    code: str
    where: str
    sentence: str


@dataclass(slots=True)
class Report:
    """What was checked and what was found."""

    events: int = 0
    certificates: int = 0
    roots: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Tell whether everything holds."""
        return not self.findings

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        counts = {"events": self.events, "certificates": self.certificates, "roots": self.roots}
        return {"ok": self.ok, **counts, "findings": msgspec.to_builtins(self.findings)}


def publish(roots: Sequence[RegisterRoot]) -> PublishedRoots:
    """Return roots as they are published."""
    return PublishedRoots(
        [
            PublishedRoot(each.day, each.first_sequence, each.last_sequence, each.root.hex(), each.head.hex())
            for each in roots
        ]
    )


async def stand_still(session: AsyncSession) -> None:
    """Let a fresh session see the register as it is now: an event that is added meanwhile would seem out of place.

    SQLite does so by itself.
    """
    if session.get_bind().dialect.name == "postgresql":
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


async def check_register(session: AsyncSession, published: PublishedRoots | None = None) -> Report:
    """Read everything and return what does not hold; with a list that was kept, hold the roots against it as well."""
    report = Report()
    roots = (await all_roots(session))[::-1]
    told, last = await _check_chain(session, roots, report)
    head = await find_head(session)
    kept = (head.sequence, head.digest) if head else (0, BEFORE_THE_FIRST)
    if kept != ((last.event.sequence, last.digest) if last else (0, BEFORE_THE_FIRST)):
        sentence = f"Na gebeurtenis {last.event.sequence if last else 0} ontbreekt er iets aan het eind van de keten."
        report.findings.append(Finding("head", str(kept[0]), sentence))
    report.findings += _missing_from(published, roots) if published else []
    await _check_certificates(session, told, report)
    return report


async def _check_chain(
    session: AsyncSession, roots: Sequence[RegisterRoot], report: Report
) -> tuple[dict[int, Told], Link | None]:
    """Follow the chain once, with the roots beside it; return what it tells of each certificate, and its last link."""
    told: dict[int, Told] = {}
    owners: dict[str, int] = {}
    last: Link | None = None
    digests: list[bytes] = []
    async for event in read_chain(session):
        link = _link_of(event)
        breaks = list(breaks_between(last, link))
        known = told.setdefault(event.certificate_id, Told(event.number, event.file_sha256))
        owner = owners.setdefault(event.number, event.certificate_id)
        # Which row an event is about is not in its digest, but its number is: the two belong together.
        if (owner, known.number) != (event.certificate_id, event.number):
            breaks.append(Break(event.sequence, "changed"))
        report.findings += map(_finding, dict.fromkeys(breaks))
        known.take_in(event)
        digests.append(link.digest)
        last = link
        report.events += 1
    report.findings += _check_roots(roots, digests)
    report.roots = len(roots)
    return told, last


def _link_of(event: RegisterEvent) -> Link:
    """Return an event as the chain has it; for what no event can hold, a stand-in that its digest does not fit."""
    try:
        return event.link()
    except (TypeError, ValueError):
        return Link(ChainedEvent(event.sequence, 0, UNREADABLE, UNREADABLE, "", {}), event.previous, event.digest)


def _finding(found: Break) -> Finding:
    place = str(found.sequence)
    return Finding(found.code, place, BREAKS[found.code].format(place))


def _check_roots(roots: Sequence[RegisterRoot], digests: Sequence[bytes]) -> Iterator[Finding]:
    following = 1
    for each in roots:
        covered = digests[each.first_sequence - 1 : each.last_sequence]
        fits = each.first_sequence == following and each.last_sequence <= len(digests)
        if not (fits and covered and merkle_root(covered) == each.root and covered[-1] == each.head):
            sentence = f"De wortel van {each.day.isoformat()} past niet bij de gebeurtenissen van die dag."
            yield Finding("root", each.day.isoformat(), sentence)
        following = each.last_sequence + 1


def _missing_from(published: PublishedRoots, roots: Sequence[RegisterRoot]) -> Iterator[Finding]:
    now = set(publish(roots).roots)
    for each in published.roots:
        if each not in now:
            day = each.day.isoformat()
            yield Finding("published", day, f"De wortel van {day} is een andere dan toen die werd gepubliceerd.")


async def _check_certificates(session: AsyncSession, told: Mapping[int, Told], report: Report) -> None:
    gone = {certificate_id: each.number for certificate_id, each in told.items() if each.is_issued}
    async for row in read_rows(session):
        report.certificates += 1
        gone.pop(row.id, None)
        sentence = what_differs(told.get(row.id), row)
        if sentence:
            report.findings.append(Finding("certificate", row.number, f"Certificaat {row.number} {sentence}"))
    for number in gone.values():
        report.findings.append(Finding("certificate", number, f"Certificaat {number} {GONE}"))
