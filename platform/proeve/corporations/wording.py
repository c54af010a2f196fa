"""What a corporation calls things: the words that stand in the texts of its exams where those differ."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import Field, SQLModel, col

from proeve.core import audit, clock
from proeve.core.database import UtcDateTime
from proeve.core.errors import Invalid
from proeve.core.scope import Scope
from proeve.corporations.corporations import lock_staff
from proeve.people.text import tidy
from question_bank.variables import DEFAULTS, LONGEST_VALUE, VARIABLES

_NO_WORDS = re.compile(r"[<>{}]|\*\*|__")


class CorporationWording(SQLModel, table=True):
    """The word or words of one corporation for one variable; without a row it uses the default."""

    __tablename__ = "corporation_wording"

    corporation_id: int = Field(primary_key=True, foreign_key="corporation.id")
    name: str = Field(primary_key=True)
    value: str
    changed_at: datetime = Field(default_factory=clock.now, sa_type=UtcDateTime)


async def wording_of(session: AsyncSession, corporation_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """Return by corporation the value of every variable: its own, or the default."""
    wording = {corporation_id: dict(DEFAULTS) for corporation_id in corporation_ids}
    rows = select(CorporationWording).where(col(CorporationWording.corporation_id).in_(corporation_ids))
    for row in await session.scalars(rows):
        wording[row.corporation_id][row.name] = row.value
    return wording


async def own_wording(session: AsyncSession, scope: Scope) -> dict[str, str]:
    """Return what the scope's corporation set itself; raise NotFound for who may not change it, as `set_wording`."""
    corporation_id = await lock_staff(session, scope)
    rows = select(CorporationWording).where(col(CorporationWording.corporation_id) == corporation_id)
    return {row.name: row.value for row in await session.scalars(rows)}


async def set_wording(session: AsyncSession, scope: Scope, values: Mapping[str, str]) -> dict[str, str]:
    """Set the words of the scope's corporation; what is left empty goes back to the default. Returns what is set.

    Forms that somebody has opened keep the words they had. Raises NotFound for who may not, and Invalid with a problem
    for each value that cannot stand in a sentence.
    """
    corporation_id = await lock_staff(session, scope)
    values = {name: tidy(value) for name, value in values.items()}
    if problems := {name: problem for name, value in values.items() if (problem := _problem(name, value))}:
        raise Invalid("Niet alle woorden kunnen zo in een vraag staan.", problems)
    mine = col(CorporationWording.corporation_id) == corporation_id
    await session.execute(delete(CorporationWording).where(mine))
    kept = {name: value for name, value in values.items() if value and value != VARIABLES[name].default}
    session.add_all(CorporationWording(corporation_id=corporation_id, name=name, value=kept[name]) for name in kept)
    audit.record(
        session,
        "corporation.wording",
        f"corporation:{corporation_id}",
        actor_id=scope.person_id,
        corporation_id=corporation_id,
        values=kept,
    )
    await session.flush()
    return kept


def _problem(name: str, value: str) -> str | None:
    if name not in VARIABLES:
        return "Dit invulwoord bestaat niet."
    if len(value) > LONGEST_VALUE:
        return f"Gebruik hoogstens {LONGEST_VALUE} tekens."
    if _NO_WORDS.search(value):
        return "Gebruik gewone woorden, zonder haken of opmaak."
    return None
