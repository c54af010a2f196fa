"""Answers are compressed, and a request that waits holds no compressor."""

import asyncio
import gzip
import zlib

import pytest
from httpx import ASGITransport, AsyncClient
from isal import isal_zlib
from litestar import Litestar, get
from litestar.config.compression import CompressionConfig
from litestar.response import Redirect, Stream

from proeve.web.compression import AS_GZIP, Compression

LONG = "Dit is een zin. " * 100
PIECES = [b"Een. ", b"Twee. ", LONG.encode()]


@pytest.fixture
def made(monkeypatch):
    """How many compressors were made."""
    made = []

    def counted(*arguments, **options):
        made.append(make(*arguments, **options))
        return made[-1]

    make = isal_zlib.compressobj
    monkeypatch.setattr(isal_zlib, "compressobj", counted)
    return made


@pytest.fixture
def while_waiting():
    """How many compressors there were when the long answer was made."""
    return []


@pytest.fixture
def small_app(made, while_waiting):
    @get("/lang", media_type="text/plain")
    async def long() -> str:
        while_waiting.append(len(made))
        return LONG

    @get("/weg")
    async def away() -> Redirect:
        return Redirect("/lang")

    @get("/stukjes", media_type="text/plain")
    async def pieces() -> Stream:
        return Stream(iter(PIECES))

    config = CompressionConfig(backend="gzip", minimum_size=700, middleware_class=Compression)
    return Litestar([long, away, pieces], compression_config=config, openapi_config=None, logging_config=None)


@pytest.fixture
async def ask(small_app):
    async with AsyncClient(transport=ASGITransport(small_app), base_url="http://testserver.local") as client:
        yield client.get


async def test_a_long_answer_is_compressed_by_what_was_made_when_it_began(ask, made, while_waiting):
    answer = await ask("/lang")
    assert (while_waiting, len(made)) == ([0], 1)
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == LONG
    assert int(answer.headers["content-length"]) < len(gzip.compress(LONG.encode())) + 50


async def test_who_cannot_read_it_gets_it_as_it_is(ask, made):
    answer = await ask("/lang", headers={"accept-encoding": "identity"})
    assert (answer.text, made) == (LONG, [])


async def test_a_short_answer_stays_as_it_is(ask):
    answer = await ask("/weg")
    assert answer.status_code == 302
    assert "content-encoding" not in answer.headers


async def test_what_comes_in_pieces_can_be_read_piece_by_piece(small_app, made):
    sent, is_over, expand = [], asyncio.Event(), zlib.decompressobj(wbits=AS_GZIP).decompress
    headers = [(b"host", b"testserver.local"), (b"accept-encoding", b"gzip")]
    scope = {"type": "http", "method": "GET", "path": "/stukjes", "raw_path": b"/stukjes", "query_string": b""}

    async def receive():
        await is_over.wait()
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)
        if not message.get("more_body", message["type"] == "http.response.start"):
            is_over.set()

    await small_app(scope | {"headers": headers, "extensions": {}}, receive, send)
    begun, *pieces = sent
    assert [expand(piece["body"]) for piece in pieces] == [*PIECES, b""]
    assert len(made) == 1
    assert dict(begun["headers"])[b"content-encoding"] == b"gzip"
    assert b"content-length" not in dict(begun["headers"])


async def test_what_browsers_keep_is_compressed_better_than_what_is_made_for_one(client):
    kept, made = [await client.get(path, headers={"accept-encoding": "gzip"}) for path in ("/static/theme.css", "/")]
    assert kept.headers["content-encoding"] == made.headers["content-encoding"] == "gzip"
    level = {answer: _shortest_level(answer) for answer in (kept, made)}
    assert level[made] < level[kept]


def _shortest_level(answer):
    """The first level at which what was sent comes out as short."""
    sizes = [len(gzip.compress(answer.content, level)) for level in range(1, 10)]
    return 1 + next(level for level, size in enumerate(sizes) if size <= int(answer.headers["content-length"]) + 20)
