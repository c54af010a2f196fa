"""Items written elsewhere come in as drafts: nobody asks them before somebody else has judged them."""

import msgspec
import pytest

from proeve.core.errors import NotFound
from proeve.workshop.drafts import all_drafts
from proeve.workshop.reviewing import submit_draft
from proeve.workshop.taking_in import take_in_items
from proeve.workshop.writing import add_new_version


def reworded(item):
    return msgspec.structs.replace(item, question="Wat zegt u dan het beste?")


async def test_items_become_drafts_that_can_be_submitted_as_they_are(workshop, author, item):
    taken = await workshop(take_in_items, author, [reworded(item)])
    (draft,) = taken.begun
    assert (draft.item, draft.version, draft.content["question"]) == (item.id, 2, "Wat zegt u dan het beste?")
    await workshop(submit_draft, author, draft.id, revision=draft.revision)


async def test_a_new_item_keeps_its_id(workshop, author, item):
    new = msgspec.structs.replace(item, id="kw-scheve-lamp-7", family="kw-scheve-lamp")
    (draft,) = (await workshop(take_in_items, author, [new])).begun
    assert (draft.item, draft.version) == ("kw-scheve-lamp-7", 1)


async def test_items_that_read_as_in_the_bank_are_left_alone(workshop, author, bank):
    items = list(bank.items.values())[:20]
    taken = await workshop(take_in_items, author, items)
    assert (taken.begun, taken.same, taken.refused) == ([], [item.id for item in items], {})
    assert await workshop(all_drafts, author) == []


async def test_one_that_does_not_fit_stops_no_other(workshop, author, colleague, bank, item):
    other = next(each for each in bank.items.values() if each.kind == "rate_replies")
    await workshop(add_new_version, colleague, item.id)
    stranger = msgspec.structs.replace(item, id="kw-scheve-lamp-1", family="kw-scheve-lamp", exam="tuinieren")
    nameless = msgspec.structs.replace(item, id="kw-anders-1", family="kw-scheve-lamp")
    taken = await workshop(take_in_items, author, [reworded(item), stranger, nameless, reworded(other)])
    assert [draft.item for draft in taken.begun] == [other.id]
    assert taken.refused == {
        item.id: "Er is al een concept van deze vraag. Open dat concept en schrijf daarin verder.",
        "kw-scheve-lamp-1": "Kies een toets.",
        "kw-anders-1": "Noem deze vraag kw-scheve-lamp-1, -2 enzovoort, naar de familie.",
    }


async def test_others_take_in_nothing(workshop, outsider, item):
    with pytest.raises(NotFound):
        await workshop(take_in_items, outsider, [item])
