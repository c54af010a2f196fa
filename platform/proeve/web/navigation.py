"""The menu of each role: few words, in the order in which people come with their questions."""

from proeve.core.scope import Role

Menu = tuple[tuple[str, str, str], ...]

EMPLOYEE: Menu = (
    ("/mijn", "Mijn toetsen", "house"),
    ("/mijn/certificaten", "Mijn certificaten", "patch-check"),
    ("/mijn/account", "Mijn account", "person"),
)
ADMINISTRATOR: Menu = (
    ("/beheer", "Overzicht", "house"),
    ("/beheer/medewerkers", "Medewerkers", "people"),
    ("/beheer/afnames", "Afnames", "calendar-event"),
    ("/toezicht", "Toezicht", "eye"),
    ("/beheer/certificaten", "Certificaten", "patch-check"),
    ("/beheer/naleving", "Naleving", "clipboard-check"),
    ("/beheer/berichten", "Berichten", "envelope"),
)
TRAINER: Menu = (
    ("/trainer", "Overzicht", "house"),
    ("/trainer/resultaten", "Resultaten", "table"),
    ("/trainer/certificaten", "Certificaten", "patch-check"),
    ("/trainer/vragen", "Vragenbank", "journal-text"),
)
INVIGILATOR: Menu = (("/toezicht", "Toezicht", "eye"),)
ASSESSOR: Menu = (("/beoordelen", "Late antwoorden", "hourglass-split"),)
AUTHOR: Menu = (("/werkplaats", "Werkplaats", "pencil"),)
OPERATOR: Menu = (
    ("/operator", "Corporaties", "building"),
    ("/operator/toetsdagen", "Toetsdagen", "calendar-event"),
    ("/toezicht", "Toezicht", "eye"),
    ("/beoordelen", "Late antwoorden", "hourglass-split"),
    ("/operator/personen", "Personen", "people"),
    ("/operator/certificaten", "Certificaten", "patch-check"),
    ("/operator/berichten", "Berichten", "envelope"),
)

MENUS: dict[Role, Menu] = {
    Role.EMPLOYEE: EMPLOYEE,
    Role.ADMINISTRATOR: ADMINISTRATOR,
    Role.TRAINER: TRAINER,
    Role.AUTHOR: AUTHOR,
    Role.APPROVER: AUTHOR,
    Role.ASSESSOR: ASSESSOR,
    Role.INVIGILATOR: INVIGILATOR,
    Role.OPERATOR: OPERATOR,
}

ROLE_NAMES = {
    Role.EMPLOYEE: "Medewerker",
    Role.ADMINISTRATOR: "Beheerder",
    Role.TRAINER: "Trainer",
    Role.AUTHOR: "Auteur",
    Role.APPROVER: "Vaststeller",
    Role.ASSESSOR: "Beoordelaar",
    Role.INVIGILATOR: "Toezichthouder",
    Role.OPERATOR: "Platformbeheerder",
}

HOMES = {role: menu[0][0] if menu else "/mijn/account" for role, menu in MENUS.items()}
"""The page a role starts on."""


ELSEWHERE = {"/beheer/toezichthouders": "/toezicht"}
"""Pages that belong to an entry of the menu whose address they do not begin with."""


def menu_for(role: Role, path: str) -> list[tuple[str, str, str, bool]]:
    """Return (address, words, icon, current) for the menu of a role, seen from the page at `path`."""
    path = ELSEWHERE.get(path, path)
    here = max((href for href, _, _ in MENUS[role] if path == href or path.startswith(f"{href}/")), key=len, default="")
    return [(href, label, symbol, href == here) for href, label, symbol in MENUS[role]]
