"""How often items were given out: in the last forms of an exam, whoever they were for."""

import pytest

from proeve.core.errors import NotFound
from proeve.exams.attempts import form_of
from proeve.workshop.exposure import GivenOut, all_given_out
from proeve.workshop.leaks import retire_leaked

EXAM = "klantgericht-werken"


async def test_without_forms_there_is_nothing_to_count(workshop, author):
    assert await workshop(all_given_out, author) == {}
    assert GivenOut().share("kw-baby-op-komst-1") == 0.0


async def test_every_item_of_a_form_is_counted_and_a_new_form_counts_at_once(workshop, exams, author):
    first = form_of(await exams.prepared())
    given = (await workshop(all_given_out, author))[EXAM]
    assert given.forms == 1
    assert dict(given.times) == {slot.item: 1 for slot in first.slots}
    second = form_of(await exams.prepared())
    given = (await workshop(all_given_out, author))[EXAM]
    items = [slot.item for form in (first, second) for slot in form.slots]
    assert given.forms == 2
    assert {item: given.share(item) for item in items} == {item: items.count(item) / 2 for item in items}


async def test_a_form_that_is_thrown_away_counts_no_more(workshop, exams, author, approver):
    leaked = form_of(await exams.prepared()).slots[0].item
    assert (await workshop(all_given_out, author))[EXAM].times[leaked] == 1
    await workshop(retire_leaked, approver, leaked, reason="De vraag stond op een website.")
    assert (await workshop(all_given_out, author)).get(EXAM, GivenOut()).times[leaked] == 0


async def test_who_does_not_work_on_items_is_told_nothing(workshop, outsider):
    with pytest.raises(NotFound):
        await workshop(all_given_out, outsider)
