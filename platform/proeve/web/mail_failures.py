"""Say in words why a mail server refused a message; what it said itself is English and full of numbers."""

import re

UNKNOWN_ADDRESS = "De mailserver kent dit adres niet. Controleer het e-mailadres."
FULL_MAILBOX = "Het postvak van de ontvanger is vol. Probeer het later opnieuw."
UNREACHABLE = "De mailserver was niet bereikbaar. Probeer het later opnieuw."
REFUSED = "De mailserver weigerde het bericht. Vraag uw ICT-afdeling of zij e-mail van Proeve doorlaat."
UNKNOWN = "Het bericht kon niet worden verstuurd. Probeer het later opnieuw."

REASONS = (
    (r"5\.1\.[01236]|\b550\b|\b553\b|user unknown|no such user|does not exist|unknown recipient", UNKNOWN_ADDRESS),
    (r"[45]\.2\.2|\b552\b|mailbox full|over quota", FULL_MAILBOX),
    (r"timed? ?out|refused|unreachable|name or service|getaddrinfo|closed|disconnect|reset|\b4\d\d\b", UNREACHABLE),
    (r"\b5\d\d\b|rejected|blocked|spam|denied", REFUSED),
)
"""What to look for, the most telling first: the codes of RFC 3463 and RFC 5321, and the words servers use."""


def failure_in_words(error: str | None) -> str:
    """Return what went wrong and what to do, from what the mail server said."""
    said = (error or "").lower()
    return next((words for pattern, words in REASONS if re.search(pattern, said)), UNKNOWN)
