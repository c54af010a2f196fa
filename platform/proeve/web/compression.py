"""Compress answers, and take the memory for that when an answer begins."""

from typing import Any

from litestar.middleware.compression.middleware import CompressionMiddleware
from litestar.types import Message, Scope, Send


class LateCompression(CompressionMiddleware):
    """Litestar's own, which makes a compressor for every request as soon as it comes in.

    That is a quarter of a megabyte for as long as the request waits: twenty gigabytes when all of a large sitting hand
    in at once.
    """

    def create_compression_send_wrapper(self, send: Send, compression_encoding: Any, scope: Scope) -> Send:
        """Wrap `send` so that what compresses is made with the first message of the answer."""
        make = super().create_compression_send_wrapper
        wrapped: Send | None = None

        async def send_late(message: Message) -> None:
            nonlocal wrapped
            wrapped = wrapped or make(send, compression_encoding, scope)
            await wrapped(message)

        return send_late
