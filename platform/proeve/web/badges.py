"""How states are said in a badge: the word, its tone and its sign."""

from typing import NamedTuple

from certificates.status import Status
from proeve.core.mail.messages import MessageState


class Badge(NamedTuple):
    """A word with its tone and, where the tone's own sign would mislead, a sign."""

    text: str
    tone: str = "neutral"
    sign: str = ""


CERTIFICATES = {
    Status.VALID: Badge("Geldig", "good"),
    Status.EXPIRING_SOON: Badge("Verloopt binnenkort", "attention"),
    Status.EXPIRED: Badge("Verlopen", "wrong"),
    Status.NOT_YET_VALID: Badge("Nog niet geldig", "neutral", "clock"),
    Status.SUSPENDED: Badge("Geschorst", "wrong", "pause-circle"),
    Status.REVOKED: Badge("Ingetrokken", "wrong", "slash-circle"),
}

MESSAGE_STATES = {
    "mislukt": MessageState.FAILED,
    "wachtrij": MessageState.QUEUED,
    "verstuurd": MessageState.SENT,
    "postvak": MessageState.KEPT,
}
"""How a filter names the states of a message in the address of a page."""

MESSAGES = {
    MessageState.QUEUED: Badge("In de wachtrij", "info", "hourglass-split"),
    MessageState.SENT: Badge("Verstuurd", "good"),
    MessageState.KEPT: Badge("Niet verstuurd", "neutral", "inbox"),
    MessageState.FAILED: Badge("Mislukt", "wrong"),
}
