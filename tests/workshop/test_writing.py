"""Items are begun, saved at any moment and withdrawn; nobody undoes what somebody else wrote."""

import pytest

from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.exams.item_versions import all_live_items
from proeve.workshop.checking import check_document
from proeve.workshop.drafts import ItemDraft, all_drafts, find_draft
from proeve.workshop.life import find_life
from proeve.workshop.writing import (
    add_draft,
    add_named_draft,
    add_new_version,
    save_draft,
    suggest_item_id,
    withdraw_draft,
)

EXAM = "klantgericht-werken"
NEW = {"exam": EXAM, "family": "kw-scheve-lamp", "kind": "best_answer"}


async def test_a_new_item_gets_the_next_number_of_its_family(workshop, author, item):
    assert await workshop(suggest_item_id, "kw-scheve-lamp") == "kw-scheve-lamp-1"
    first = await workshop(add_draft, author, **NEW)
    second = await workshop(add_draft, author, **NEW)
    assert (first.item, second.item) == ("kw-scheve-lamp-1", "kw-scheve-lamp-2")
    number = int(item.id.removeprefix(f"{item.family}-"))
    assert int((await workshop(suggest_item_id, item.family)).removeprefix(f"{item.family}-")) > number


async def test_the_id_of_a_withdrawn_draft_is_not_given_out_again(workshop, author):
    draft = await workshop(add_draft, author, **NEW)
    await workshop(withdraw_draft, author, draft.id, revision=draft.revision)
    again = await workshop(add_draft, author, **NEW)
    assert again.item == "kw-scheve-lamp-2"
    assert [step.kind for step in (await workshop(find_life, author, again.item)).steps] == ["started"]


async def test_a_family_whose_name_begins_alike_is_another_one(workshop, author):
    await workshop(add_draft, author, **NEW)
    assert await workshop(suggest_item_id, "kw-scheve") == "kw-scheve-1"


@pytest.mark.parametrize("item_id", ["12", "kw-scheve-lamp-²", "kw-scheve-1"])
async def test_an_id_from_elsewhere_is_that_of_the_family_and_a_number(workshop, author, item_id):
    with pytest.raises(Invalid) as refused:
        await workshop(add_named_draft, author, item_id, {"kind": NEW["kind"]}, exam=EXAM, family=NEW["family"])
    assert "id" in refused.value.problems


async def test_an_odd_id_that_is_here_already_is_not_counted(workshop, author):
    async def put(session):
        mine = {"author_id": author.person_id, "changed_by": author.person_id, "writer_ids": [author.person_id]}
        session.add(ItemDraft(exam=EXAM, family=NEW["family"], item="kw-scheve-lamp-²", version=1, **mine))

    await workshop(put)
    assert await workshop(suggest_item_id, "kw-scheve-lamp") == "kw-scheve-lamp-1"


@pytest.mark.parametrize(
    ("field", "value"), [("exam", "tuinieren"), ("kind", "raden"), ("family", "KW Lamp"), ("family", "")]
)
async def test_what_a_new_item_begins_with_is_checked(workshop, author, field, value):
    with pytest.raises(Invalid) as refused:
        await workshop(add_draft, author, **(NEW | {field: value}))
    assert field in refused.value.problems


async def test_a_family_stays_with_its_exam(workshop, author, item):
    with pytest.raises(Invalid) as refused:
        await workshop(add_draft, author, **(NEW | {"family": item.family, "exam": "lastige-boodschappen"}))
    assert "andere toets" in refused.value.problems["family"]


async def test_the_next_version_begins_with_the_text_of_the_newest(workshop, author, item):
    draft = await workshop(add_new_version, author, item.id)
    assert (draft.version, draft.content["question"]) == (2, item.question)
    async with workshop.database.reading() as session:
        assert item in await all_live_items(session, EXAM)


async def test_an_item_has_one_draft_at_a_time(workshop, author, colleague, item):
    await workshop(add_new_version, author, item.id)
    with pytest.raises(Conflict) as refused:
        await workshop(add_new_version, colleague, item.id)
    assert refused.value.code == "draft_exists"


