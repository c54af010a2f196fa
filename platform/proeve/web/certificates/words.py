"""How the standing and the history of a certificate are said."""

from typing import NamedTuple

from certificates.status import Status
from proeve.core import clock
from proeve.core.dutch import count, day
from proeve.core.mail.messages import MessageState
from proeve.register.certificates import Certificate
from proeve.register.history import Event
from proeve.register.revoking import REVOCATION_REASONS


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
            return Standing("wrong", "pause-circle", "Geschorst")
        case Status.REVOKED:
            on = f" op {day(certificate.revoked_at)}" if certificate.revoked_at else ""
            reason = REVOCATION_REASONS.get(certificate.revocation_reason or "", "")
            return Standing("wrong", "slash-circle", f"Ingetrokken{on}", f"{reason}.")


def _days_left(certificate: Certificate) -> str:
    days = (certificate.valid_until - clock.today()).days
    return f"Nog {count(days, 'dag', 'dagen')}." if days else "Vandaag is de laatste dag."


LETTERS = {
    "certificate_issued": "Bericht aan de houder dat het certificaat klaarstaat",
    "certificate_revoked": "Bericht aan de houder dat het certificaat is ingetrokken",
}
STATES = {
    MessageState.QUEUED: "wordt verstuurd",
    MessageState.SENT: "verstuurd",
    MessageState.KEPT: "bewaard in het postvak",
    MessageState.FAILED: "niet aangekomen",
}


def sentence_of(event: Event) -> str:
    """Say what happened."""
    by = f" door {event.actor}" if event.actor else ""
    match event.kind:
        case "certificate.issue":
            return f"Uitgegeven{by}"
        case "certificate.revoke":
            return f"Ingetrokken{by}"
        case "message":
            letter = LETTERS.get(event.facts["kind"], "Bericht aan de houder")
            return f"{letter}: {STATES[event.facts['state']]} ({event.facts['recipient']})"
        case _:
            return f"{event.kind}{by}"
