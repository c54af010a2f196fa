"""Compress answers: what browsers keep well, everything else quickly, and not before there is an answer."""

import zlib
from typing import Any

from isal import isal_zlib
from litestar.datastructures import MutableScopeHeaders
from litestar.middleware.compression.middleware import CompressionMiddleware
from litestar.types import HTTPResponseStartEvent, Message, Scope, Send

from proeve.web.assets import STATIC_PATH

KEPT_LEVEL = 5
"""Of zlib: on our scripts and pages half a percent larger than the highest level, for half of the time."""
QUICK_LEVEL = 2
"""Of ISA-L, which makes the questions of an exam smaller than zlib's first level does, in a third of the time."""
AS_GZIP = 16 + zlib.MAX_WBITS


class Compression(CompressionMiddleware):
    """Litestar's own says which answers are compressed; how is said here.

    Litestar makes a compressor for every request as soon as it comes in: a quarter of a megabyte for as long as the
    request waits, and twenty gigabytes when all of a large sitting hand in at once. Compressing what is made for one
    visitor with zlib was a fifth of starting and opening an exam.
    """

    def create_compression_send_wrapper(self, send: Send, compression_encoding: Any, scope: Scope) -> Send:
        """Wrap `send` so that what compresses is made with the first bytes of the answer."""
        begun: HTTPResponseStartEvent | None = None
        compressor: Any = None

        async def send_compressed(message: Message) -> None:
            nonlocal begun, compressor
            if message["type"] == "http.response.start":
                begun = message
                return
            if message["type"] == "http.response.body":
                body, more = message["body"], message.get("more_body", False)
                if begun and (more or len(body) >= self.config.minimum_size):
                    compressor = _compressor(scope)
                if compressor:
                    body = compressor.compress(body) + compressor.flush(zlib.Z_SYNC_FLUSH if more else zlib.Z_FINISH)
                    message = {"type": "http.response.body", "body": body, "more_body": more}
                if begun:
                    if compressor:
                        _name(begun, compression_encoding, None if more else len(body))
                    await send(begun)
                    begun = None
            await send(message)

        return send_compressed


def _compressor(scope: Scope) -> Any:
    if scope["path"].startswith(STATIC_PATH):
        return zlib.compressobj(KEPT_LEVEL, wbits=AS_GZIP)
    return isal_zlib.compressobj(QUICK_LEVEL, wbits=AS_GZIP)


def _name(begun: HTTPResponseStartEvent, encoding: str, length: int | None) -> None:
    """Say in the head of an answer that it is compressed, and how long that made it when it is whole."""
    headers = MutableScopeHeaders(begun)
    headers["Content-Encoding"] = encoding
    headers.extend_header_value("vary", "Accept-Encoding")
    if length is None:
        del headers["Content-Length"]
    else:
        headers["Content-Length"] = str(length)
