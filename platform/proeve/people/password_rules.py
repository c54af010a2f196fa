"""What makes a password too easy to guess."""

import re

from proeve.people.names import fold
from proeve.people.persons import Person

SHORTEST = 12
LONGEST = 200
FEWEST_DIFFERENT = 5
SHORTEST_NAME = 4

MOST_USED = frozenset(
    [
        "",  # Digits and signs only.
        "aanmelden",
        "admin",
        "administrator",
        "azerty",
        "azertyuiop",
        "changeme",
        "computer",
        "corporatie",
        "geheim",
        "geheimwachtwoord",
        "herfst",
        "hallo",
        "iloveyou",
        "ikhouvanjou",
        "inloggen",
        "lente",
        "letmein",
        "login",
        "mijnwachtwoord",
        "nederland",
        "nieuwwachtwoord",
        "passw",
        "password",
        "passwordpassword",
        "proeve",
        "qwerty",
        "qwertyqwerty",
        "qwertyuiop",
        "qwertyuiopasdf",
        "test",
        "testtest",
        "toets",
        "voetbal",
        "wachtwoord",
        "wachtwoordwachtwoord",
        "welcome",
        "welkom",
        "welkomwelkom",
        "winter",
        "woningcorporatie",
        "zomer",
        "zonnebloem",
    ]
)
"""What is left of the most used passwords without digits and signs, so that "Welkom2026!!" is found too."""


def password_problem(password: str, person: Person) -> str | None:
    """Return the sentence that says why a password will not do, or None."""
    folded = fold(password)
    checks = (
        (len(password) < SHORTEST, f"Kies een wachtwoord van ten minste {SHORTEST} tekens."),
        (len(password) > LONGEST, f"Kies een wachtwoord van ten hoogste {LONGEST} tekens."),
        (len(set(folded)) < FEWEST_DIFFERENT, "Kies een wachtwoord met meer verschillende tekens."),
        (_letters(folded) in MOST_USED, "Dit wachtwoord wordt veel gebruikt. Kies een zin of een paar losse woorden."),
        (_names(person, folded), "Kies een wachtwoord zonder uw naam of uw e-mailadres."),
    )
    return next((sentence for is_wrong, sentence in checks if is_wrong), None)


def _letters(folded: str) -> str:
    return re.sub(r"[\W\d_]", "", folded)


def _names(person: Person, folded: str) -> bool:
    """Tell whether the password holds a part of the name or the address that is long enough to mean something."""
    parts = (person.email, person.email.partition("@")[0], person.given_name, person.family_name)
    return any(len(part) >= SHORTEST_NAME and fold(part) in folded for part in parts)
