"""What exam pages keep sending is answered in the protocol; all else, and all that is unusual, by the application."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping
from http import HTTPStatus
from typing import Any

import pytest
from uvicorn import Config
from uvicorn.server import ServerState

from proeve.server.sitting_protocol import SittingProtocol
from proeve.web.sitting_api import HEARTBEAT, LARGEST_BODY, SAVE
from proeve.web.sitting_messages import Answer
from tests.patience import PATIENCE_SECONDS

DATE = (b"date", b"Tue, 10 Mar 2026 09:00:00 GMT")
MORE_THAN_PYTHON_NESTS = 2_000


class Application:
    """Says who answers: its `sitting_api`, which is itself and repeats what it was sent, or the application."""

    def __init__(self) -> None:
        self.sitting_api = self
        self.keeps_waiting = False
        self.waiting: list[Callable[[], None]] = []
        self._asked = asyncio.Event()

    def answer(
        self,
        path: str,
        headers: Mapping[bytes, bytes],
        body: bytes,
        received_ms: int,
        respond: Callable[[Answer], None],
    ) -> None:
        assert received_ms > 0
        text = b"directly %b %b" % (headers.get(b"authorization", b"nobody"), bytes(body))
        answer = Answer(HTTPStatus.OK, ((b"x-path", path.encode()),), text)
        if self.keeps_waiting:
            self.waiting.append(lambda: respond(answer))
        else:
            respond(answer)
        self._asked.set()

    async def is_asked(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._asked.wait()
        self._asked.clear()

    def goes_on(self) -> None:
        self.keeps_waiting = False
        for respond in self.waiting:
            respond()

    async def __call__(self, _scope: Any, receive: Any, send: Any) -> None:
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message["body"], message["more_body"]
        text = b"by the application, %d bytes" % len(body)
        headers = [(b"content-length", b"%d" % len(text))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": text})


class Visitor:
    """A connection on which bytes are written and whole answers read."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    def sends(self, *requests: bytes) -> None:
        self.writer.write(b"".join(requests))

    async def reads(self) -> tuple[bytes, bytes]:
        """Return the head and the body of the next answer."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            head = await self.reader.readuntil(b"\r\n\r\n")
            (length,) = re.findall(rb"content-length: (\d+)", head)
            return head, await self.reader.readexactly(int(length))

    async def hears_nothing_more(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert await self.reader.read() == b""


async def until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not is_so():  # noqa: ASYNC110  uvicorn tells nobody.
            await asyncio.sleep(0)


@pytest.fixture
def application() -> Application:
    return Application()


@pytest.fixture
def config(application) -> Config:
    config = Config(
        application, interface="asgi3", ws="none", proxy_headers=False, access_log=False, log_level="warning"
    )
    config.load()
    return config


@pytest.fixture
async def state() -> ServerState:
    state = ServerState()
    state.default_headers = [DATE]
    return state


@pytest.fixture
async def connect(config, state) -> AsyncIterator[Callable[[], Any]]:
    server = await asyncio.get_running_loop().create_server(
        lambda: SittingProtocol(config=config, server_state=state, app_state={}), "127.0.0.1", 0
    )
    writers = []

    async def connect() -> Visitor:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writers.append(writer)
        return Visitor(reader, writer)

    yield connect
    for writer in writers:
        writer.close()
    server.close()
    await server.wait_closed()


@pytest.fixture
async def visitor(connect) -> Visitor:
    return await connect()


def post(body: bytes = b"{}", *, path: str = SAVE, version: str = "1.1", **headers: str) -> bytes:
    named = {"content-length": str(len(body)), **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"POST {path} HTTP/{version}", "Host: proeve.test", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def chunked(body: bytes) -> bytes:
    head = f"POST {SAVE} HTTP/1.1\r\nHost: proeve.test\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    return head + b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)


async def test_a_save_is_answered_whole_with_what_every_answer_carries(visitor):
    visitor.sends(post(b"answers", Authorization="Bearer noor"))
    head, body = await visitor.reads()
    assert body == b"directly Bearer noor answers"
    assert head.split(b"\r\n") == [
        b"HTTP/1.1 200 OK",
        b": ".join(DATE),
        b"x-path: /afname/bewaren",
        b"content-length: 28",
        b"",
        b"",
    ]


async def test_a_heartbeat_without_a_body_is_answered_too(visitor):
    visitor.sends(post(b"", path=HEARTBEAT))
    head, body = await visitor.reads()
    assert (b"x-path: /afname/hartslag" in head, body) == (True, b"directly nobody ")


async def test_a_request_may_come_in_byte_by_byte(visitor):
    for byte in post(b"slowly"):
        visitor.sends(bytes([byte]))
        await visitor.writer.drain()
        await asyncio.sleep(0)
    assert (await visitor.reads())[1] == b"directly nobody slowly"


async def test_a_connection_is_kept_for_the_next_request_of_any_kind(visitor):
    for request, answer in [
        (post(b"one"), b"directly nobody one"),
        (post(b"page", path="/mijn"), b"by the application, 4 bytes"),
        (post(b"two"), b"directly nobody two"),
    ]:
        visitor.sends(request)
        assert (await visitor.reads())[1] == answer


@pytest.mark.parametrize(
    "request_bytes",
    [
        pytest.param(f"GET {SAVE} HTTP/1.1\r\nHost: proeve.test\r\n\r\n".encode(), id="another method"),
        pytest.param(post(path="/afname/anders"), id="another path"),
        pytest.param(post(path=f"{SAVE}/"), id="a slash too many"),
        pytest.param(chunked(b"{}"), id="no length announced"),
        pytest.param(post(b"x" * (LARGEST_BODY + 1)), id="over the limit"),
    ],
)
async def test_what_exam_pages_do_not_send_goes_to_the_application(visitor, request_bytes):
    visitor.sends(request_bytes)
    assert (await visitor.reads())[1].startswith(b"by the application")


async def test_who_asks_whether_to_go_on_is_told_so_by_the_application(visitor):
    visitor.sends(post(b"{}", Expect="100-continue"))
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert await visitor.reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert (await visitor.reads())[1] == b"by the application, 2 bytes"


async def test_the_largest_body_is_answered_directly(visitor):
    visitor.sends(post(b"x" * LARGEST_BODY))
    assert (await visitor.reads())[1].startswith(b"directly")


async def test_answers_come_in_the_order_of_the_requests(application, visitor):
    application.keeps_waiting = True
    visitor.sends(post(b"first"), post(b"second"), post(b"third", path="/mijn"))
    await application.is_asked()
    application.goes_on()
    assert (await visitor.reads())[1] == b"directly nobody first"
    assert (await visitor.reads())[1] == b"by the application, 6 bytes"
    assert (await visitor.reads())[1] == b"by the application, 5 bytes"


async def test_any_number_of_requests_may_follow_one_that_waits(application, visitor):
    application.keeps_waiting = True
    visitor.sends(*[post()] * MORE_THAN_PYTHON_NESTS)
    await application.is_asked()
    application.goes_on()
    for _ in range(MORE_THAN_PYTHON_NESTS):
        await visitor.reads()


@pytest.mark.parametrize("request_bytes", [post(Connection="close"), post(version="1.0")])
async def test_a_connection_is_closed_for_who_asks_so(visitor, request_bytes):
    visitor.sends(request_bytes)
    head, _ = await visitor.reads()
    assert b"connection: close\r\n" in head
    await visitor.hears_nothing_more()


async def test_a_server_that_stops_answers_who_waits_and_closes(application, visitor, state):
    application.keeps_waiting = True
    visitor.sends(post(b"last"))
    await application.is_asked()
    (connection,) = state.connections
    connection.shutdown()
    application.goes_on()
    head, body = await visitor.reads()
    assert (b"connection: close\r\n" in head, body) == (True, b"directly nobody last")
    await visitor.hears_nothing_more()


async def test_a_visitor_who_leaves_while_waiting_keeps_nobody_else_waiting(application, connect, state):
    application.keeps_waiting = True
    leaver, stayer = await connect(), await connect()
    leaver.sends(post(b"leaves"))
    await application.is_asked()
    stayer.sends(post(b"stays"))
    await application.is_asked()
    leaver.writer.close()
    await until(lambda: len(state.connections) == 1)
    application.goes_on()
    assert (await stayer.reads())[1] == b"directly nobody stays"


async def test_a_connection_that_closes_is_not_written_to(application, visitor, state):
    application.keeps_waiting = True
    visitor.sends(post(b"never"))
    await application.is_asked()
    (connection,) = state.connections
    connection.transport.close()
    application.goes_on()
    await visitor.hears_nothing_more()


async def test_who_does_not_read_is_left_to_the_application_which_waits(visitor, state):
    visitor.sends(post(b"one"))
    await visitor.reads()
    (connection,) = state.connections
    connection.pause_writing()
    visitor.sends(post(b"two"))
    await until(lambda: state.tasks)
    connection.resume_writing()
    assert (await visitor.reads())[1] == b"by the application, 3 bytes"


async def test_a_server_with_too_many_connections_says_so(connect, config):
    config.limit_concurrency = 1
    visitor = await connect()
    visitor.sends(post(Connection="close"))
    async with asyncio.timeout(PATIENCE_SECONDS):
        assert (await visitor.reader.read()).startswith(b"HTTP/1.1 503")


async def test_a_connection_that_stays_silent_is_closed(connect, config):
    config.timeout_keep_alive = 0.01
    visitor = await connect()
    visitor.sends(post())
    await visitor.reads()
    await visitor.hears_nothing_more()


async def test_an_application_without_exam_pages_answers_everything(connect, application):
    del application.sitting_api
    visitor = await connect()
    visitor.sends(post())
    assert (await visitor.reads())[1] == b"by the application, 2 bytes"
