"""The codebook: the response categories that items, keys, profiles and learning advice speak of.

The categories carry over the ideas of two articles on client-oriented work and on bad news (A and B);
``source`` names the lines. How strongly an article supports a category is one of

    E   named and illustrated        E-  named, without an example      X  only through an example
    I   implied by its opposite      O   our own addition
"""

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import yaml

Family = Literal["FEIT", "GEVOEL", "KADER", "UITLEG", "KLACHT", "AANDACHT", "MEEGAAN", "AFKAPPEN", "NUMMER", "BELOFTE"]
Support = Literal["E", "E-", "X", "I", "O"]

FOLDER = Path(__file__).parent / "content" / "codebook"

FAMILY_NAMES: dict[Family, str] = {
    "FEIT": "Zeggen hoe het is",
    "GEVOEL": "Ingaan op gevoel",
    "KADER": "Zeggen wat kan en wat niet kan",
    "UITLEG": "Uitleggen waarom",
    "KLACHT": "De klachtroute wijzen",
    "AANDACHT": "Aandacht geven",
    "MEEGAAN": "Meegaan tegen de eigen organisatie",
    "AFKAPPEN": "Afkappen en terugduwen",
    "NUMMER": "De huurder als nummer",
    "BELOFTE": "Te veel of te weinig toezeggen",
}

# Categories that trained people confuse: recognising a neighbour earns half (scoring rule CR).
NEIGHBOURS: tuple[frozenset[str], ...] = (
    frozenset({"FEIT", "NIETKAN"}),
    frozenset({"GELIJK", "AFVALLEN", "SCHUILEN"}),
    frozenset({"AFKAPPEN", "AANVAL", "BAGATEL"}),
    frozenset({"LUISTER", "AFSPRAAK", "STATUS"}),
)


class Category(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way to respond, as raters, candidates and trainers know it.

    ``features`` is what a trained reader looks for to tell it from its neighbours. ``habit`` completes
    "In deze toets ..." on a result page; ``advice`` is for somebody who does this
    too little (professional) or too much (not professional). A ``stance`` is an attitude, not an
    utterance: it can only be asked about.
    """

    code: str
    number: str
    name: str
    english: str
    family: Family
    professional: bool
    support: Support
    source: str
    explanation: str
    features: tuple[str, ...]
    example: str
    habit: str
    advice: str
    stance: bool = False

    @property
    def may_be_keyed(self) -> bool:
        """Say whether points may hang on it: only what an article states or shows, not what it implies."""
        return self.support in ("E", "E-", "X")


class UnknownCategory(LookupError):
    """No category has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"De categorie {code!r} staat niet in het codeboek. Kies een code uit het codeboek.")
        self.code = code


def find_category(code: str) -> Category:
    """Return the category with this code, or raise UnknownCategory."""
    try:
        return _by_code()[code]
    except KeyError:
        raise UnknownCategory(code) from None


def all_categories() -> tuple[Category, ...]:
    """List the codebook: professional categories first, each group in the order of the scheme."""
    return tuple(_by_code().values())


def is_category(code: str) -> bool:
    """Say whether the codebook holds this code."""
    return code in _by_code()


def are_neighbours(one: str, other: str) -> bool:
    """Say whether two different categories lie so close that confusing them is half right."""
    return one != other and any({one, other} <= group for group in NEIGHBOURS)


def are_professional(codes: frozenset[str]) -> bool:
    """Say whether a reply with these categories is professional: one unprofessional part spoils it."""
    return all(find_category(code).professional for code in codes)


@cache
def _by_code() -> dict[str, Category]:
    files = (FOLDER / "professional.yaml", FOLDER / "unprofessional.yaml")
    entries = [entry for file in files for entry in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return {category.code: category for category in msgspec.convert(entries, list[Category])}
