"""The page tells how an exam went, to each role what it may see, and writes down who looked at questions."""

import json
import re
from typing import Any

import pytest

from proeve.core.scope import Role
from proeve.exams.attempts import Attempt, form_of
from proeve.exams.item_pools import ItemPool
from proeve.exams.receipts.checking import check_receipt
from proeve.exams.receipts.stored import all_entries

WITH_ITEMS = (Role.TRAINER, Role.ASSESSOR)
WITHOUT_ITEMS = (Role.ADMINISTRATOR, Role.OPERATOR)


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def graded_in(document: str) -> list[dict[str, Any]]:
    return [event for event in json.loads(document)["events"] if event["kind"] == "graded"]


@pytest.mark.parametrize("role", [*WITH_ITEMS, *WITHOUT_ITEMS])
async def test_the_page_tells_what_happened(visit, attempt, role):
    words = words_of((await visit(role, attempt)).text)
    for told in (
        "Noor van Dalen, Klantgericht werken, Woonstichting Lindehof",
        "De bewaarde antwoorden kloppen met het ontvangstbewijs",
        "dinsdag 10 maart 2026",
        "20 vragen klaargezet",
        "Begonnen door Noor van Dalen, met 40 minuten de tijd",
        "Vraag 1: antwoord bewaard",
        "Ingeleverd door Noor van Dalen",
        "Nagekeken: niet geslaagd",
    ):
        assert told in words


@pytest.mark.parametrize("role", WITH_ITEMS)
async def test_who_works_with_questions_sees_them_as_the_candidate_did_and_that_is_logged(
    visit, attempt, bank, logged, role
):
    page = (await visit(role, attempt)).text
    assert page.count('class="question-review"') == 20
    items = [bank.find_item(slot.item) for slot in form_of(attempt).slots]
    told = [each.explanation for item in items for each in (*item.replies, *item.options) if each.explanation in page]
    assert told == []
    assert len(await logged("item.view")) == 20
    assert [event.facts["role"] for event in await logged("attempt.view")] == [role]


@pytest.mark.parametrize("role", WITHOUT_ITEMS)
async def test_others_see_neither_questions_nor_answers(visit, attempt, bank, logged, role):
    page = (await visit(role, attempt)).text
    assert "question-review" not in page
    for slot in form_of(attempt).slots:
        assert bank.find_item(slot.item).scenario.text not in page
    assert await logged("item.view") == []
    assert len(await logged("attempt.view")) == 1


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ADMINISTRATOR])
async def test_the_file_can_be_checked_and_its_taking_is_logged(visit, attempt, logged, role):
    sent = await visit(role, attempt, suffix=".json")
    assert sent.headers["content-disposition"] == f'attachment; filename="verloop-{attempt.id}.json"'
    document = json.loads(sent.text)
    assert check_receipt(sent.content, document["receipt"]["code"]).ok
    assert bool(document["items"]) == (role in WITH_ITEMS)
    assert len(await logged("attempt.export")) == 1


async def test_a_trainer_sees_the_marks(visit, attempt):
    words = words_of((await visit(Role.TRAINER, attempt)).text)
    assert re.search(
        r"Nagekeken: niet geslaagd \([1-5](,\d)?\)\. [\d,]+ van de [\d,]+ punten, en de grens lag op [\d,]+", words
    )
    (graded,) = graded_in((await visit(Role.TRAINER, attempt, suffix=".json")).text)
    assert set(graded["facts"]) == {"passed", "points", "maximum", "cut", "grade"}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ASSESSOR, Role.OPERATOR])
async def test_others_see_who_passed_and_no_marks(visit, attempt, role):
    assert "van de" not in words_of((await visit(role, attempt)).text).partition("Nagekeken: niet geslaagd")[2][:30]
    (graded,) = graded_in((await visit(role, attempt, suffix=".json")).text)
    assert graded["facts"] == {"passed": False}


async def test_answers_that_were_changed_behind_our_back_show(visit, attempt, life):
    async with life.database.unit_of_work() as session:
        (await all_entries(session, attempt.id))[0].received_ms += 1
    assert "kloppen niet met het ontvangstbewijs" in (await visit(Role.TRAINER, attempt)).text


@pytest.mark.parametrize("role", [Role.TRAINER, Role.ADMINISTRATOR])
async def test_the_questions_can_be_drawn_once_more(visit, attempt, role):
    assert "Trekking nog een keer uitvoeren" in (await visit(role, attempt)).text
    assert "precies dezelfde vragen" in (await visit(role, attempt, suffix="?trekking=nagaan")).text


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"seed": "another"}, "geeft nu iets anders"),
        ({"pool": "unknown"}, "is niet meer na te gaan"),
    ],
)
async def test_a_form_that_was_changed_or_cannot_be_drawn_again_shows(visit, attempt, life, change, told):
    async with life.database.unit_of_work() as session:
        stored = await session.get_one(Attempt, attempt.id)
        stored.form = stored.form | change
    assert told in (await visit(Role.TRAINER, attempt, suffix="?trekking=nagaan")).text


async def test_rules_that_allow_no_form_any_more_are_something_else_than_then(visit, attempt, life):
    few = [(slot.item, slot.version) for slot in form_of(attempt).slots[:3]]
    async with life.database.unit_of_work() as session:
        session.add(ItemPool(digest="few", exam=attempt.exam, contents={"scored": few, "pilots": []}))
        stored = await session.get_one(Attempt, attempt.id)
        stored.form = stored.form | {"pool": "few"}
    answer = await visit(Role.TRAINER, attempt, suffix="?trekking=nagaan")
    assert (answer.status_code, "geeft nu iets anders" in answer.text) == (200, True)


async def test_an_exam_that_still_runs_can_be_followed(visit, life):
    attempt = await life.started()
    words = words_of((await visit(Role.ADMINISTRATOR, attempt)).text)
    assert "Dat komt er als de toets is ingeleverd" in words
    assert "Niets" not in words


async def test_everything_can_be_unfolded_for_printing(visit, attempt):
    folded = (await visit(Role.TRAINER, attempt)).text
    assert "<details open>" not in folded
    assert 'verloop?alles=open"' in folded


async def test_unfolded_it_holds_all_answers(visit, attempt):
    unfolded = (await visit(Role.TRAINER, attempt, suffix="?alles=open")).text
    assert unfolded.count("<details open>") == 3
    assert unfolded.count('<details class="question-review" open>') == 20
    assert 'verloop?trekking=nagaan&amp;alles=open#trekking"' in unfolded


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.TRAINER, Role.ASSESSOR])
@pytest.mark.parametrize("suffix", ["", ".json"])
async def test_the_timeline_of_another_corporation_does_not_exist(visit, attempt, waterkant, logged, role, suffix):
    assert (await visit(role, attempt, suffix=suffix, corporation=waterkant)).status_code == 404
    assert await logged("attempt.view") == await logged("attempt.export") == []
