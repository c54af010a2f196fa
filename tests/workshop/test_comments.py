"""Colleagues comment on a version or a draft, and say when a comment is dealt with."""

import msgspec
import pytest

from proeve.core.errors import Invalid, NotFound
from proeve.workshop.comments import LONGEST_COMMENT, add_comment, all_comments, resolve_comment
from proeve.workshop.importing import import_bank
from proeve.workshop.reviewing import approve_draft
from proeve.workshop.writing import add_new_version, withdraw_draft
from question_bank.bank import Bank


async def test_a_comment_is_kept_with_its_writer_until_it_is_resolved(workshop, author, approver, item):
    comment = await workshop(add_comment, approver, item.id, 1, "  Reactie b is te  lang. ")
    (row,) = await workshop(all_comments, author, item.id)
    assert (row.comment.text, row.writer, row.resolver) == ("Reactie b is te lang.", "Bo Jansen", None)
    await workshop(resolve_comment, author, comment.id)
    resolved = (await workshop(all_comments, author, item.id))[0]
    assert resolved.resolver == "Anna Jansen"
    await workshop(resolve_comment, approver, comment.id)
    assert await workshop(all_comments, author, item.id) == [resolved]


async def test_a_draft_can_be_commented_on_and_the_comment_stays_with_the_version(workshop, author, approver, item):
    await workshop(add_new_version, author, item.id)
    await workshop(add_comment, approver, item.id, 2, "Is dit nog de goede termijn?")
    (row,) = await workshop(all_comments, author, item.id)
    assert row.comment.version == 2


async def test_the_comments_on_a_withdrawn_draft_are_not_those_of_the_next(workshop, author, approver, item, set_clock):
    draft = await workshop(add_new_version, author, item.id)
    await workshop(add_comment, approver, item.id, 1, "Versie 1 is oud.")
    await workshop(add_comment, approver, item.id, 2, "Dit klopt niet.")
    set_clock.advance(minutes=1)
    await workshop(withdraw_draft, author, draft.id, revision=draft.revision)
    assert [row.comment.version for row in await workshop(all_comments, author, item.id)] == [1]
    set_clock.advance(hours=1)
    draft = await workshop.submitted(author, item)
    await workshop(add_comment, approver, item.id, 2, "Dit klopt wel.")
    said = ["Versie 1 is oud.", "Dit klopt wel."]
    assert [row.comment.text for row in await workshop(all_comments, author, item.id)] == said
    await workshop(approve_draft, approver, draft.id, revision=draft.revision)
    assert [row.comment.text for row in await workshop(all_comments, author, item.id)] == said


async def test_the_comments_on_a_withdrawn_draft_are_not_those_of_a_version_that_was_read_in(
    workshop, author, approver, bank, item, set_clock
):
    draft = await workshop(add_new_version, author, item.id)
    await workshop(add_comment, approver, item.id, 2, "Dit klopt niet.")
    set_clock.advance(minutes=1)
    await workshop(withdraw_draft, author, draft.id, revision=draft.revision)
    reworded = msgspec.structs.replace(item, question="Wat zegt u dan het beste?")
    await workshop(import_bank, None, Bank(items={**bank.items, item.id: reworded}, blueprints=bank.blueprints))
    assert await workshop(all_comments, author, item.id) == []
    set_clock.advance(minutes=1)
    await workshop(add_comment, approver, item.id, 2, "Dit klopt wel.")
    assert [row.comment.text for row in await workshop(all_comments, author, item.id)] == ["Dit klopt wel."]


@pytest.mark.parametrize("text", ["", " \n ", "a" * (LONGEST_COMMENT + 1)])
async def test_a_comment_says_something_and_not_too_much(workshop, author, item, text):
    with pytest.raises(Invalid) as refused:
        await workshop(add_comment, author, item.id, 1, text)
    assert "text" in refused.value.problems


async def test_there_is_nothing_to_comment_on_where_there_is_no_version(workshop, author, item):
    for item_id, version in ((item.id, 2), ("kw-x-1", 1)):
        with pytest.raises(NotFound):
            await workshop(add_comment, author, item_id, version, "Waarom?")
    with pytest.raises(NotFound):
        await workshop(resolve_comment, author, 404)


async def test_comments_are_not_for_others(workshop, author, outsider, item):
    comment = await workshop(add_comment, author, item.id, 1, "Let op.")
    with pytest.raises(NotFound):
        await workshop(all_comments, outsider, item.id)
    with pytest.raises(NotFound):
        await workshop(add_comment, outsider, item.id, 1, "Ik ook.")
    with pytest.raises(NotFound):
        await workshop(resolve_comment, outsider, comment.id)
