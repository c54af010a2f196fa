"""The two requests an exam page keeps making: save answers, and tell that it is still there.

They are the hot path, so this is a plain ASGI application: the body is read by hand, the token is checked without the
database, and the journal groups the writes. It speaks JSON only, errors included.
"""

from datetime import datetime
from http import HTTPStatus
from weakref import WeakKeyDictionary

import msgspec
import structlog
from litestar.enums import ScopeType
from litestar.handlers import asgi
from litestar.types import HTTPReceiveMessage, HTTPScope, Receive, Scope, Send

from proeve.core import clock
from proeve.exams.attempt_tokens import AttemptTokens, Pass, TokenRefused
from proeve.exams.journal.journal import Journal
from proeve.exams.journal.saves import Claim, Outcome
from proeve.web import sitting_refusals
from proeve.web.save_limit import SaveLimit
from proeve.web.sitting_messages import Envelope, SavedEnvelope, SentSaves, checked, envelope, refusal
from proeve.web.sitting_refusals import ErrorBody, ErrorFacts, RefusedRequest

LARGEST_BODY = 65_536
SAVE, HEARTBEAT = "/bewaren", "/hartslag"

log = structlog.get_logger()
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(SentSaves).decode


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
        received_at = clock.now()
        try:
            await _send(send, HTTPStatus.OK, await self._answer(scope, receive, received_at))
        except VisitorLeft:
            return
        except RefusedRequest as refused:
            await _send_refusal(send, refused)
        except Exception:
            log.exception("sitting_request_failed", path=scope["path"])
            await _send_refusal(send, sitting_refusals.failure())

    async def _answer(self, scope: HTTPScope, receive: Receive, received_at: datetime) -> bytes:
        path = scope["path"].rstrip("/")
        if path not in {SAVE, HEARTBEAT}:
            raise sitting_refusals.unknown_path()
        if scope["method"] != "POST":
            raise sitting_refusals.wrong_method()
        headers = dict(scope["headers"])
        page = self._page(headers.get(b"authorization", b""))
        if path == HEARTBEAT:
            return _encode(await self._beat(page))
        sent = _read_saves(await _read_body(headers, receive))
        return _encode(await self._save(page, sent, received_at))

    def _page(self, authorization: bytes) -> Pass:
        scheme, _, token = authorization.partition(b" ")
        try:
            return self._tokens.verify(token if scheme.lower() == b"bearer" else b"")
        except TokenRefused as error:
            raise RefusedRequest(HTTPStatus.UNAUTHORIZED, error.code, error.message) from None

    async def _save(self, page: Pass, sent: SentSaves, received_at: datetime) -> SavedEnvelope:
        if not self._limit.allows(page.attempt_id, len(sent.saves), received_at):
            raise sitting_refusals.too_many()
        saves, refused = checked(sent.saves, page.shapes)
        receipt = await self._journal.save(Claim(page.attempt_id, page.lease), saves, received_at=received_at)
        if receipt.standing is None:
            raise sitting_refusals.busy()
        acknowledged = []
        for save, outcome in zip(saves, receipt.outcomes, strict=True):
            if outcome is Outcome.ACKNOWLEDGED:
                acknowledged.append(save.sequence)
            else:
                refused.append(refusal(save.sequence, outcome))
        return SavedEnvelope(acknowledged=acknowledged, refused=refused, **envelope(receipt.standing, page))

    async def _beat(self, page: Pass) -> Envelope:
        standing = await self._journal.heartbeat(Claim(page.attempt_id, page.lease))
        if standing is None:
            raise sitting_refusals.busy()
        return Envelope(**envelope(standing, page))


def _read_saves(body: bytes) -> SentSaves:
    try:
        return _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise sitting_refusals.unreadable() from None


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
    ]
    if retry_after is not None:
        headers.append((b"retry-after", str(retry_after).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


_apis: WeakKeyDictionary[Journal, SittingApi] = WeakKeyDictionary()


@asgi("/afname", is_mount=True, copy_scope=True)
async def sitting_api(scope: Scope, receive: Receive, send: Send) -> None:
    """Serve the exam pages of the application this is mounted in."""
    state = scope["litestar_app"].state
    api = _apis.get(state.journal)
    if api is None:
        api = _apis[state.journal] = SittingApi(state.journal, state.tokens)
    if scope["type"] == ScopeType.HTTP:
        await api(scope, receive, send)
