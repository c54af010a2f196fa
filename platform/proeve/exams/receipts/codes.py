"""Codes of receipts: the start of a digest, written so that a person can copy it without going wrong unnoticed.

The first 130 bits of the digest are 26 characters of Crockford's base 32 (no I, L, O or U), and one more character
checks them. It is a sum in the field of 32 elements, each character weighed by another power of the element 2: every
wrong character is noticed, and every swap of two characters, wherever they stand.
"""

from certificates.numbering import bare
from proeve.core.errors import Invalid

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOK_ALIKES = str.maketrans("ILO", "110")
CHARACTERS, BITS_EACH = 26, 5
GROUPS = (5, 5, 5, 4, 4, 4)
DIGEST_BITS = 256


class InvalidCode(Invalid):
    """A text that cannot be the code of a receipt."""


def write_code(digest: str) -> str:
    """Return the code of a SHA-256 digest in hexadecimal: 27 characters in six groups."""
    number = int(digest, 16) >> (DIGEST_BITS - CHARACTERS * BITS_EACH)
    places = range(BITS_EACH * (CHARACTERS - 1), -1, -BITS_EACH)
    characters = "".join(ALPHABET[number >> place & 31] for place in places)
    return _grouped(characters + _check_character(characters))


def parse_code(text: str) -> str:
    """Return a code as it is written on the receipt; lower case, spaces and missing dashes are fine.

    Raises InvalidCode when a character is missing or the check character does not fit.
    """
    characters = bare(text).translate(LOOK_ALIKES)
    if len(characters) != CHARACTERS + 1 or set(characters) - set(ALPHABET):
        raise InvalidCode(
            f"Een ontvangstcode heeft {CHARACTERS + 1} letters en cijfers. Neem de code over zoals hij op het "
            "ontvangstbewijs staat."
        )
    if _check_character(characters[:-1]) != characters[-1]:
        raise InvalidCode(
            "In deze code zit een tikfout: het laatste teken past niet bij de rest. Vergelijk de code teken voor teken "
            "met het ontvangstbewijs."
        )
    return _grouped(characters)


def _grouped(characters: str) -> str:
    ends = [sum(GROUPS[: number + 1]) for number in range(len(GROUPS))]
    return "-".join(characters[end - size : end] for end, size in zip(ends, GROUPS, strict=True))


def _check_character(characters: str) -> str:
    total = 0
    for character in characters:
        total = _doubled(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def _doubled(element: int) -> int:
    """Multiply by 2 in the field of 32 elements, of which x^5 + x^2 + 1 is zero."""
    doubled = element << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled
