"""Visit pages as one browser does: one connection that stays open, cookies, compressed answers."""

import gzip
import http.client
import time
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Self

from benchmarks.candidates import Candidate
from proeve.web.visitor import SESSION_COOKIE

CSRF_COOKIE = "csrftoken"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its body as it travelled and as it reads, and how long it took, in milliseconds."""

    travelled: bytes
    body: bytes
    content_type: str
    ms: float

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode()


class Visit:
    """The visit of one candidate, signed in from the first page; used as a context."""

    def __init__(self, address: str, candidate: Candidate | None = None) -> None:
        self._connection = http.client.HTTPConnection(address, timeout=30)
        self._cookies = {SESSION_COOKIE: candidate.cookie} if candidate else {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._connection.close()

    @property
    def form_token(self) -> str:
        """Return the token that forms carry; it is there after the first page."""
        return self._cookies[CSRF_COOKIE]

    def get(self, path: str) -> Answer:
        """Ask for a page or a file; raise RuntimeError for anything but a good answer."""
        return self._ask("GET", path)

    def post(self, path: str) -> Answer:
        """Send an empty form; raise RuntimeError for anything but a good answer."""
        return self._ask("POST", path)

    def _ask(self, method: str, path: str) -> Answer:
        headers = {
            "Accept-Encoding": "gzip",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        if method == "POST":
            headers["X-CSRFToken"] = self.form_token
        started = time.perf_counter()
        self._connection.request(method, path, headers=headers)
        response = self._connection.getresponse()
        travelled = response.read()
        ms = (time.perf_counter() - started) * 1000
        if response.status >= http.client.MULTIPLE_CHOICES:
            raise RuntimeError(f"{method} {path} answered {response.status}: {travelled[:300]!r}")
        for cookie in SimpleCookie(response.headers.get("Set-Cookie", "")).values():
            self._cookies[cookie.key] = cookie.value
        is_packed = response.headers.get("Content-Encoding") == "gzip"
        body = gzip.decompress(travelled) if is_packed else travelled
        return Answer(travelled, body, response.headers.get("Content-Type", ""), ms)
