"""A list that nobody confirmed is kept for a week."""

import pytest

from proeve.core.errors import NotFound
from proeve.corporations.staff_lists.confirming import confirm_staff_list
from proeve.corporations.staff_lists.forgetting import forget_staff_lists
from proeve.corporations.staff_lists.uploads import find_staff_list


async def forget(database) -> int:
    async with database.unit_of_work() as session:
        return await forget_staff_lists(session)


async def test_a_list_goes_after_seven_days(database, linde, upload, set_clock):
    old = await upload(linde, "Noor;;Dalen;noor@delinde.example;;")
    set_clock.advance(days=7)
    fresh = await upload(linde, "Sami;;Bos;sami@delinde.example;;")
    assert await forget(database) == 0
    set_clock.advance(seconds=1)
    assert await forget(database) == 1
    async with database.reading() as session:
        assert (await find_staff_list(session, linde, fresh.id)).id == fresh.id
        with pytest.raises(NotFound):
            await find_staff_list(session, linde, old.id)


async def test_a_confirmed_list_stays(database, linde, upload, set_clock):
    staff_list = await upload(linde, "Noor;;Dalen;noor@delinde.example;;")
    async with database.unit_of_work() as session:
        await confirm_staff_list(session, linde, staff_list.id)
    set_clock.advance(days=365)
    assert await forget(database) == 0
