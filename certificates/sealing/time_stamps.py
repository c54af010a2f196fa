"""Ask a time-stamping authority when something was sealed (RFC 3161), so that nobody has to take our word for it."""

import asyncio
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from certificates.sealing.provider import CannotSeal

SECONDS = 5
LARGEST_ANSWER = 64 * 1024
HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class WebTimeStamper(TimeStamper):
    """Asks an authority over HTTP (RFC 3161 §3.4)."""

    def __init__(self, url: str) -> None:
        if urlsplit(url).scheme not in {"http", "https"}:
            raise CannotSeal("Het adres in PROEVE_TIME_STAMP_URL moet met http:// of https:// beginnen.")
        super().__init__()  # type: ignore[no-untyped-call]  # Theirs.
        self._url = url

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Send a request and read the answer; raise OSError when there is none."""
        answer = await asyncio.to_thread(self._ask, req.dump())
        try:
            response = tsp.TimeStampResp.load(answer, strict=True)
            stamped = response["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed["message_imprint"]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise OSError("What the time-stamping authority answered is no time-stamp.") from error
        if stamped.native != req["message_imprint"].native:
            raise OSError("The time-stamping authority stamped something else than was asked.")
        return response

    def _ask(self, question: bytes) -> bytes:
        request = Request(self._url, question, HEADERS)  # noqa: S310  Its scheme was looked at.
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310  Idem.
            return bytes(answer.read(LARGEST_ANSWER))
