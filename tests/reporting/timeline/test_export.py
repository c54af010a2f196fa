"""The file of an attempt can be checked against its receipt, and shows each reader what they may see."""

import json

import pytest

from proeve.exams.attempts import form_of
from proeve.exams.receipts.checking import check_receipt
from proeve.reporting.timeline.export import export_of
from proeve.reporting.timeline.questions import answer_in_words, asked_questions
from proeve.reporting.timeline.timeline import read_timeline
from question_bank.kinds import kind_of
from question_bank.variables import without_variables


@pytest.fixture
def exported(exams, sat):
    """The file as a reader gets it, through JSON."""

    async def exported(*, with_items: bool) -> dict:
        async with exams.database.reading() as session:
            timeline = await read_timeline(session, sat.administrator, sat.attempt.id)
            document = await export_of(session, sat.administrator, timeline, with_items=with_items)
        return json.loads(json.dumps(document))

    return exported


@pytest.mark.parametrize("with_items", [True, False])
async def test_the_receipt_checks_with_and_without_the_answers(exported, with_items):
    document = await exported(with_items=with_items)
    verdict = check_receipt(json.dumps(document).encode(), document["receipt"]["code"])
    assert (verdict.ok, verdict.entries, verdict.questions) == (True, 3, 20)
    assert all(("answer" in entry) == with_items for entry in document["chained"]["entries"])


async def test_an_answer_changed_in_the_file_is_pointed_at(exported):
    document = await exported(with_items=True)
    document["chained"]["entries"][1]["answer"] = '{"choice":9}'
    verdict = check_receipt(json.dumps(document).encode(), document["receipt"]["code"])
    assert (verdict.ok, verdict.differs_at) == (False, 2)


async def test_questions_stand_in_the_drawn_order_and_without_key(exported, sat, bank):
    document = await exported(with_items=True)
    sent = json.dumps(document, ensure_ascii=False)
    for shown, slot in zip(document["items"], form_of(sat.attempt).slots, strict=True):
        item = bank.find_item(slot.item)
        texts = [without_variables(text) for text in kind_of(item).texts(item)]
        assert [option["text"] for option in shown["options"]] == [texts[index] for index in slot.order]
        for told in (*item.replies, *item.options):
            assert told.explanation not in sent


async def test_without_items_there_is_no_text_of_a_question_or_an_answer(exported, sat, bank):
    document = await exported(with_items=False)
    sent = json.dumps(document, ensure_ascii=False)
    assert document["items"] == []
    for slot in form_of(sat.attempt).slots:
        assert bank.find_item(slot.item).question not in sent


async def test_the_file_tells_what_happened_for_people(exported):
    document = await exported(with_items=False)
    assert document["attempt"]["exam"] == "Klantgericht werken"
    assert document["attempt"]["started_at"] == "2026-03-10T10:00:00.000+01:00"
    assert [grant["reason"] for grant in document["grants"]] == ["Wifi viel uit."]
    assert [event["kind"] for event in document["events"]].count("attempt.open") == 2


async def test_answers_are_told_with_the_letters_the_candidate_saw(exams, sat, bank):
    async with exams.database.reading() as session:
        timeline = await read_timeline(session, sat.administrator, sat.attempt.id)
        first, second, third = (await asked_questions(session, timeline.subject))[:3]
    assert [len(question.saves) for question in (first, second, third)] == [2, 1, 0]
    slot = form_of(sat.attempt).slots[0]
    item = bank.find_item(slot.item)
    labels = kind_of(item).labels(item, slot.order, kind_of(item).right_answer(item, slot.order))
    assert all(f"{'ABCDE'[position]}: {label}" in first.saves[0].words for position, label in labels.items())


@pytest.mark.parametrize("kind", ["best_answer", "recognise_category", "most_least", "rate_replies", "rank_replies"])
def test_an_answer_to_every_kind_of_question_has_words(bank, kind):
    item = next(item for item in bank.items.values() if item.kind == kind)
    order = tuple(range(kind_of(item).reply_count(item)))
    for answer in kind_of(item).complete_answers(len(order)):
        lines = answer_in_words(item, order, json.dumps(answer)).splitlines()
        assert lines
        assert all(line[0] in "ABCDE" and line[1:3] == ": " for line in lines)


def test_an_answer_that_was_taken_back_or_left_open_is_told_as_that(bank):
    item = next(item for item in bank.items.values() if item.kind == "most_least")
    order = tuple(range(kind_of(item).reply_count(item)))
    assert answer_in_words(item, order, None) == "antwoord weggehaald"
    assert answer_in_words(item, order, '{"most": null, "least": null}') == "nog niets gekozen"
    assert answer_in_words(item, order, '{"most": 1, "least": null}') == "B: meest professioneel"
