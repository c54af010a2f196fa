"""The code with which people in a room say that they are there: short, spoken easily, typed in any way."""

import secrets

from proeve.people.text import tidy

SIGNS = "ACDEFGHJKMNPQRTUVWXY34679"
"""No two that look or sound like each other on a board: no B or 8, no I or 1, no O or 0, no S or 5, no Z or 2."""
LENGTH = 6
HALF = 3


def draw_start_code() -> str:
    """Draw a new code."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def is_start_code(typed: str, code: str) -> bool:
    """Tell whether somebody typed or pasted the code, in whatever case and with whatever between the signs."""
    signs = "".join(sign for sign in tidy(typed).upper() if sign.isalnum())
    return secrets.compare_digest(signs.encode(), code.encode())


def in_halves(code: str) -> str:
    """Write a code the way people read it aloud: "K7M 4PX"."""
    return f"{code[:HALF]} {code[HALF:]}"
