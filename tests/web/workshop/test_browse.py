"""The list of items: who may look, what is found, in which order, and what waits."""

import runpy
from pathlib import Path

import pytest

from proeve.core.scope import Role

MADE_UP = Path(__file__).parents[2] / "reporting" / "made_up_results.py"
MadeUpResults = runpy.run_path(str(MADE_UP))["MadeUpResults"]

PATH = "/werkplaats"
ITEM = "kw-baby-op-komst-1"


def _found(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('class="question-cell"><a href="/werkplaats/vragen/')[1:]]


async def test_authors_see_every_item_fifty_to_a_page(author, bank):
    page = (await author.get(PATH)).text
    assert f"1 tot en met 50 van {len(bank.items)} vragen" in page
    assert _found(page) == sorted(bank.items, key=lambda item: (bank.items[item].exam, item))[:50]


async def test_the_list_shows_no_keys(author, bank, logged):
    page = (await author.get(PATH)).text
    assert not [reply.text for item in bank.items.values() for reply in item.replies if reply.text in page]
    assert await logged("item.view") == []


async def test_items_are_found_by_what_they_are_about(author, bank):
    query = {"toets": "klantgericht-werken", "vorm": "best_answer", "kanaal": "telefoon", "situatie": "reactief"}
    meant = [
        item.id
        for item in bank.items.values()
        if (item.exam, item.kind, item.channel, item.situation)
        == ("klantgericht-werken", "best_answer", "telefoon", "reactief")
    ]
    page = (await author.get(PATH, params=query)).text
    assert sorted(_found(page)) == sorted(meant)
    assert "Kanaal: <strong>Telefoon</strong>" in page


async def test_drafts_are_found_by_their_state_and_their_writer(author, desk, colleague):
    await desk.written(colleague)
    page = (await author.get(PATH, params={"staat": "draft"})).text
    assert _found(page) == [ITEM]
    assert "Geen vragen gevonden" in (await author.get(PATH, params={"staat": "draft", "van": "mij"})).text


async def test_an_approved_version_of_an_item_in_use_is_found_and_named(author, desk, colleague, judge):
    await desk.approved(colleague, judge)
    page = (await author.get(PATH, params={"staat": "approved"})).text
    assert _found(page) == [ITEM]
    assert f"{ITEM}, versie 2: " in page


async def test_items_are_found_by_how_often_they_were_given(author, making_forms):
    await making_forms([ITEM, "kw-geen-werk-in-huis-1"], [ITEM])
    often = (await author.get(PATH, params={"gegeven": "vaak", "sort": "-gegeven"})).text
    assert _found(often) == [ITEM, "kw-geen-werk-in-huis-1"]
    assert "100,0 %" in often
    assert "50,0 %" in often
    assert ITEM not in _found((await author.get(PATH, params={"gegeven": "nooit"})).text)


@pytest.fixture
def making_forms(web_database, lindehof):
    """Let forms with these items have been given out."""

    async def making_forms(*forms: list[str]) -> None:
        async with web_database.unit_of_work() as session:
            make = MadeUpResults(session)
            member = await make.staff_member(lindehof)
            for items in forms:
                await make.result(member, form={"slots": [{"item": item} for item in items]})

    return making_forms


async def test_what_waits_for_an_approver_is_said_on_top(approver, desk, colleague):
    await desk.submitted(colleague)
    page = (await approver.get(PATH)).text
    assert '<span class="stat-number">1</span>\n  <span class="stat-label">Wacht op uw oordeel' in page


async def test_a_trainer_has_no_workshop(sign_in, lindehof):
    client = await sign_in(Role.TRAINER, lindehof)
    assert (await client.get(PATH)).status_code == 404


async def test_nor_has_the_operator_who_has_no_business_with_keys(sign_in):
    client = await sign_in(Role.OPERATOR)
    assert (await client.get(PATH)).status_code == 404
    assert 'href="/werkplaats"' not in (await client.get("/operator")).text
