"""Who saw a key is known: when, in which role, and beside whose result."""

import pytest

from proeve.core import audit
from proeve.core.errors import NotFound
from proeve.workshop.viewers import View, all_viewers


async def test_who_saw_the_key_of_an_item_is_listed_the_latest_first(
    workshop, exams, author, outsider, item, set_clock
):
    corporation = await exams.corporation("Woonstichting Noord")
    async with workshop.database.unit_of_work() as session:
        audit.record(session, "item.view", f"item:{item.id}", actor_id=author.person_id, version=1, role=author.role)
    set_clock.advance(minutes=5)
    async with workshop.database.unit_of_work() as session:
        audit.record(
            session,
            "item.view",
            f"item:{item.id}",
            actor_id=outsider.person_id,
            corporation_id=corporation.id,
            version=1,
            role=outsider.role,
        )
        audit.record(session, "item.view", f"item:{item.id}0", actor_id=outsider.person_id, version=1, role="trainer")
        audit.record(session, "item.paused", f"item:{item.id}", actor_id=outsider.person_id, version=1)
    latest, first = await workshop(all_viewers, author, item.id)
    assert latest == View(set_clock(), "Tom Jansen", "trainer", 1, "Woonstichting Noord")
    assert (first.person, first.role, first.corporation) == ("Anna Jansen", "author", None)


async def test_the_list_is_not_for_others(workshop, outsider, item):
    with pytest.raises(NotFound):
        await workshop(all_viewers, outsider, item.id)
