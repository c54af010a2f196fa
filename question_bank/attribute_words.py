"""What the attributes of items and the cells of blueprints are called, in Dutch."""

from question_bank.assembly import DIFFICULTY, SECONDS
from question_bank.blueprint import Blueprint, Cell
from question_bank.codebook import find_category, is_category
from question_bank.kinds import KINDS

DOMAINS = {
    "zoeken": "Een woning zoeken",
    "reparatie": "Reparatie",
    "renovatie": "Renovatie",
    "zav": "Zelf aangebrachte voorziening",
    "overlast": "Overlast",
    "huurprijs": "Huurprijs",
    "achterstand": "Huurachterstand",
    "oplevering": "Oplevering",
}
CHANNELS = {"telefoon": "Telefoon", "email": "E-mail", "deur": "Aan de deur", "balie": "Aan de balie", "chat": "Chat"}
LEVELS = {"1": "Makkelijk", "2": "Gemiddeld", "3": "Moeilijk"}
SITUATIONS = {"reactief": "De huurder begint", "proactief": "De medewerker begint"}
FORMATS: dict[str, str] = {name: kind.dutch.capitalize() for name, kind in KINDS.items()}

_WORDS = {"kind": FORMATS, "domain": DOMAINS, "channel": CHANNELS, "difficulty": LEVELS, "situation": SITUATIONS}
_WHOLE = {"alle vragen": "alle vragen", DIFFICULTY: "moeilijkheid van alle vragen samen", SECONDS: "seconden samen"}


def value_in_words(attribute: str, value: str | int) -> str:
    """Return a value of an attribute in words; a value nobody knows stays as it is."""
    if attribute == "category":
        return find_category(str(value)).name if is_category(str(value)) else str(value)
    return _WORDS[attribute].get(str(value), str(value))


def cell_in_words(cell: Cell) -> str:
    """Return what a cell selects: "zeggen wat niet kan × aan de balie"; a slash parts values that count alike."""
    parts = (" / ".join(_low(value_in_words(name, value)) for value in values) for name, values in cell.where.items())
    return " × ".join(parts)


def names_in_words(blueprint: Blueprint) -> dict[str, str]:
    """Return by the name of each row of a blueprint what people call it."""
    return _WHOLE | {cell.name: cell_in_words(cell) for cell in blueprint.cells}


def _low(words: str) -> str:
    """Begin with a small letter, as within a sentence."""
    return words[0].lower() + words[1:]
