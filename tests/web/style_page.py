"""Render the living style page with made-up people, for tests and for looking at it.

Run ``python tests/web/style_page.py FILE`` to write it as one HTML file that a browser opens without a server.
"""

import sys
from pathlib import Path
from types import SimpleNamespace

from proeve.web.assets import STATIC_FOLDER
from proeve.web.listing import Listing
from proeve.web.templating import make_environment

CONTEXT = {
    "scope": SimpleNamespace(
        role="administrator", person_name="Joke van der Berg", corporation_name="Woonstichting De Linde"
    ),
    "nav": [
        ("#", "Overzicht", "house-door", False),
        ("#", "Medewerkers", "people", True),
        ("#", "Toetsen", "calendar-event", False),
        ("#", "Certificaten", "award", False),
        ("#", "Rapporten", "graph-up", False),
    ],
    "role_choices": [("administrator", "Beheerder", True), ("employee", "Medewerker", False)],
    "csrf_token": lambda: "made-up-token",
    "flash": [("good", "36 medewerkers zijn uitgenodigd. Zij krijgen vandaag een e-mail.")],
    "listing": Listing(path="#", total=312, query={"status": "expiring"}, sort="name", page=2),
    "people": [
        ("Anna de Boer", "Klantcontactcentrum", "Klantgericht werken", "Geldig", "good", "3 juni 2028", "7,8"),
        ("Fatma Yıldız", "Verhuur", "Klantgericht werken", "Verloopt binnenkort", "attention", "12 juli 2026", "8,1"),
        ("Łukasz Nowak", "Onderhoud", "Lastige boodschappen", "Verlopen", "wrong", "1 mei 2026", "6,0"),
        ("Sanne Oosterhuis", "Verhuur", "Lastige boodschappen", "Ingepland", "info", "", ""),
        ("Mohammed El Amrani", "Wijkbeheer", "Klantgericht werken", "Niet begonnen", "neutral", "", "10,0"),
    ],
    "profile": [
        {"label": "Gevoel benoemen", "professional": True, "count": 8, "of": 8, "others": 0.62},
        {"label": "Uitleg geven", "professional": True, "count": 6, "of": 8, "others": 0.71},
        {"label": "Zeggen wat wel kan", "professional": True, "count": 3, "of": 6, "others": 0.55},
        {"label": "Verwijzen zonder overdracht", "professional": False, "count": 1, "of": 5, "others": 0.3},
        {"label": "Toegeven tegen de regels in", "professional": False, "count": 2, "of": 6, "others": 0.2},
    ],
}


def style_page() -> str:
    """Return the style page as a server would send it."""
    return make_environment().get_template("layout/styleguide.html").render(CONTEXT)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(style_page().replace("/static/", f"{STATIC_FOLDER.as_uri()}/"), encoding="utf-8")
