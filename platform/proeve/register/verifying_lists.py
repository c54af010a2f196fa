"""Check a list of numbers in one go, as a contractor does with the certificates of everybody on a job."""

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from certificates.numbering import InvalidNumber, spell_number
from proeve.core.errors import Invalid
from proeve.register.certificates import Certificate
from proeve.register.verifying import Verdict, verdict_of

MOST_NUMBERS = 200
LONGEST_LIST = 20_000
"""Characters: enough for the most numbers with something around them."""
DIVIDERS = re.compile(r"[\n\r,;\t]+")
LONGEST_LINE = 100

TOO_MANY = f"U kunt hoogstens {MOST_NUMBERS} nummers in één keer controleren. Deel de lijst op."
NOTHING = "Plak eerst een of meer nummers, elk op een eigen regel."


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was given, and its verdict; None for a number that is not in the register or is no number."""

    text: str
    number: str | None
    verdict: Verdict | None


def read_list(text: str) -> list[str]:
    """Return the lines of a pasted list, each once; raise Invalid for none and for too many."""
    lines = [line.strip()[:LONGEST_LINE] for line in DIVIDERS.split(text[:LONGEST_LIST])]
    return check_list(list(dict.fromkeys(line for line in lines if line)))


def check_list(lines: list[str]) -> list[str]:
    """Return the lines; raise Invalid for none and for too many."""
    if not lines:
        raise Invalid(NOTHING, {"nummers": NOTHING}, code="empty_list")
    if len(lines) > MOST_NUMBERS:
        raise Invalid(TOO_MANY, {"nummers": TOO_MANY}, code="list_too_long")
    return lines


async def verify_numbers(session: AsyncSession, lines: list[str]) -> list[Line]:
    """Return the verdict of every line, in the same order."""
    numbers = [_number(line) for line in lines]
    wanted = {number for number in numbers if number}
    found = await session.scalars(select(Certificate).where(col(Certificate.number).in_(wanted)))
    verdicts = {each.number: await verdict_of(session, each) for each in found.all()}
    return [
        Line(line, number, verdicts.get(number) if number else None)
        for line, number in zip(lines, numbers, strict=True)
    ]


def _number(text: str) -> str | None:
    try:
        return spell_number(text)
    except InvalidNumber:
        return None
