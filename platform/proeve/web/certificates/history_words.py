"""How the history of a certificate is said, one sentence for each thing that happened."""

from collections import ChainMap
from collections.abc import Mapping
from typing import Any

from proeve.core.mail.messages import MessageState
from proeve.register.correcting import CORRECTION_REASONS
from proeve.register.history import Event
from proeve.register.revoking import REASONS_IN_WORDS
from proeve.register.suspending import RESUMPTION_REASONS, SUSPENSION_REASONS

SENTENCES = {
    "certificate.issue": "Uitgegeven{actor}",
    "certificate.issue renews": "Uitgegeven{actor} als verlenging van {renews}",
    "certificate.issue corrects": "Uitgegeven{actor} als verbetering van {corrects}{why}",
    "certificate.renew": "Verlengd",
    "certificate.renew by": "Verlengd met {by}",
    "certificate.remind": "Bijna verlopen: de houder kreeg een herinnering",
    "certificate.suspend": "Geschorst{actor}{why}",
    "certificate.resume": "Niet meer geschorst{actor}{why}",
    "certificate.supersede": "Vervangen{actor} door {by}{why}",
    "certificate.revoke": "Ingetrokken{actor}{why}",
    "certificate.move": "Meegenomen door de houder naar een eigen e-mailadres",
    "certificate.erase": "Gegevens van de houder verwijderd{actor}",
}
"""By the action in the log, and by the fact that makes another sentence of it; each can follow "certificaat"."""

REASONS = ChainMap(REASONS_IN_WORDS, SUSPENSION_REASONS, RESUMPTION_REASONS, CORRECTION_REASONS)
"""A code that stands in several lists says the same in each."""

LETTERS = {
    "certificate_issued": "Bericht aan de houder dat het certificaat klaarstaat",
    "certificate_revoked": "Bericht aan de houder dat het certificaat is ingetrokken",
    "certificate_suspended": "Bericht aan de houder dat het certificaat is geschorst",
    "certificate_resumed": "Bericht aan de houder dat de schorsing is opgeheven",
    "certificate_corrected": "Bericht aan de houder over het verbeterde certificaat",
    "certificate_expires": "Bericht aan de houder dat het certificaat verloopt",
}
STATES = {
    MessageState.QUEUED: "wordt verstuurd",
    MessageState.SENT: "verstuurd",
    MessageState.KEPT: "niet verstuurd",
    MessageState.FAILED: "niet aangekomen",
}


def sentence_of(event: Event) -> str:
    """Say what happened."""
    if event.kind == "message":
        return mail_sentence(LETTERS.get(event.facts["kind"], "Bericht aan de houder"), event.facts)
    actor = f" door {event.actor}" if event.actor else ""
    sentence = SENTENCES.get(_case(event), f"{event.kind}{actor}")
    return sentence.format_map({"actor": actor, "why": _why(event), **event.facts})


def mail_sentence(letter: str, facts: Mapping[str, Any]) -> str:
    """Say what became of a mail, and to which address it went unless that is the holder's own business."""
    to = f" ({facts['recipient']})" if facts["recipient"] else ""
    return f"{letter}: {STATES[MessageState(facts['state'])]}{to}"


def _case(event: Event) -> str:
    special = (f"{event.kind} {fact}" for fact in event.facts)
    return next((case for case in special if case in SENTENCES), event.kind)


def _why(event: Event) -> str:
    words = REASONS.get(event.facts.get("reason", ""), "")
    return f": {words[0].lower()}{words[1:]}" if words else ""
