"""The status of a certificate, which is always computed from its dates and never stored."""

from datetime import date, timedelta
from enum import StrEnum

EXPIRING_SOON_DAYS = 90


class Status(StrEnum):
    """What can be said of a certificate on a day; the first that applies counts."""

    REVOKED = "revoked"
    SUSPENDED = "suspended"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    EXPIRING_SOON = "expiring_soon"
    VALID = "valid"

    @property
    def dutch(self) -> str:
        """Return the word that people read."""
        return DUTCH_WORDS[self]

    @property
    def is_valid(self) -> bool:
        """Tell whether the certificate proves something on this day."""
        return self in {Status.VALID, Status.EXPIRING_SOON}


DUTCH_WORDS = {
    Status.REVOKED: "ingetrokken",
    Status.SUSPENDED: "geschorst",
    Status.NOT_YET_VALID: "nog niet geldig",
    Status.EXPIRED: "verlopen",
    Status.EXPIRING_SOON: "verloopt binnenkort",
    Status.VALID: "geldig",
}


def status_on(
    today: date,
    *,
    valid_from: date,
    valid_until: date,
    revoked_on: date | None = None,
    suspended_on: date | None = None,
) -> Status:
    """Return the status on a day.

    ``valid_until`` is the last valid day. Revoking and suspending work from their day on, for good or until
    ``suspended_on`` is None again, and hide that the certificate has expired since.
    """
    verdicts = {
        Status.REVOKED: revoked_on is not None and revoked_on <= today,
        Status.SUSPENDED: suspended_on is not None and suspended_on <= today,
        Status.NOT_YET_VALID: today < valid_from,
        Status.EXPIRED: valid_until < today,
        Status.EXPIRING_SOON: valid_until <= today + timedelta(days=EXPIRING_SOON_DAYS),
        Status.VALID: True,
    }
    return next(status for status, applies in verdicts.items() if applies)
