"""The two requests an exam page keeps making: save answers, and tell that it is still there.

They are the hot path, so nothing stands around them: the body is read by hand, the token is checked without the
database, and the journal groups the writes. It speaks JSON only, errors included. It is a plain ASGI application, and
`answer` is what it does without ASGI, for a server that has the whole request at hand (`proeve.server`).
"""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus

import msgspec
import structlog
from litestar.types import HTTPReceiveMessage, HTTPScope, Receive, Send

from proeve.core import clock
from proeve.exams.attempt_tokens import AttemptTokens, Pass, TokenRefused
from proeve.exams.journal.journal import Journal
from proeve.exams.journal.saves import ACKNOWLEDGED, Claim, Delivery, Place, Receipt, Save, Standing
from proeve.web import sitting_refusals
from proeve.web.save_limit import SaveLimit
from proeve.web.sitting_messages import (
    Answer,
    Envelope,
    Headers,
    Refusal,
    SavedEnvelope,
    SentHeartbeat,
    SentSaves,
    checked,
    refusal,
    standing_facts,
)
from proeve.web.sitting_refusals import ErrorBody, ErrorFacts, RefusedRequest

LARGEST_BODY = 65_536
SITTING_PATH = "/afname/"
SAVE, HEARTBEAT = f"{SITTING_PATH}bewaren", f"{SITTING_PATH}hartslag"
PATHS = frozenset({SAVE, HEARTBEAT})
JSON_HEADERS: Headers = (
    (b"content-type", b"application/json"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
)

Body = bytes | bytearray
Respond = Callable[[Answer], None]
WhenWritten = Callable[[Receipt], Envelope]
"""Makes the body of an answer from what became of a delivery, or raises RefusedRequest."""

log = structlog.get_logger()
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(SentSaves).decode
_decode_heartbeat = msgspec.json.Decoder(SentHeartbeat).decode


class VisitorLeft(Exception):
    """The connection was closed before the body was in; nobody is left to answer."""


class SittingApi:
    """The answers of one journal."""

    def __init__(self, journal: Journal, tokens: AttemptTokens) -> None:
        self._journal = journal
        self._tokens = tokens
        self._limit = SaveLimit()

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """Answer one request of any kind, as any ASGI server hands it over."""
        received_ms = clock.now_ms()
        answered: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        try:
            path, headers = _known_path(scope), dict(scope["headers"])
            body = await _read_body(headers, receive)
        except VisitorLeft:
            return
        except RefusedRequest as refused:
            answered.set_result(_refused(refused))
        else:
            self.answer(path, headers, body, received_ms, partial(_settle, answered))
        await _send(send, await answered)

    def answer(self, path: str, headers: Mapping[bytes, bytes], body: Body, received_ms: int, respond: Respond) -> None:
        """Answer one whole request to SAVE or HEARTBEAT: now, or when the journal has written what it brings.

        Nothing is raised and nothing waited for: whatever goes wrong becomes an answer too. `received_ms` is when the
        request began to come in.
        """
        try:
            page = self._page(headers.get(b"authorization", b""))
            read = self._read_heartbeat if path == HEARTBEAT else self._read_saves
            delivery, envelope = read(page, body, received_ms)
            self._journal.deliver(delivery, partial(_answer, respond, envelope))
        except Exception as error:  # noqa: BLE001  It becomes an answer.
            respond(_failed(error))

    def _page(self, authorization: bytes) -> Pass:
        scheme, _, token = authorization.partition(b" ")
        try:
            return self._tokens.verify(token if scheme.lower() == b"bearer" else b"")
        except TokenRefused as error:
            raise RefusedRequest(HTTPStatus.UNAUTHORIZED, error.code, error.message) from None

    def _read_saves(self, page: Pass, body: Body, received_ms: int) -> tuple[Delivery, WhenWritten]:
        sent = _saves_in(body)
        if not self._limit.allows(page.attempt_id, len(sent.saves), received_ms):
            raise sitting_refusals.too_many()
        saves, refused = checked(sent.saves, page.shapes)
        delivery = Delivery(Claim(page.attempt_id, page.lease), saves, received_ms)
        return delivery, partial(_saved, page, saves, refused)

    def _read_heartbeat(self, page: Pass, body: Body, received_ms: int) -> tuple[Delivery, WhenWritten]:
        delivery = Delivery(Claim(page.attempt_id, page.lease), (), received_ms, _place_in(body))
        return delivery, partial(_beaten, page)


def _saved(page: Pass, saves: list[Save], refused: list[Refusal], receipt: Receipt) -> SavedEnvelope:
    facts = standing_facts(_standing(receipt), page)
    acknowledged = []
    for save, outcome in zip(saves, receipt.outcomes, strict=True):
        if outcome is ACKNOWLEDGED:
            acknowledged.append(save.sequence)
        else:
            refused.append(refusal(save.sequence, outcome))
    return SavedEnvelope(*facts, acknowledged, refused)


def _beaten(page: Pass, receipt: Receipt) -> Envelope:
    return Envelope(*standing_facts(_standing(receipt), page))


def _standing(receipt: Receipt) -> Standing:
    if receipt.standing is None:
        raise sitting_refusals.busy()
    return receipt.standing


def _answer(respond: Respond, envelope: WhenWritten, receipt: Receipt) -> None:
    try:
        answer = Answer(HTTPStatus.OK, JSON_HEADERS, _encode(envelope(receipt)))
    except Exception as error:  # noqa: BLE001  It becomes an answer.
        answer = _failed(error)
    respond(answer)


def _settle(answered: "asyncio.Future[Answer]", answer: Answer) -> None:
    if not answered.done():  # The server may have stopped waiting.
        answered.set_result(answer)


def _failed(error: Exception) -> Answer:
    if isinstance(error, RefusedRequest):
        return _refused(error)
    log.error("sitting_request_failed", exc_info=error)
    return _refused(sitting_refusals.failure())


def _refused(refused: RefusedRequest) -> Answer:
    headers = JSON_HEADERS
    if refused.retry_after is not None:
        headers += ((b"retry-after", str(refused.retry_after).encode()),)
    if refused.status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers += ((b"allow", b"POST"),)
    return Answer(refused.status, headers, _encode(ErrorBody(ErrorFacts(refused.code, refused.message))))


def _known_path(scope: HTTPScope) -> str:
    path = scope["path"].rstrip("/")
    if path not in PATHS:
        raise sitting_refusals.unknown_path()
    if scope["method"] != "POST":
        raise sitting_refusals.wrong_method()
    return path


def _saves_in(body: Body) -> SentSaves:
    try:
        return _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise sitting_refusals.unreadable() from None


def _place_in(body: Body) -> Place:
    """Read where somebody is; a heartbeat that says it wrongly, or not at all, is a sign of life all the same."""
    try:
        sent = _decode_heartbeat(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Place()
    return Place(sent.slot, sent.answered)


async def _read_body(headers: dict[bytes, bytes], receive: Receive) -> bytes:
    """Read the body, and no more of it than we accept, whatever length it announces."""
    announced = headers.get(b"content-length", b"0")
    if announced.isdigit() and int(announced) > LARGEST_BODY:
        raise sitting_refusals.too_large()
    body, more = b"", True
    while more:
        message: HTTPReceiveMessage = await receive()  # type: ignore[assignment]  # A mount of HTTP requests only.
        if message["type"] == "http.disconnect":
            raise VisitorLeft
        body += message["body"]
        more = message["more_body"]
        if len(body) > LARGEST_BODY:
            raise sitting_refusals.too_large()
    return body


async def _send(send: Send, answer: Answer) -> None:
    headers = [*answer.headers, (b"content-length", str(len(answer.body)).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})
