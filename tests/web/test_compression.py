"""Answers are compressed, and a request that waits holds no compressor."""

import gzip

import pytest
from httpx import ASGITransport, AsyncClient
from isal import isal_zlib
from litestar import Litestar, get
from litestar.config.compression import CompressionConfig
from litestar.response import Redirect, Stream

from proeve.web.compression import Compression

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
async def ask(made):
    while_waiting = []

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
    app = Litestar([long, away, pieces], compression_config=config, openapi_config=None, logging_config=None)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://testserver.local") as client:
        yield client.get, while_waiting


async def test_a_long_answer_is_compressed_by_what_was_made_when_it_began(ask, made):
    get_it, while_waiting = ask
    answer = await get_it("/lang")
    assert (while_waiting, len(made)) == ([0], 1)
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == LONG
    assert int(answer.headers["content-length"]) < len(gzip.compress(LONG.encode())) + 50


async def test_who_cannot_read_it_gets_it_as_it_is(ask, made):
    answer = await ask[0]("/lang", headers={"accept-encoding": "identity"})
    assert (answer.text, made) == (LONG, [])


async def test_a_short_answer_stays_as_it_is(ask):
    answer = await ask[0]("/weg")
    assert answer.status_code == 302
    assert "content-encoding" not in answer.headers


async def test_what_comes_in_pieces_can_be_read_piece_by_piece(ask, made):
    get_it, _ = ask
    answer = await get_it("/stukjes")
    assert (answer.content, len(made)) == (b"".join(PIECES), 1)
    assert answer.headers["content-encoding"] == "gzip"
    assert "content-length" not in answer.headers


async def test_what_browsers_keep_is_compressed_better_than_what_is_made_for_one(client):
    kept, made = [await client.get(path, headers={"accept-encoding": "gzip"}) for path in ("/static/theme.css", "/")]
    assert kept.headers["content-encoding"] == made.headers["content-encoding"] == "gzip"
    level = {answer: _shortest_level(answer) for answer in (kept, made)}
    assert level[made] < level[kept]


def _shortest_level(answer):
    """The first level at which what was sent comes out as short."""
    sizes = [len(gzip.compress(answer.content, level)) for level in range(1, 10)]
    return 1 + next(level for level, size in enumerate(sizes) if size <= int(answer.headers["content-length"]) + 20)
