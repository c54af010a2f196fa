"""Seal at the time of a clock, with a time-stamp as long as whoever gives them can be reached."""

import logging
from datetime import UTC, datetime, timedelta

from pyhanko.sign import Signer

from certificates.sealing.provider import Now
from certificates.sealing.signing import sign
from certificates.sealing.time_stamps import WebTimeStamper

LOG = logging.getLogger(__name__)
LEFT_ALONE = timedelta(minutes=1)
"""How long an authority that could not be reached is not asked again, so that a thousand seals do not wait for it."""


class Sealer:
    """Seals with one signer, and does not wait for a time-stamp, which only adds to what the register says."""

    def __init__(self, signer: Signer, *, now: Now, time_stamper: WebTimeStamper | None) -> None:
        self._signer, self._now, self._time_stamper = signer, now, time_stamper
        self._ask_again_at = datetime.min.replace(tzinfo=UTC)

    def seal(self, pdf: bytes) -> bytes:
        """Certify a PDF file; raise CannotSeal."""
        moment = self._now()
        if self._time_stamper is not None and moment >= self._ask_again_at:
            try:
                return sign(pdf, self._signer, at=moment, time_stamper=self._time_stamper)
            except OSError:
                self._ask_again_at = moment + LEFT_ALONE
                LOG.warning("The time-stamping authority cannot be reached: sealing without.", exc_info=True)
        return sign(pdf, self._signer, at=moment)
