"""Judging a draft: four eyes, a reason for who sends back, and the way back for who wrote."""

import pytest

from proeve.core.scope import Role, Scope
from proeve.exams.item_versions import Standing
from proeve.people.persons import find_person_by_email
from proeve.workshop.life import find_life
from proeve.workshop.writing import save_draft

ITEM = "kw-baby-op-komst-1"
PATH = f"/werkplaats/vragen/{ITEM}"


def at(draft) -> str:
    return f"/werkplaats/concepten/{draft.id}"


@pytest.fixture
async def submitted(approver, desk, colleague):
    """A draft of a colleague that waits to be judged."""
    return await desk.submitted(colleague)


async def test_an_approver_reads_everything_first_and_that_is_written_down(approver, submitted, bank, logged):
    page = (await approver.get(f"{at(submitted)}/beoordelen")).text
    assert all(reply.explanation in page for reply in bank.find_item(ITEM).replies)
    assert "Goedkeuren" in page
    assert "Terugsturen" in page
    assert [event.facts["version"] for event in await logged("item.view")] == [2]


async def test_an_approved_draft_is_a_version(approver, submitted, desk, judge):
    answer = await approver.post(f"{at(submitted)}/goedkeuren", data={"revision": str(submitted.revision)})
    assert "Versie 2 is goedgekeurd." in answer.text
    life = await desk(find_life, judge, ITEM)
    assert [(row.version, row.standing) for row in life.versions] == [(2, Standing.APPROVED), (1, Standing.LIVE)]


async def test_nobody_approves_their_own_draft_and_reads_why(approver, desk, web_database):
    async with web_database.reading() as session:
        person = await find_person_by_email(session, "approver@lindehof.example")
    draft = await desk.submitted(Scope(person.id, Role.APPROVER))
    for page in (PATH, f"{at(draft)}/beoordelen"):
        assert "U kunt dit concept niet zelf goedkeuren" in (await approver.get(page)).text
    answer = await approver.post(f"{at(draft)}/goedkeuren", data={"revision": str(draft.revision)})
    assert answer.status_code == 409
    assert "Laat een ander hem beoordelen." in answer.text


async def test_sending_back_asks_what_must_be_better(approver, submitted, desk, colleague):
    path = f"{at(submitted)}/terugsturen"
    answer = await approver.post(path, data={"revision": str(submitted.revision), "reason": ""})
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    answer = await approver.post(path, data={"revision": str(submitted.revision), "reason": "Twee reacties passen."})
    assert "Twee reacties passen." in answer.text
    assert (await desk.draft_of(colleague)).state == "draft"


async def test_a_page_that_is_stale_decides_nothing(approver, submitted, desk, colleague):
    answer = await approver.post(f"{at(submitted)}/goedkeuren", data={"revision": str(submitted.revision - 1)})
    assert answer.status_code == 409
    assert "heeft deze vraag intussen gewijzigd" in answer.text
    assert (await desk.draft_of(colleague)).state == "in_review"


async def test_a_draft_is_taken_back_to_go_on_writing(author, desk, colleague):
    draft = await desk.submitted(colleague)
    answer = await author.post(f"{at(draft)}/terughalen", data={"revision": str(draft.revision)})
    assert "U kunt weer verder schrijven." in answer.text
    draft = await desk.draft_of(colleague)
    await desk(save_draft, colleague, draft.id, {**draft.content, "question": "Wat nu?"}, revision=draft.revision)


async def test_an_author_judges_nothing(author, desk, colleague):
    draft = await desk.submitted(colleague)
    assert (await author.get(f"{at(draft)}/beoordelen")).status_code == 404
    for act in ("goedkeuren", "terugsturen"):
        answer = await author.post(f"{at(draft)}/{act}", data={"revision": str(draft.revision), "reason": "Niet goed."})
        assert answer.status_code == 404


async def test_a_second_draft_of_an_item_is_refused_with_the_way_to_the_first(author, desk, colleague):
    await desk.written(colleague)
    answer = await author.post(f"{PATH}/nieuwe-versie")
    assert answer.status_code == 409
    assert "Er is al een concept van deze vraag." in answer.text
    assert "Verder schrijven" in answer.text
