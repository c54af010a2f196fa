"""Ask a time-stamping authority when something was sealed (RFC 3161), so that nobody has to take our word for it."""

import asyncio
import hashlib
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper

from certificates.sealing.provider import CannotSeal

SECONDS = 5
LARGEST_ANSWER = 64 * 1024
MORE = 256
"""Bytes by which one time-stamp may be longer than another: a number in it, or the time with or without decimals."""
NOTHING = hashlib.sha256().digest()
HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class WebTimeStamper(TimeStamper):
    """Asks an authority over HTTP (RFC 3161 §3.4)."""

    def __init__(self, url: str) -> None:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise CannotSeal("Het adres in PROEVE_TIME_STAMP_URL moet met http:// of https:// beginnen.")
        super().__init__()  # type: ignore[no-untyped-call]  # Theirs.
        self._url = url
        self._longest = 0

    async def async_room(self) -> int:
        """Return how many bytes to keep free for a time-stamp; the first time, ask for one of nothing to know.

        Authorities send their certificates along, so one stamp takes two thousand bytes and another seven. Raises
        OSError.
        """
        if not self._longest:
            await self.async_timestamp(NOTHING, "sha256")
        return self._longest + MORE

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Return a time-stamp of a digest, and remember how long they get; raise OSError."""
        stamp: cms.ContentInfo = await super().async_timestamp(message_digest, md_algorithm)
        self._longest = max(self._longest, len(stamp.dump()))
        return stamp

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Send a request and read the answer; raise OSError when there is none."""
        answer = await asyncio.to_thread(self._ask, req.dump())
        try:
            response = tsp.TimeStampResp.load(answer, strict=True)
            stamp = response["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
            stamped, nonce = stamp["message_imprint"].native, stamp["nonce"].native
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise OSError("What the time-stamping authority answered is no time-stamp.") from error
        if (stamped, nonce) != (req["message_imprint"].native, req["nonce"].native):
            raise OSError("The time-stamping authority stamped something else than was asked.")
        return response

    def _ask(self, question: bytes) -> bytes:
        request = Request(self._url, question, HEADERS)  # noqa: S310  Its scheme was looked at.
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  Idem.
            return bytes(answer.read(LARGEST_ANSWER))
