"""Read a file that a stranger hands over, without ever writing it to a disk, as the framework's own form would."""

from typing import Any

from litestar import Request
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from multipart import MultipartError, MultipartSegment, PushMultipartParser  # type: ignore[import-untyped]  # Theirs.

from certificates.checks.submission import MOST_BYTES
from proeve.core.errors import Invalid, TooLarge

MOST_BODY = MOST_BYTES + 64 * 1024
"""What surrounds the file in a form is small; anything larger is refused before it is read."""
MOST_PARTS = 5
NOTHING_CHOSEN = "Kies eerst een bestand."
BROKEN = "Het bestand is niet goed aangekomen. Kies het opnieuw."
TOO_LARGE = "Dit bestand is groter dan 2 MB. Een certificaat is veel kleiner. Kies een ander bestand."
"""As `drop.js` says it before anything is sent."""


async def read_upload(request: Request[Any, Any, Any], name: str) -> bytes:
    """Return the bytes of the file in a form's field; raise Invalid when there is none, and TooLarge."""
    kind, options = request.content_type
    boundary = options.get("boundary", "")
    if kind != "multipart/form-data" or not boundary:
        raise Invalid(NOTHING_CHOSEN, {name: NOTHING_CHOSEN}, code="no_file")
    try:
        content = _file_in(await read_body(request, name), boundary.encode(), name)
    except MultipartError as error:
        raise Invalid(BROKEN, {name: BROKEN}, code="file_broken") from error
    if not content:
        raise Invalid(NOTHING_CHOSEN, {name: NOTHING_CHOSEN}, code="no_file")
    return content


async def read_body(request: Request[Any, Any, Any], name: str = "") -> bytes:
    """Return the whole body; raise TooLarge beside the field it came from, for it is more than the route takes."""
    try:
        return await request.body()
    except RequestEntityTooLarge as error:
        raise TooLarge(TOO_LARGE, {name: TOO_LARGE} if name else {}) from error


def _file_in(body: bytes, boundary: bytes, name: str) -> bytes:
    parts: list[bytes] = []
    is_wanted = False
    with PushMultipartParser(boundary, max_segment_count=MOST_PARTS) as parser:
        for event in parser.parse(body):
            if isinstance(event, MultipartSegment):
                is_wanted = event.name == name
            elif event and is_wanted:
                parts.append(bytes(event))
    return b"".join(parts)
