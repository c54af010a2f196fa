"""How many people fit in a sitting."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from proeve.core import dutch
from proeve.core.errors import Conflict
from proeve.exams.enrolments import Enrolment


async def count_places_taken(session: AsyncSession, sitting_id: int) -> int:
    """Return how many people have a place in a sitting."""
    taken = select(func.count()).select_from(Enrolment)
    taken = taken.where(col(Enrolment.sitting_id) == sitting_id, col(Enrolment.withdrawn_at).is_(None))
    return await session.scalar(taken) or 0


def refuse_beyond_places(places: int | None, *, taken: int, newcomers: int) -> None:
    """Raise Conflict (code full) when the newcomers do not all fit."""
    if places is None or taken + newcomers <= places:
        return
    there_are = f"Er {'is' if places == 1 else 'zijn'} {dutch.count(places, 'plaats', 'plaatsen')}"
    if taken:
        there_are += f", waarvan {taken} bezet"
    free = max(0, places - taken)
    choose = f"Kies er hoogstens {free}." if free else "Plan een nieuwe afname, of trek eerst een uitnodiging in."
    raise Conflict(f"{there_are}. U koos {dutch.count(newcomers, 'medewerker', 'medewerkers')}. {choose}", code="full")
