"""The question browser: who may look, what is found, and that every view is written down."""

import pytest

from proeve.core.scope import Role

PATH = "/trainer/vragen"
ITEM = "kw-baby-op-komst-1"


@pytest.fixture
async def author(sign_in, stored_bank):
    return await sign_in(Role.AUTHOR)


async def test_authors_and_trainers_see_all_questions_in_use(author, bank):
    page = (await author.get(PATH)).text
    assert f"1 tot en met 50 van {len(bank.items)} vragen" in page


async def test_the_list_shows_no_keys(author, bank, logged):
    pages = (await author.get(PATH)).text + (await author.get(PATH, params={"page": "2"})).text
    assert not [reply.text for item in bank.items.values() for reply in item.replies if reply.text in pages]
    assert await logged("item.view") == []


async def test_questions_are_found_by_what_they_are_about(author, bank):
    query = {"toets": "klantgericht-werken", "vorm": "best_answer", "kanaal": "telefoon"}
    page = (await author.get(PATH, params=query)).text
    meant = [
        item.id
        for item in bank.items.values()
        if (item.exam, item.kind, item.channel) == ("klantgericht-werken", "best_answer", "telefoon")
    ]
    assert page.count('class="question-cell"') == len(meant)
    assert all(f"/trainer/vragen/{item_id}" in page for item_id in meant)
    assert "Vraagvorm: <strong>Beste antwoord</strong>" in page


async def test_questions_are_found_by_their_words(author, bank):
    words = bank.find_item(ITEM).scenario.text.upper()[:60]
    page = (await author.get(PATH, params={"zoek": words})).text
    assert f"/trainer/vragen/{ITEM}" in page
    assert page.count('class="question-cell"') == 1
    assert "Geen vragen gevonden" in (await author.get(PATH, params={"zoek": "bestaat beslist niet"})).text


async def test_a_question_is_shown_as_the_candidate_sees_it_and_then_with_its_key(author, bank):
    item = bank.find_item(ITEM)
    page = (await author.get(f"{PATH}/{ITEM}")).text
    asked, explained = page.split("De sleutel en de uitleg")
    assert all(reply.text in asked and reply.explanation not in asked for reply in item.replies)
    assert all(reply.explanation in explained for reply in item.replies)
    assert explained.count("Goed: beste reactie") == 1


async def test_every_format_can_be_shown(author, bank):
    one_of_each = {item.kind: item.id for item in bank.items.values()}
    assert len(one_of_each) == 7
    for item_id in one_of_each.values():
        assert (await author.get(f"{PATH}/{item_id}")).status_code == 200


async def test_each_view_is_written_down(author, logged):
    await author.get(f"{PATH}/{ITEM}")
    await author.get(f"{PATH}/{ITEM}")
    events = await logged("item.view")
    assert [(event.subject, event.facts) for event in events] == [
        (f"item:{ITEM}", {"version": 1, "role": "author"}),
        (f"item:{ITEM}", {"version": 1, "role": "author"}),
    ]


async def test_an_unknown_question_is_not_found_and_not_written_down(author, logged):
    response = await author.get(f"{PATH}/bestaat-niet")
    assert response.status_code == 404
    assert "staat niet (meer) in de vragenbank" in response.text
    assert await logged("item.view") == []


async def test_an_author_sees_no_results(author):
    for path in ("/trainer", "/trainer/resultaten", "/trainer/resultaten.xlsx", "/trainer/aandacht"):
        assert (await author.get(path)).status_code == 404


async def test_an_approver_may_look_and_an_employee_may_not(sign_in, stored_bank, lindehof):
    client = await sign_in(Role.EMPLOYEE, lindehof)
    assert (await client.get(f"{PATH}/{ITEM}")).status_code == 404
    client = await sign_in(Role.APPROVER)
    assert (await client.get(f"{PATH}/{ITEM}")).status_code == 200


async def test_who_is_not_signed_in_sees_nothing(client, stored_bank):
    response = await client.get(f"{PATH}/{ITEM}", follow_redirects=False)
    assert response.status_code in {302, 303, 401}
