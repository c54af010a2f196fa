"""Check a file that somebody hands over: the register decides, the seal explains, and nothing is kept.

A file that was issued is known by its SHA-256, and then it is ours to the last byte. Any other file is a stranger's: it
is read apart, and what it says is only used to find the certificate that it pretends to be. Shown is what the register
has. Who hands over a file with the secret of its QR code in it, an older version that we issued, or a badge that we
signed, was given the certificate and sees all that is printed; for a mere number there is what a number gives.
"""

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.checks import original, seal
from certificates.checks.outcome import Outcome, failure, skipped
from certificates.checks.trust import Known
from certificates.examining import examine_apart
from certificates.facts import CertificateFacts, read_snapshot
from certificates.verifying import Examination, FileVerdict, Traces, verify_file
from proeve.core.database import Database
from proeve.core.errors import TooManyTries
from proeve.core.settings import Settings
from proeve.core.tokens import token_hash
from proeve.register.certificates import Certificate
from proeve.register.standing_checks import checks_of_standing
from proeve.register.trust import trust_of
from proeve.register.verifying import FullVerdict, Verdict, full_verdict_of, verdict_of

READERS = 2
"""Files of strangers that are read at the same time; each takes a process."""
MOST_WAITING = 20
NOT_REGISTERED = "not_registered"

_readers = ThreadPoolExecutor(READERS, thread_name_prefix="read-file")
_waiting = 0


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """The verdict on a file, every check, and what the register says: all of it (`full`), or what a number gives.

    `title` is there for something that we sealed and that is no certificate, such as the proof of a check.
    """

    verdict: FileVerdict
    outcomes: list[Outcome]
    sha256: bytes
    certificate: Verdict | None = None
    full: FullVerdict | None = None
    title: str = ""

    @property
    def all_outcomes(self) -> list[Outcome]:
        """The checks of the file, and what the register says of the certificate besides."""
        return [*self.outcomes, *(checks_of_standing(self.certificate) if self.certificate else ())]


async def verify_upload(database: Database, settings: Settings, content: bytes) -> CheckedFile:
    """Return the verdict on a file; raise TooManyTries when too many others wait for theirs."""
    trust = await asyncio.to_thread(trust_of, settings)
    async with database.reading() as session:
        certificate = await _find_original(session, hashlib.sha256(content).digest())
        if certificate is not None:
            known = Known(sha256=certificate.pdf_sha256, facts=_facts(certificate))
            examination = await asyncio.to_thread(verify_file, content, trust, known=known)
            full = await full_verdict_of(session, certificate)
            return _checked(examination, FileVerdict.GENUINE, certificate=full.verdict, full=full)
    examination = await _read_apart(content, trust)
    async with database.reading() as session:
        return await _judge(session, examination)


async def _read_apart(content: bytes, trust: Any) -> Examination:
    global _waiting  # noqa: PLW0603  One queue for the whole process is the point.
    if _waiting >= MOST_WAITING:
        raise TooManyTries("Er worden nu veel bestanden gecontroleerd. Wacht een minuut.", retry_after=60)
    _waiting += 1
    try:
        return await asyncio.get_running_loop().run_in_executor(_readers, examine_apart, content, trust)
    finally:
        _waiting -= 1


async def _judge(session: AsyncSession, examination: Examination) -> CheckedFile:
    """Say what a file is that the register does not know by its SHA-256."""
    verdict, traces = examination.verdict, examination.traces
    proven = await _find_proven(session, traces)
    if proven is not None:
        full = await full_verdict_of(session, proven)
        verdict = _verdict_of_proven(examination)
        return _checked(examination, verdict, certificate=full.verdict, full=full)
    if verdict is FileVerdict.GENUINE:
        promise = examination.promise
        if promise is not None and promise.number is None:
            return _checked(examination, verdict, title=promise.title)
        return _checked(examination, FileVerdict.UNDECIDED, problem=NOT_REGISTERED)
    named = await _find_by_numbers(session, traces.numbers)
    if named is None:
        return _checked(examination, verdict)
    is_sealed_by_others = examination.outcome(seal.NAME).problem == seal.NOT_OURS
    verdict = FileVerdict.FOREIGN if is_sealed_by_others else FileVerdict.CHANGED
    return _checked(examination, verdict, certificate=await verdict_of(session, named))


def _verdict_of_proven(examination: Examination) -> FileVerdict:
    """Judge a file that has something of one of our certificates in it: a badge can be whole, a document is not."""
    is_document = examination.outcome(original.NAME).problem != "no_document"
    if not is_document:
        return examination.verdict
    is_sealed_by_others = examination.outcome(seal.NAME).problem == seal.NOT_OURS
    return FileVerdict.FOREIGN if is_sealed_by_others else FileVerdict.CHANGED


def _checked(examination: Examination, verdict: FileVerdict, *, problem: str = "", **more: Any) -> CheckedFile:
    """Return the outcomes with what the register adds to them: that it knows no such file."""
    problem = problem or ("other_file" if more.get("certificate") else NOT_REGISTERED)
    outcomes = [_with_register(each, problem, more) for each in examination.outcomes]
    return CheckedFile(verdict, outcomes, examination.traces.sha256, **more)


def _with_register(outcome: Outcome, problem: str, more: dict[str, Any]) -> Outcome:
    if outcome.check != original.NAME or outcome.problem != "no_register":
        return outcome
    return skipped(outcome.check, "no_certificate") if more.get("title") else failure(outcome.check, problem)


async def _find_original(session: AsyncSession, sha256: bytes) -> Certificate | None:
    return await session.scalar(select(Certificate).where(col(Certificate.pdf_sha256) == sha256).limit(1))


async def _find_proven(session: AsyncSession, traces: Traces) -> Certificate | None:
    """Return the certificate that somebody was given who has this file."""
    conditions = [
        col(Certificate.pdf_sha256).in_(traces.earlier),
        col(Certificate.token_hash).in_([token_hash(code) for code in traces.codes]),
        col(Certificate.number) == traces.proven,
    ]
    for condition in conditions:
        found = await session.scalar(select(Certificate).where(condition).order_by(col(Certificate.id)).limit(1))
        if found is not None:
            return found
    return None


async def _find_by_numbers(session: AsyncSession, numbers: list[str]) -> Certificate | None:
    return await session.scalar(select(Certificate).where(col(Certificate.number).in_(numbers)).limit(1))


def _facts(certificate: Certificate) -> CertificateFacts | None:
    """Return what was printed, or None once it was erased."""
    try:
        return read_snapshot(certificate.snapshot)
    except msgspec.ValidationError:
        return None
