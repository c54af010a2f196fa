"""Certificate numbers such as PR-2026-4FTR-ARPC-6, which a person can read out and type without going wrong unnoticed.

``PR`` stands for Proeve and is the same on every certificate, so that a number is recognised among other numbers.
Then come the year of issue, eight characters drawn at random (39.6 bits) from an alphabet without look-alikes
(no 0 or O, 1, I or L), and one check character.

The check character covers the year and the eight characters, not the prefix. It is the pure system of ISO 7064 with
modulus 31 and radix 2: weigh each character by a power of two, and let the sum leave remainder 1. As 31 is prime and
no weight, nor the difference between the weights of two characters up to two places apart, is a multiple of 31,
every wrong character and every swap of two characters that stand next to each other or one apart is noticed.
"""

import re
import unicodedata
from random import Random

from certificates.errors import Invalid

PREFIX = "PR"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
MODULUS = len(ALPHABET)
DRAWN_CHARACTERS = 8

SHAPE = re.compile(rf"{PREFIX}(\d{{4}})([{ALPHABET}]{{{DRAWN_CHARACTERS}}})([{ALPHABET}])", re.ASCII)
LONGEST_INPUT = 100
EXAMPLE = "PR-2026-4FTR-ARPC-6"


class InvalidNumber(Invalid):
    """A text that cannot be a certificate number."""


def draw_number(year: int, random: Random) -> str:
    """Draw a new number; pass ``secrets.SystemRandom()`` so that nobody can guess the next one."""
    code = "".join(random.choice(ALPHABET) for _ in range(DRAWN_CHARACTERS))
    return write_number(f"{year:04}", code, check_character(f"{year:04}", code))


def parse_number(text: str) -> str:
    """Return the number as it is printed; lower case, spaces and missing dashes are fine.

    Raises InvalidNumber when the shape or the check character is wrong.
    """
    number = spell_number(text)
    _, year, *code, check = number.split("-")
    if check != check_character(year, "".join(code)):
        raise InvalidNumber(
            "In dit nummer zit een tikfout: het laatste teken past niet bij de rest. "
            "Vergelijk het teken voor teken met het certificaat."
        )
    return number


def spell_number(text: str) -> str:
    """Return what has the shape of a number as it would be printed, whether or not its check character is right.

    Raises InvalidNumber when the shape is wrong.
    """
    match = SHAPE.fullmatch(bare(text))
    if match is None:
        raise InvalidNumber(
            f"Een certificaatnummer ziet eruit als {EXAMPLE}. "
            "De letters I, L en O en de cijfers 0 en 1 staan nooit na het jaartal. "
            "Kijk op het certificaat en vul het nummer opnieuw in."
        )
    return write_number(*match.groups())


def bare(text: str) -> str:
    """Return the text in capitals without spaces and dashes of any kind, and nothing at all when it is far too long."""
    if len(text) > LONGEST_INPUT:
        return ""
    # Only ASCII letters are raised: "ß".upper() and "ı".upper() would turn other letters into ours.
    capitals = "".join(char.upper() if char.isascii() else char for char in text)
    return "".join(char for char in capitals if not char.isspace() and unicodedata.category(char) != "Pd")


def write_number(year: str, code: str, check: str) -> str:
    """Write the parts with dashes, in groups of four."""
    return f"{PREFIX}-{year}-{code[:4]}-{code[4:]}-{check}"


def check_character(year: str, code: str) -> str:
    """Return the character that makes the weighted sum leave remainder 1."""
    total = 0
    for value in [int(digit) for digit in year] + [ALPHABET.index(char) for char in code]:
        total = (total + value) * 2 % MODULUS
    return ALPHABET[(1 - total) % MODULUS]
