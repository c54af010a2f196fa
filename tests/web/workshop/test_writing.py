"""The writing desk: nothing typed is lost, each problem stands at its field, and stale pages change nothing."""

import re

import pytest

from proeve.core.scope import Role
from proeve.workshop.drafts import all_drafts
from proeve.workshop.reviewing import submit_draft
from proeve.workshop.writing import save_draft
from tests.web.workshop.form_fields import fields_in

ITEM = "kw-baby-op-komst-1"
BEGUN = {"exam": "klantgericht-werken", "kind": "best_answer", "family": "kw-proef"}
TYPED = "Een huurder belt over {commissie} & een brief."


@pytest.fixture
def drafts(desk, colleague):
    """All drafts there are."""

    async def drafts():
        return await desk(all_drafts, colleague)

    return drafts


@pytest.fixture
async def mine(author, drafts):
    """A draft that the visitor began just now."""
    await author.post("/werkplaats/nieuw", data=BEGUN)
    return (await drafts())[0]


def at(draft) -> str:
    return f"/werkplaats/concepten/{draft.id}"


@pytest.mark.parametrize(
    "kind",
    ["best_answer", "most_least", "rate_replies", "rank_replies", "recognise_category", "next_step", "written_reply"],
)
async def test_an_item_of_every_format_can_be_begun(author, drafts, kind):
    answer = await author.post("/werkplaats/nieuw", data=BEGUN | {"kind": kind})
    assert answer.status_code == 200
    assert "kw-proef-1" in answer.text
    assert (await drafts())[0].content["kind"] == kind


async def test_a_wrong_beginning_comes_back_with_each_problem_at_its_field(author, drafts):
    answer = await author.post("/werkplaats/nieuw", data={"exam": "", "kind": "", "family": "Lekkende Kraan"})
    assert answer.status_code == 422
    for field in ("exam", "kind", "family"):
        assert f'href="#{field}"' in answer.text
    assert 'value="Lekkende Kraan"' in answer.text
    assert await drafts() == []


async def test_what_is_typed_is_saved_and_shown_again(author, mine, drafts):
    fields = fields_in((await author.get(at(mine))).text)
    answer = await author.post(at(mine), data=fields | {"scenario.text": TYPED, "difficulty": "2", "action": "save"})
    assert "Uw concept is opgeslagen." in answer.text
    assert "Een huurder belt over {commissie} &amp; een brief." in answer.text
    content = (await drafts())[0].content
    assert (content["scenario"]["text"], content["difficulty"]) == (TYPED, 2)


async def test_looking_at_the_desk_is_a_look_at_the_key(author, mine, logged):
    await author.get(at(mine))
    assert {event.facts["version"] for event in await logged("item.view")} == {1}


async def test_handing_in_too_early_shows_each_problem_at_its_field_and_keeps_the_text(author, mine, drafts):
    fields = fields_in((await author.get(at(mine))).text)
    answer = await author.post(at(mine), data=fields | {"scenario.text": TYPED, "action": "submit"})
    assert answer.status_code == 422
    assert "Opgeslagen, maar nog niet ingediend" in answer.text
    for field in ("domain", "replies.0.text", "replies.3.category", "key", "source"):
        assert f'href="#{field}"' in answer.text
        assert f'id="{field}-error"' in answer.text
        assert f'id="{field}"' in answer.text
    assert "belt over {commissie}" in answer.text
    assert (await drafts())[0].state == "draft"


async def test_every_link_of_the_summary_leads_to_a_place_on_the_page(author, mine):
    fields = fields_in((await author.get(at(mine))).text)
    page = (await author.post(at(mine), data=fields | {"action": "submit"})).text
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(re.findall(r'\bid="([^"]+)"', page))


async def test_a_whole_item_goes_through_the_form_and_is_handed_in(author, desk, colleague, drafts):
    await author.post(f"/werkplaats/vragen/{ITEM}/nieuwe-versie")
    draft = (await drafts())[0]
    fields = fields_in((await author.get(at(draft))).text)
    answer = await author.post(at(draft), data=fields | {"question": "Wat zegt u dan het beste?", "action": "submit"})
    assert "De vraag is ingediend." in answer.text
    assert (await drafts())[0].state == "in_review"
    assert (await drafts())[0].content == draft.content | {"question": "Wat zegt u dan het beste?"}


