"""The two requests an exam page keeps making: save answers, and tell that it is still there.

They are the hot path, so this is a plain ASGI application: the body is read by hand, the token is checked without the
database, and the journal groups the writes. It speaks JSON only, errors included.
"""

from http import HTTPStatus

import msgspec
import structlog
from litestar.types import HTTPReceiveMessage, HTTPScope, Receive, Send

from proeve.core import clock
from proeve.exams.attempt_tokens import AttemptTokens, Pass, TokenRefused
from proeve.exams.journal.journal import Journal
from proeve.exams.journal.saves import Claim, Outcome, Place
from proeve.web import sitting_refusals
from proeve.web.save_limit import SaveLimit
from proeve.web.sitting_messages import (
    Envelope,
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

log = structlog.get_logger()
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(SentSaves).decode
_decode_heartbeat = msgspec.json.Decoder(SentHeartbeat).decode


class VisitorLeft(Exception):
    """The connection was closed before the body was in; nobody is left to answer."""


class SittingApi:
    """The application of one journal."""

    def __init__(self, journal: Journal, tokens: AttemptTokens) -> None:
        self._journal = journal
        self._tokens = tokens
        self._limit = SaveLimit()

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong becomes an answer too."""
        received_ms = clock.now_ms()
        try:
            await _send(send, HTTPStatus.OK, await self._answer(scope, receive, received_ms))
        except VisitorLeft:
            return
        except RefusedRequest as refused:
            await _send_refusal(send, refused)
        except Exception:
            log.exception("sitting_request_failed", path=scope["path"])
            await _send_refusal(send, sitting_refusals.failure())

    async def _answer(self, scope: HTTPScope, receive: Receive, received_ms: int) -> bytes:
        path = scope["path"].rstrip("/")
        if path not in {SAVE, HEARTBEAT}:
            raise sitting_refusals.unknown_path()
        if scope["method"] != "POST":
            raise sitting_refusals.wrong_method()
        headers = dict(scope["headers"])
        page = self._page(headers.get(b"authorization", b""))
        if path == HEARTBEAT:
            return _encode(await self._beat(page, _read_place(await _read_body(headers, receive))))
        sent = _read_saves(await _read_body(headers, receive))
        return _encode(await self._save(page, sent, received_ms))

    def _page(self, authorization: bytes) -> Pass:
        scheme, _, token = authorization.partition(b" ")
        try:
            return self._tokens.verify(token if scheme.lower() == b"bearer" else b"")
        except TokenRefused as error:
            raise RefusedRequest(HTTPStatus.UNAUTHORIZED, error.code, error.message) from None

    async def _save(self, page: Pass, sent: SentSaves, received_ms: int) -> SavedEnvelope:
        if not self._limit.allows(page.attempt_id, len(sent.saves), received_ms):
            raise sitting_refusals.too_many()
        saves, refused = checked(sent.saves, page.shapes)
        receipt = await self._journal.save(Claim(page.attempt_id, page.lease), saves, received_ms=received_ms)
        if receipt.standing is None:
            raise sitting_refusals.busy()
        acknowledged = []
        for save, outcome in zip(saves, receipt.outcomes, strict=True):
            if outcome is Outcome.ACKNOWLEDGED:
                acknowledged.append(save.sequence)
            else:
                refused.append(refusal(save.sequence, outcome))
        return SavedEnvelope(*standing_facts(receipt.standing, page), acknowledged, refused)

    async def _beat(self, page: Pass, place: Place) -> Envelope:
        standing = await self._journal.heartbeat(Claim(page.attempt_id, page.lease), place)
        if standing is None:
            raise sitting_refusals.busy()
        return Envelope(*standing_facts(standing, page))


def _read_saves(body: bytes) -> SentSaves:
    try:
        return _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise sitting_refusals.unreadable() from None


def _read_place(body: bytes) -> Place:
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


async def _send_refusal(send: Send, refused: RefusedRequest) -> None:
    body = _encode(ErrorBody(ErrorFacts(refused.code, refused.message)))
    await _send(send, refused.status, body, retry_after=refused.retry_after)


async def _send(send: Send, status: HTTPStatus, body: bytes, *, retry_after: int | None = None) -> None:
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if retry_after is not None:
        headers.append((b"retry-after", str(retry_after).encode()))
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        headers.append((b"allow", b"POST"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
