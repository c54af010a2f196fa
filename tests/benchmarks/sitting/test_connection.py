"""Reading answers of a server as they arrive, in pieces of any size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.sitting.connection import Answer, get, post, read_answer

MEASURED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n" + b'{"a": "\xc3\xab"}'
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n"
REDIRECT = b"HTTP/1.1 303 See Other\r\nlocation: /mijn/toetsen/7/afnemen\r\ncontent-length: 0\r\n\r\n"


@pytest.mark.parametrize(
    ("received", "answer"),
    [
        (MEASURED, Answer(200, "", b'{"a": "\xc3\xab"}')),
        (CHUNKED, Answer(200, "", b"abcd0123456789")),
        (REDIRECT, Answer(303, "/mijn/toetsen/7/afnemen", b"")),
    ],
)
def test_an_answer_is_read_once_it_is_whole(received, answer):
    assert [read_answer(received[:length]) for length in range(len(received))] == [None] * len(received)
    assert read_answer(received) == answer


def test_what_is_no_http_is_refused():
    with pytest.raises(ValueError, match="no answer in HTTP"):
        read_answer(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")


@given(st.binary(max_size=300), st.integers(1, 60))
def test_a_body_comes_through_chunks_unchanged(body, size):
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    chunks = b"".join(f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in parts)
    answer = read_answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + b"0\r\n\r\n")
    assert answer == Answer(200, "", body)


def test_a_request_says_how_long_its_body_is():
    request = post("/afname/bewaren", {"Authorization": "Bearer t"}, b'{"saves":[]}')
    assert request.endswith(b"\r\nAuthorization: Bearer t\r\nContent-Length: 12\r\n\r\n" + b'{"saves":[]}')
    assert get("/", {}).startswith(b"GET / HTTP/1.1\r\nHost: ")