async def test_a_draft_may_be_saved_incomplete_and_comes_back_tidy(workshop, author):
    draft = await workshop(add_draft, author, **NEW)
    await workshop(save_draft, author, draft.id, {"question": "  Wat  zegt u? ", "scenario": {"fact": ""}}, revision=1)
    again = await workshop(find_draft, author, draft.id)
    assert (again.content, again.revision) == ({"question": "Wat zegt u?"}, 2)


async def test_saving_what_was_saved_already_changes_nothing(workshop, author, colleague):
    draft = await workshop(add_draft, author, **NEW)
    same = await workshop(save_draft, colleague, draft.id, draft.content, revision=1)
    assert (same.revision, same.changed_by, same.writer_ids) == (1, author.person_id, [author.person_id])


async def test_a_stale_page_cannot_undo_what_somebody_else_saved(workshop, author, colleague):
    draft = await workshop(add_draft, author, **NEW)
    await workshop(save_draft, colleague, draft.id, {"question": "Van Carla?"}, revision=1)
    with pytest.raises(Conflict, match="Carla Jansen heeft deze vraag intussen gewijzigd") as refused:
        await workshop(save_draft, author, draft.id, {"question": "Van Anna?"}, revision=1)
    assert refused.value.code == "draft_changed"
    assert (await workshop(find_draft, author, draft.id)).content == {"question": "Van Carla?"}


async def test_all_who_wrote_in_a_draft_are_named(workshop, author, colleague, item):
    draft = await workshop.written(author, item)
    await workshop(save_draft, colleague, draft.id, {"question": "Wat doet u nu?"}, revision=draft.revision)
    assert (await workshop(find_life, author, item.id)).writers == ["Anna Jansen", "Carla Jansen"]


async def test_what_is_no_document_of_an_item_is_refused(workshop, author):
    draft = await workshop(add_draft, author, **NEW)
    with pytest.raises(Invalid):
        await workshop(save_draft, author, draft.id, {"replies": "geen lijst"}, revision=1)


async def test_what_is_being_typed_is_checked_and_not_stored(workshop, author, item):
    draft = await workshop(add_draft, author, **NEW)
    flaws = await workshop(check_document, draft, {"replies": [{"id": "a", "text": item.replies[0].text}]})
    assert any(flaw.place == ("replies", 0, "text") and item.id in flaw.sentence for flaw in flaws)
    assert (await workshop(find_draft, author, draft.id)).content == {"kind": "best_answer"}


async def test_a_withdrawn_draft_is_gone_and_the_step_stays(workshop, author, item):
    draft = await workshop(add_new_version, author, item.id)
    await workshop(withdraw_draft, author, draft.id, revision=1)
    assert await workshop(all_drafts, author) == []
    life = await workshop(find_life, author, item.id)
    assert [(step.kind, step.person) for step in life.steps] == [
        ("shipped", ""),
        ("started", "Anna Jansen"),
        ("withdrawn", "Anna Jansen"),
    ]


async def test_drafts_are_listed_by_exam(workshop, author, item):
    await workshop(add_new_version, author, item.id)
    assert [draft.item for draft in await workshop(all_drafts, author, exam=EXAM)] == [item.id]
    assert await workshop(all_drafts, author, exam="lastige-boodschappen") == []


async def test_the_workshop_is_closed_to_others(workshop, author, outsider, item):
    draft = await workshop(add_new_version, author, item.id)
    for function, arguments in (
        (all_drafts, ()),
        (find_draft, (draft.id,)),
        (add_new_version, (item.id,)),
        (find_life, (item.id,)),
    ):
        with pytest.raises(NotFound):
            await workshop(function, outsider, *arguments)
    with pytest.raises(NotFound):
        await workshop(save_draft, outsider, draft.id, {}, revision=1)
    with pytest.raises(NotFound):
        await workshop(withdraw_draft, outsider, draft.id, revision=1)


async def test_what_does_not_exist_is_not_found(workshop, author):
    for function, arguments in ((find_draft, (404,)), (add_new_version, ("kw-x-1",)), (find_life, ("kw-x-1",))):
        with pytest.raises(NotFound):
            await workshop(function, author, *arguments)
