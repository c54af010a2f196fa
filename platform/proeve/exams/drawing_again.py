"""Draw the form of an attempt once more, as for an objection: from its seed and what the drawing was given."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.database import Database
from proeve.exams.attempts import Attempt, form_of
from proeve.exams.blueprints import find_blueprint
from proeve.exams.item_pools import find_pool
from proeve.exams.item_versions import find_items
from question_bank import drawing
from question_bank.forms import Form
from question_bank.pool import Pool


async def draw_again(database: Database, attempt: Attempt) -> Form:
    """Return the form that this attempt should have by what was kept.

    It is equal to the form it has, unless one of them was changed afterwards. Takes the database, because drawing is
    slow and begins when the session is closed. Raises NotFound when some of what was kept is missing, and
    InfeasibleBlueprint when no form can be drawn from it any more.
    """
    async with database.reading() as session:
        pool = await _pool_of(session, attempt)
    return await asyncio.to_thread(drawing.draw_again, pool, form_of(attempt))


async def _pool_of(session: AsyncSession, attempt: Attempt) -> Pool:
    contents = await find_pool(session, form_of(attempt).pool)
    items = await find_items(session, [*contents.scored, *contents.pilots])
    blueprint = await find_blueprint(session, attempt.blueprint_id)
    scored = [items[version] for version in contents.scored]
    pilots = [items[version] for version in contents.pilots]
    return Pool(blueprint, scored, pilots)
