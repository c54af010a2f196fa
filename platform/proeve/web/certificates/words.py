"""How the standing of a certificate is said."""

from typing import NamedTuple

from certificates.status import Status
from proeve.core import clock
from proeve.core.dutch import count, day
from proeve.register.certificates import Certificate
from proeve.register.revoking import REASONS_IN_WORDS
from proeve.register.suspending import SUSPENSION_REASONS


class Standing(NamedTuple):
    """What a certificate is worth today: the tone and the sign of the box, its headline and the sentence below it."""

    tone: str
    sign: str
    headline: str
    explanation: str = ""


def standing_of(certificate: Certificate) -> Standing:
    """Say what a certificate is worth today."""
    until = day(certificate.valid_until)
    match certificate.status:
        case Status.VALID:
            return Standing("good", "patch-check", f"Geldig t/m {until}")
        case Status.EXPIRING_SOON:
            return Standing("attention", "clock", f"Geldig t/m {until}", _days_left(certificate))
        case Status.EXPIRED:
            return Standing("attention", "calendar-x", "Verlopen", f"Het certificaat gold t/m {until}.")
        case Status.NOT_YET_VALID:
            return Standing("attention", "clock", f"Geldig vanaf {day(certificate.valid_from)}")
        case Status.SUSPENDED:
            on = f" sinds {day(certificate.suspended_at)}" if certificate.suspended_at else ""
            reason = SUSPENSION_REASONS.get(certificate.suspension_reason or "", "")
            return Standing("wrong", "pause-circle", f"Geschorst{on}", f"{reason}." if reason else "")
        case Status.REVOKED:
            on = f" op {day(certificate.revoked_at)}" if certificate.revoked_at else ""
            reason = REASONS_IN_WORDS.get(certificate.revocation_reason or "", "")
            return Standing("wrong", "slash-circle", f"Ingetrokken{on}", f"{reason}.")


def _days_left(certificate: Certificate) -> str:
    days = (certificate.valid_until - clock.today()).days
    return f"Nog {count(days, 'dag', 'dagen')}." if days else "Vandaag is de laatste dag."
