"""The words of a verdict: the same on the page, in the receipt and in the terminal."""

from certificates.status import Status
from certificates.verifying import FileVerdict

HEADLINES = {
    FileVerdict.CHANGED: "Gewijzigd na uitgifte",
    FileVerdict.FOREIGN: "Niet van ons",
    FileVerdict.UNDECIDED: "Niet te beoordelen",
}
GENUINE = "Echt"
GENUINE_AND = {
    Status.VALID: "Echt en geldig",
    Status.EXPIRING_SOON: "Echt en geldig",
    Status.EXPIRED: "Echt, maar verlopen op {day}",
    Status.NOT_YET_VALID: "Echt, maar nog niet geldig",
    Status.SUSPENDED: "Echt, maar geschorst",
    Status.REVOKED: "Ingetrokken op {day}",
}


def headline(verdict: FileVerdict, status: Status | None = None, day: str = "") -> str:
    """Return the verdict in a few words; `day` is the last valid day, or the day of revoking.

    A genuine file without a status is something else than a certificate.
    """
    if verdict is not FileVerdict.GENUINE:
        return HEADLINES[verdict]
    return GENUINE_AND[status].format(day=day) if status else GENUINE
