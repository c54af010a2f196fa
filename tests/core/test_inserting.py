"""Rows that are there already stay as they are."""

from sqlalchemy import select

from proeve.core.database import Database
from proeve.core.inserting import insert_missing
from proeve.corporations.corporations import Corporation


async def test_only_rows_that_clash_with_nothing_are_inserted(database: Database) -> None:
    async with database.unit_of_work() as session:
        await insert_missing(session, Corporation, [{"name": "De Linde", "city": "Zwolle"}])
        rows = [{"name": "De Linde", "city": "Utrecht"}, {"name": "De Vecht", "city": "Ommen"}]
        await insert_missing(session, Corporation, rows)
        await insert_missing(session, Corporation, [])
    async with database.reading() as session:
        corporations = list(await session.scalars(select(Corporation).order_by(Corporation.name)))
    assert [(each.name, each.city) for each in corporations] == [("De Linde", "Zwolle"), ("De Vecht", "Ommen")]
    assert all(each.created_at for each in corporations)
