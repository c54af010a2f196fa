"""Names as the Dutch write and sort them: given name, tussenvoegsel, family name."""

import re
import unicodedata
from dataclasses import dataclass

from proeve.people.text import tidy

_PREFIXES = (
    "aan af al am auf aus ben bij bin d' da dal dalla das de degli dei del della den der des di do don dos du el"
    " in la las le les lo los onder op over 's 't te ten ter tho thoe toe tot uijt uit van vande vanden vander vom von"
    " voor vor zu zum zur"
)
PREFIXES = frozenset(_PREFIXES.split())
"""Words a tussenvoegsel is made of, in the languages of Dutch payrolls."""

GIVEN_NAMES_TOO = frozenset({"Ben", "Bin", "Della", "Don"})
"""Written like this they are somebody's second given name: "Jan Ben Jansen"."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its three parts; the middle one may be empty."""

    given_name: str
    name_prefix: str
    family_name: str


def full_name(given_name: str, name_prefix: str, family_name: str) -> str:
    """Return the name as one says it: "Fatima el Amrani"."""
    return " ".join(part for part in (given_name, name_prefix, family_name) if part)


def sort_name(given_name: str, name_prefix: str, family_name: str) -> str:
    """Return what a name is sorted and searched by: family name first, tussenvoegsel last, no capitals or accents.

    The Dutch sort "Joke van der Berg" at the B.
    """
    return fold(full_name(family_name, given_name, name_prefix))


UNSPLIT = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
"""Letters that Unicode does not take apart into a plain one and its accent."""


def fold(text: str) -> str:
    """Return text in small plain letters, so that "Jose" finds "José" and "Yildiz" finds "Yıldız"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(UNSPLIT)


def initials(given_name: str) -> str:
    """Return the initials of given names: "Anne-Marie Jo" gives "A.M.J."."""
    return "".join(f"{word[0].upper()}." for word in re.split(r"[\s.-]+", given_name) if word)


def split_name(text: str) -> tuple[PersonName, bool]:
    """Split a full name, written forwards or with a comma; also say whether the split is certain.

    "Jan van der Berg" and "Berg, Jan van der" are certain. In "Jan Peter Jansen" nothing tells where the family name
    begins; the last word is taken. A single word is all family name.
    """
    # Spaces around the hyphen of a double name would make words of its halves.
    text = re.sub(r"\s*([-–])\s*", r"\1", tidy(text))
    if "," in text:
        return _split_backwards(text), True
    words = text.split()
    start = next((place for place in range(1, len(words)) if _begins_family_name(words, place)), None)
    is_certain = start is not None or len(words) == 2  # noqa: PLR2004  One word each.
    if start is None:
        start = len(words) - 1
    prefix, family_name = split_prefix(" ".join(words[start:]))
    return PersonName(" ".join(words[:start]), prefix, family_name), is_certain


def split_prefix(family_name: str) -> tuple[str, str]:
    """Split a tussenvoegsel off the front of a family name: "van der Berg" gives "van der" and "Berg"."""
    words = family_name.split()
    length = next((place for place, word in enumerate(words) if not _is_prefix(word)), len(words))
    length = min(length, len(words) - 1)
    return " ".join(words[:length]), " ".join(words[length:])


def _split_backwards(text: str) -> PersonName:
    """Split "Berg, Jan van der", "van der Berg, Jan" or "Berg, van der, Jan"."""
    family, *rest = (part.strip() for part in text.split(","))
    before, family_name = split_prefix(family)
    words = " ".join(rest).split()
    leading = _count_prefixes(words)
    trailing = _count_prefixes(words[leading:][::-1])
    given = words[leading : len(words) - trailing]
    prefix = [*words[:leading], *words[len(words) - trailing :]] if given else words
    return PersonName(" ".join(given), " ".join([*prefix, *before.split()]), family_name)


def _count_prefixes(words: list[str]) -> int:
    return next((place for place, word in enumerate(words) if not _is_prefix(word)), len(words))


def _begins_family_name(words: list[str], place: int) -> bool:
    """Tell whether the family name begins here: at a tussenvoegsel, or at a double name such as "Jansen-de Vries"."""
    is_last = place == len(words) - 1
    return not is_last and (_is_prefix(words[place]) or _is_prefix(re.split("[-–]", words[place])[-1]))


def _is_prefix(word: str) -> bool:
    return word not in GIVEN_NAMES_TOO and word.casefold().replace("’", "'") in PREFIXES
