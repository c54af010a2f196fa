"""Who saw an item is known: when, in which role, beside whose result, and whether with its key."""

import pytest

from proeve.core import audit
from proeve.core.errors import NotFound
from proeve.workshop.viewers import View, all_viewers


async def test_who_saw_an_item_is_listed_the_latest_first(workshop, exams, author, outsider, item, set_clock):
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
            shown="candidate",
        )
        audit.record(session, "item.view", f"item:{item.id}0", actor_id=outsider.person_id, version=1, role="trainer")
        audit.record(session, "item.paused", f"item:{item.id}", actor_id=outsider.person_id, version=1)
    latest, first = await workshop(all_viewers, author, item.id)
    assert latest == View(set_clock(), "Tom Jansen", "trainer", 1, "Woonstichting Noord", with_key=False)
    assert (first.person, first.role, first.corporation, first.with_key) == ("Anna Jansen", "author", None, True)


async def test_the_list_is_not_for_others(workshop, outsider, item):
    with pytest.raises(NotFound):
        await workshop(all_viewers, outsider, item.id)
