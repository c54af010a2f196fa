"""HTTP as uvicorn speaks it, but for what exam pages keep sending: that is answered without a task and in one write."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from proeve.core import clock
from proeve.web.sitting_api import LARGEST_BODY, PATHS, SittingApi
from proeve.web.sitting_messages import Answer


class _Arriving(NamedTuple):
    """A request whose body is still coming in, and when it began."""

    cycle: RequestResponseCycle
    headers: dict[bytes, bytes]
    received_ms: int


class SittingProtocol(HttpToolsProtocol):
    """One connection. A request that is not quite what an exam page sends goes to the application, as all others do.

    That is a body without a length or over the limit, a request that came before the one before it was answered, and
    anybody who does not read our answers: the application waits where this class would have to.
    """

    def __init__(self, *facts: Any, **options: Any) -> None:
        super().__init__(*facts, **options)
        self._sitting_api: SittingApi | None = getattr(self.app, "sitting_api", None)
        self._arriving: _Arriving | None = None

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        # With too many connections uvicorn hands over another application, which says so.
        headers = _headers_of_usual_request(cycle) if self._sitting_api and app is self.app else None
        if headers is None or self.flow.write_paused:
            super()._start_asgi_task(cycle, app)
        else:
            self._arriving = _Arriving(cycle, headers, clock.now_ms())

    def on_message_complete(self) -> None:
        """Answer what is complete now, unless a task does that."""
        super().on_message_complete()
        if self._arriving and self._sitting_api:
            (cycle, headers, received_ms), self._arriving = self._arriving, None
            respond: Callable[[Answer], None] = partial(self._respond, cycle)
            self._sitting_api.answer(cycle.scope["path"], headers, cycle.body, received_ms, respond)

    def _respond(self, cycle: RequestResponseCycle, answer: Answer) -> None:
        if cycle.disconnected or self.transport.is_closing():
            return
        content = [STATUS_LINE[answer.status]]
        for name, value in (*cycle.default_headers, *answer.headers):
            content += (name, b": ", value, b"\r\n")
        if not cycle.keep_alive:
            content.append(b"connection: close\r\n")
        content += (b"content-length: ", str(len(answer.body)).encode(), b"\r\n\r\n", answer.body)
        self.transport.write(b"".join(content))
        cycle.response_started = cycle.response_complete = True
        if not cycle.keep_alive:
            self.transport.close()
        self.on_response_complete()


def _headers_of_usual_request(cycle: RequestResponseCycle) -> dict[bytes, bytes] | None:
    """Return the headers of a request such as exam pages send, whose body is still to come, and otherwise None.

    What waited for the answer to the request before it has its body: if it were answered here, a hundred of these in
    one packet would be answered from within each other.
    """
    scope = cycle.scope
    if scope["path"] not in PATHS or scope["method"] != "POST" or not cycle.more_body or cycle.waiting_for_100_continue:
        return None
    headers = dict(scope["headers"])
    announced = headers.get(b"content-length", b"")
    return headers if announced.isdigit() and int(announced) <= LARGEST_BODY else None
