"""Staff is counted by corporation: who works there now, as far as the scope reaches."""

from proeve.core.database import Database
from proeve.core.scope import Scope
from proeve.corporations.counting import count_staff
from proeve.corporations.staffing import staff_member_leaves


async def test_who_works_there_now_is_counted_by_corporation(
    database: Database, operator: Scope, linde: Scope, vecht: Scope, add_staff
) -> None:
    await add_staff(linde, email="a@delinde.example")
    leaver = await add_staff(linde, email="b@delinde.example")
    await add_staff(vecht, email="c@devecht.example")
    async with database.unit_of_work() as session:
        await staff_member_leaves(session, linde, leaver.id)
    async with database.reading() as session:
        assert await count_staff(session, operator) == {linde.corporation_id: 1, vecht.corporation_id: 1}
        assert await count_staff(session, vecht) == {vecht.corporation_id: 1}
