"""Draw an answer that fits a slot, as a candidate would give one."""

from random import Random
from typing import Any

from question_bank.kinds import accepts

POSITIONS = 4
RATED = 5
RATINGS = 4


def draw_answer(shape: str, dice: Random) -> dict[str, Any]:
    """Draw a complete answer of this shape."""
    return next(answer for answer in _answers(dice) if accepts(shape, answer))


def _answers(dice: Random) -> list[dict[str, Any]]:
    most, least, *_ = order = dice.sample(range(POSITIONS), POSITIONS)
    return [
        {"choice": most},
        {"most": most, "least": least},
        {"ratings": [dice.randint(1, RATINGS) for _ in range(RATED)]},
        {"ranking": order},
        {"text": f"Ik bel u morgen voor {dice.randint(8, 17)} uur terug."},
    ]
