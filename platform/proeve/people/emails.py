"""E-mail addresses in the one form in which they tell persons apart."""

import re

from proeve.core.errors import Invalid
from proeve.people.text import tidy

LONGEST = 254
"""RFC 5321, as erratum 1690 to RFC 3696 reads it."""

NAME = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.IGNORECASE)
"""Before the @: words of RFC 5322's atoms with single dots between them."""

LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
DOMAIN = re.compile(rf"({LABEL}\.)+{LABEL}", re.IGNORECASE)


def normalise_email(text: str) -> str:
    """Return an address trimmed and case-folded, or raise Invalid with a sentence about what is wrong with it."""
    email = tidy(text)
    if problem := _problem(email):
        raise Invalid(problem, {"email": problem})
    return email.casefold()


def _problem(email: str) -> str | None:
    """Say what is wrong, the likeliest mistakes first."""
    name, _, domain = email.partition("@")
    checks = (
        (not email, "Vul een e-mailadres in."),
        (" " in email, "Het e-mailadres bevat een spatie."),
        (";" in email or "," in email, "Vul één e-mailadres in, zonder komma of puntkomma."),
        ("@" not in email, "Het e-mailadres mist een @."),
        (email.count("@") > 1, "Het e-mailadres heeft meer dan één @."),
        (not name, "Het e-mailadres mist een naam vóór de @."),
        ("." not in domain, "Het e-mailadres mist een punt na de @, zoals in naam@corporatie.nl."),
        (".." in email, "Het e-mailadres heeft twee punten achter elkaar."),
        (not email.isascii(), "Het e-mailadres bevat een letter met een accent of een ander vreemd teken."),
        (len(email) > LONGEST, f"Het e-mailadres is langer dan {LONGEST} tekens."),
        (not NAME.fullmatch(name), "Het deel vóór de @ in het e-mailadres klopt niet."),
        (not DOMAIN.fullmatch(domain), "Het deel na de @ in het e-mailadres klopt niet."),
    )
    return next((sentence for is_wrong, sentence in checks if is_wrong), None)
