"""Compress answers: what is kept by browsers well, everything else quickly, and not before there is an answer."""

from dataclasses import replace
from typing import Any

from litestar.config.compression import CompressionConfig
from litestar.middleware.compression.middleware import CompressionMiddleware
from litestar.types import ASGIApp, Message, Scope, Send

from proeve.web.assets import STATIC_PATH

QUICK_LEVEL = 1
"""A quarter of the time of level 5, for a seventh more bytes: compressing was a fifth of opening an exam."""


class LateCompression(CompressionMiddleware):
    """Litestar's own, which makes a compressor for every request as soon as it comes in.

    That is a quarter of a megabyte for as long as the request waits: twenty gigabytes when all of a large sitting hand
    in at once. What is made for one visitor is compressed at QUICK_LEVEL.
    """

    def __init__(self, app: ASGIApp, config: CompressionConfig) -> None:
        super().__init__(app, config)
        self._quick = CompressionMiddleware(app, replace(config, gzip_compress_level=QUICK_LEVEL))

    def create_compression_send_wrapper(self, send: Send, compression_encoding: Any, scope: Scope) -> Send:
        """Wrap `send` so that what compresses is made with the first message of the answer."""
        make = self._quick.create_compression_send_wrapper
        if scope["path"].startswith(STATIC_PATH):
            make = super().create_compression_send_wrapper
        wrapped: Send | None = None

        async def send_late(message: Message) -> None:
            nonlocal wrapped
            wrapped = wrapped or make(send, compression_encoding, scope)
            await wrapped(message)

        return send_late
