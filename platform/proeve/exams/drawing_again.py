"""Draw the form of an attempt once more, as for an objection: from its seed and what the drawing was given."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.exams.attempts import Attempt, form_of
from proeve.exams.blueprints import find_blueprint
from proeve.exams.item_pools import find_pool
from proeve.exams.item_versions import find_items
from question_bank import drawing
from question_bank.forms import Form
from question_bank.pool import Pool


async def draw_again(session: AsyncSession, attempt: Attempt) -> Form:
    """Return the form that this attempt should have by what was kept; raise NotFound when some of that is missing.

    It is equal to the form it has, unless one of them was changed afterwards.
    """
    form = form_of(attempt)
    contents = await find_pool(session, form.pool)
    items = await find_items(session, [*contents.scored, *contents.pilots])
    blueprint = await find_blueprint(session, attempt.blueprint_id)
    scored = [items[version] for version in contents.scored]
    pilots = [items[version] for version in contents.pilots]
    return await asyncio.to_thread(drawing.draw_again, Pool(blueprint, scored, pilots), form)