async def test_a_stale_page_changes_nothing_and_keeps_the_text(author, mine, desk, colleague, drafts):
    fields = fields_in((await author.get(at(mine))).text)
    await desk(save_draft, colleague, mine.id, {**mine.content, "question": "Iets anders?"}, revision=mine.revision)
    answer = await author.post(at(mine), data=fields | {"scenario.text": TYPED, "action": "save"})
    assert answer.status_code == 409
    assert "Carla Visser heeft deze vraag intussen gewijzigd." in answer.text
    assert "Niet opgeslagen: uw tekst staat hieronder nog" in answer.text
    assert "belt over {commissie}" in answer.text
    assert "text" not in (await drafts())[0].content.get("scenario", {})


async def test_what_is_with_an_approver_is_not_changed_and_the_text_is_kept(author, desk, colleague):
    draft = await desk.written(colleague)
    fields = fields_in((await author.get(at(draft))).text)
    draft = await desk(submit_draft, colleague, draft.id, revision=draft.revision)
    answer = await author.post(
        at(draft), data=fields | {"revision": str(draft.revision), "scenario.text": TYPED, "action": "save"}
    )
    assert answer.status_code == 409
    assert "belt over {commissie}" in answer.text
    assert "ligt bij een beoordelaar" in (await author.get(at(draft))).text


async def test_what_is_no_number_comes_back_with_the_text(author, mine, drafts):
    fields = fields_in((await author.get(at(mine))).text)
    wrong = {"scenario.text": TYPED, "difficulty": "zeer moeilijk", "action": "save"}
    answer = await author.post(at(mine), data=fields | wrong)
    assert answer.status_code == 422
    assert "belt over {commissie}" in answer.text
    assert "scenario" not in (await drafts())[0].content


async def test_a_text_without_end_comes_back(author, mine):
    fields = fields_in((await author.get(at(mine))).text)
    answer = await author.post(at(mine), data=fields | {"scenario.text": "a" * 4001, "action": "save"})
    assert answer.status_code == 422
    assert 'id="scenario.text-error"' in answer.text


async def test_rows_are_added_and_removed_without_scripts_and_without_saving(author, mine, drafts):
    fields = fields_in((await author.get(at(mine))).text)
    page = (await author.post(at(mine), data=fields | {"scenario.text": TYPED, "action": "add:replies"})).text
    assert 'name="replies.4.text"' in page
    assert "belt over {commissie}" in page
    page = (await author.post(at(mine), data=fields_in(page) | {"action": "remove:replies.1"})).text
    assert 'name="replies.3.text"' in page
    assert 'name="replies.4.text"' not in page
    assert re.findall(r'name="replies\.\d\.id" value="(\w)"', page) == ["a", "c", "d", "e"]
    assert "scenario" not in (await drafts())[0].content


async def test_the_preview_follows_what_is_typed_and_checks_it(author, mine, drafts):
    fields = fields_in((await author.get(at(mine))).text)
    long = " ".join(["woord"] * 75)
    page = (
        await author.post(
            f"{at(mine)}/voorbeeld", data=fields | {"scenario.text": long, "replies.0.text": "Bel {commissie}."}
        )
    ).text
    assert "<html" not in page
    assert 'data-place="scenario.text"' in page
    assert "Bel de klachtencommissie." in page
    assert "scenario" not in (await drafts())[0].content


async def test_copying_another_item_is_noticed_while_typing(author, mine, bank):
    fields = fields_in((await author.get(at(mine))).text)
    typed = {"scenario.text": bank.find_item(ITEM).scenario.text}
    page = (await author.post(f"{at(mine)}/voorbeeld", data=fields | typed)).text
    assert f"woorden op rij met {ITEM}" in page


async def test_the_desk_shows_what_to_look_for_in_a_category(author, mine):
    page = (await author.get(at(mine))).text
    assert "Noemt een gevoel of een wens uit zijn eigen verhaal." in page
    assert "{klachtentermijn}" in page


async def test_a_draft_can_be_thrown_away(author, mine, drafts):
    answer = await author.post(f"{at(mine)}/intrekken", data={"revision": str(mine.revision + 0)})
    assert "Het concept is weg." in answer.text
    assert await drafts() == []
    assert (await author.get(at(mine))).status_code == 404


async def test_a_trainer_cannot_write(sign_in, desk, colleague, lindehof):
    draft = await desk.written(colleague)
    client = await sign_in(Role.TRAINER, lindehof)
    assert (await client.get(at(draft))).status_code == 404
    assert (await client.post(f"{at(draft)}/voorbeeld")).status_code == 404
