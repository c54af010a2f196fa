"""How long the server works on a request of an exam page that it refuses: in this process, without HTTP around it."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

import uvloop

from benchmarks.candidates import LEASE, Candidate, Hall
from benchmarks.saves import fitting_answer
from proeve.core import clock
from proeve.core.database import Database
from proeve.core.settings import Settings
from proeve.exams.attempt_tokens import VALID, AttemptTokens, Pass
from proeve.exams.journal.journal import Journal
from proeve.web.sitting_api import SAVE, SittingApi

MEGABYTE = 1_000_000
PIECE = 16_384
"""Bytes in which the server hands on a body whose length was not announced."""
SEQUENCE_IN_USE = 2_000_000_000
"""Far above what candidates of a benchmark reach otherwise."""

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """The middle of many refusals of one kind: milliseconds that passed, and of the processor of all threads.

    `waits` says whether the database was asked: what passes then is mostly the wait for a group to be stored.
    """

    code: str
    ms: float
    cpu_ms: float
    waits: bool


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A request that is refused: the code it must get, and what it sends for a candidate."""

    code: str
    token: Callable[[Candidate], str]
    body: Callable[[Candidate], bytes]
    waits: bool = False
    announces_length: bool = True


def measure_refusals(settings: Settings, hall: Hall) -> dict[str, Refusal]:
    """Send each wrong request once for every candidate who saves, one after the other; give the figures by its name.

    Raises:
        RuntimeError: a request was not refused as it should be.
    """
    return uvloop.run(_measure(settings, hall))


async def _measure(settings: Settings, hall: Hall) -> dict[str, Refusal]:
    database = Database(settings.database_url)
    journal = Journal(database)
    await journal.start()
    try:
        api = SittingApi(journal, AttemptTokens(settings.secret_key))
        await _use_sequence(api, settings, hall)
        return {
            name: await _refusal(api, wrong, hall.saving) for name, wrong in _wrong_requests(settings, hall).items()
        }
    finally:
        await journal.stop()
        await database.close()


def _wrong_requests(settings: Settings, hall: Hall) -> dict[str, _Wrong]:
    ours, foreign = AttemptTokens(settings.secret_key), AttemptTokens(b"the key of another installation")
    long_ago = clock.now() - 2 * VALID
    with clock.running_from(lambda: long_ago):
        expired = {candidate: ours.issue(_page(candidate, hall)) for candidate in hall.saving}
    answer = fitting_answer(hall.shapes[0])

    def own(candidate: Candidate) -> str:
        return ours.issue(_page(candidate, hall))

    def well(_: Candidate) -> bytes:
        return _body(1, answer)

    return {
        "forged token": _Wrong("token_invalid", lambda candidate: f"{own(candidate)[:-4]}AAA=", well),
        "token of another installation": _Wrong(
            "token_invalid", lambda candidate: foreign.issue(_page(candidate, hall)), well
        ),
        "expired token": _Wrong("token_expired", lambda candidate: expired[candidate], well),
        "unreadable body": _Wrong("bad_request", own, lambda _: b'{"saves": ['),
        "body of 1 MB, announced": _Wrong("too_large", own, lambda _: b"x" * MEGABYTE),
        "body of 1 MB, not announced": _Wrong("too_large", own, lambda _: b"x" * MEGABYTE, announces_length=False),
        "unknown item": _Wrong("unknown_item", own, lambda _: _body(1, answer, slot=len(hall.shapes))),
        "wrong shape of answer": _Wrong("wrong_shape", own, lambda _: _body(1, {"anything": "else"})),
        "stale lease": _Wrong(
            "lease_lost", lambda candidate: ours.issue(_page(candidate, hall, LEASE - 1)), well, waits=True
        ),
        "number in use for another answer": _Wrong("sequence", own, lambda _: _body(SEQUENCE_IN_USE, None), waits=True),
    }


async def _use_sequence(api: SittingApi, settings: Settings, hall: Hall) -> None:
    """Save one answer for everybody, under the number that is sent again for another."""
    tokens = AttemptTokens(settings.secret_key)
    for candidate in hall.saving:
        body = _body(SEQUENCE_IN_USE, fitting_answer(hall.shapes[0]))
        answer = await _send(api, tokens.issue(_page(candidate, hall)), body)
        if answer["acknowledged"] != [SEQUENCE_IN_USE]:
            raise RuntimeError(f"A save of the benchmark was not stored: {answer}")


async def _refusal(api: SittingApi, wrong: _Wrong, candidates: list[Candidate]) -> Refusal:
    took, cpu = [], []
    for candidate in candidates:
        token, body = wrong.token(candidate), wrong.body(candidate)
        began, cpu_began = time.perf_counter(), time.process_time()
        answer = await _send(api, token, body, announces_length=wrong.announces_length)
        cpu.append(time.process_time() - cpu_began)
        took.append(time.perf_counter() - began)
        codes = [answer["error"]["code"]] if "error" in answer else [each["code"] for each in answer["refused"]]
        if codes != [wrong.code]:
            raise RuntimeError(f"Expected the refusal {wrong.code}, got {answer}")
    return Refusal(wrong.code, median(took) * 1000, median(cpu) * 1000, wrong.waits)


async def _send(api: SittingApi, token: str, body: bytes, *, announces_length: bool = True) -> dict[str, Any]:
    headers = [(b"authorization", f"Bearer {token}".encode())]
    if announces_length:
        headers.append((b"content-length", str(len(body)).encode()))
    pieces = [body] if announces_length else [body[at : at + PIECE] for at in range(0, len(body), PIECE)]
    received = iter(
        {"type": "http.request", "body": piece, "more_body": number < len(pieces)}
        for number, piece in enumerate(pieces, start=1)
    )
    sent: list[Message] = []

    async def receive() -> Message:
        return next(received)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": SAVE, "headers": headers}
    await api(scope, receive, send)  # type: ignore[arg-type]  # What this application reads of a scope, no more.
    answer: dict[str, Any] = json.loads(sent[-1]["body"])
    return answer


def _page(candidate: Candidate, hall: Hall, lease: int = LEASE) -> Pass:
    return Pass(attempt_id=candidate.attempt_id, lease=lease, person_id=candidate.person_id, shapes=hall.shapes)


def _body(sequence: int, answer: object, *, slot: int = 0) -> bytes:
    save = {"sequence": sequence, "slot": slot, "answer": answer, "flagged": False, "client_ms": 0}
    return json.dumps({"saves": [save]}).encode()
