"""Take the question bank into the database, where forms and results point to its versions."""

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.exams.blueprints import add_blueprints
from proeve.exams.shipped_items import add_shipped_items
from question_bank.bank import Bank


async def load_bank(session: AsyncSession, bank: Bank) -> None:
    """Store every item and blueprint version that is new; safe to repeat, with an empty database or a full one.

    What was written or decided in the workshop stays as it is (see `exams.shipped_items`).
    """
    await add_shipped_items(session, bank.items.values())
    await add_blueprints(session, bank.blueprints.values())
