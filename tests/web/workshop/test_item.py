"""The page of one item: its versions, comments, life and who saw its key; and what can be done with a version."""

import pytest

from proeve.core import clock
from proeve.core.scope import Role
from proeve.exams.attempts import AttemptState
from proeve.exams.item_versions import Standing
from proeve.web.workshop import leak
from proeve.workshop.comments import add_comment
from proeve.workshop.leaks import Leak, TouchedForm
from proeve.workshop.life import find_life
from proeve.workshop.standing import pause_version

ITEM = "kw-baby-op-komst-1"
PATH = f"/werkplaats/vragen/{ITEM}"


def touched_form(**facts):
    """A form that was prepared, and is not to be sat any more unless it is said."""
    named = {"attempt_id": 1, "enrolment_id": 1, "sitting_id": 1, "corporation": "Zuid", "exam": "klantgericht-werken"}
    moments = {"opens_at": clock.now(), "closes_at": clock.now()}
    stands = {"state": AttemptState.PREPARED, "is_still_to_be_sat": False, "can_be_redrawn": False}
    return TouchedForm(person="Ali Jansen", **(named | moments | stands | facts))


@pytest.fixture
def standing(desk, judge):
    """Where a version stands."""

    async def standing(version: int) -> Standing:
        life = await desk(find_life, judge, ITEM)
        return next(row.standing for row in life.versions if row.version == version)

    return standing


async def test_the_page_shows_no_key_and_logs_no_view(author, bank, logged):
    page = (await author.get(PATH)).text
    item = bank.find_item(ITEM)
    assert not [reply.text for reply in item.replies if reply.text in page]
    assert await logged("item.view") == []


async def test_the_candidate_sees_replies_in_a_drawn_order_and_no_key_and_that_is_written_down(author, bank, logged):
    item = bank.find_item(ITEM)
    first = (await author.get(f"{PATH}/kandidaat")).text
    other = (await author.get(f"{PATH}/kandidaat?volgorde=2")).text
    for page in (first, other):
        assert all(reply.text in page and reply.explanation not in page for reply in item.replies)
    assert first != other
    assert [(event.subject, event.facts) for event in await logged("item.view")] == [
        (f"item:{ITEM}", {"version": 1, "role": "author", "shown": "candidate"})
    ] * 2
    assert "(auteur), versie 1, als kandidaat" in (await author.get(PATH)).text


async def test_the_author_sees_key_categories_and_explanations_and_that_is_written_down(author, bank, logged):
    item = bank.find_item(ITEM)
    page = (await author.get(f"{PATH}/sleutel?versie=1")).text
    assert all(reply.explanation in page for reply in item.replies)
    assert page.count("Sleutel: ") == 1
    assert [(event.subject, event.facts) for event in await logged("item.view")] == [
        (f"item:{ITEM}", {"version": 1, "role": "author"})
    ]
    assert "(auteur), versie 1, met sleutel" in (await author.get(PATH)).text


async def test_every_format_can_be_shown_both_ways(author, bank):
    one_of_each = {item.kind: item.id for item in bank.items.values()}
    assert len(one_of_each) == 7
    for item_id in one_of_each.values():
        for page in ("", "/kandidaat", "/sleutel"):
            assert (await author.get(f"/werkplaats/vragen/{item_id}{page}")).status_code == 200


async def test_a_version_that_is_not_there_is_not_found(author):
    for page in ("kandidaat?versie=7", "sleutel?versie=concept", "verschil?naar=9"):
        assert (await author.get(f"{PATH}/{page}")).status_code == 404
    assert (await author.get("/werkplaats/vragen/bestaat-niet")).status_code == 404


async def test_a_live_version_is_paused_with_a_reason(approver, standing):
    answer = await approver.post(f"{PATH}/versies/1/pauzeren", data={"reason": "De termijn is veranderd."})
    assert "op pauze" in answer.text
    assert "De termijn is veranderd." in answer.text
    assert await standing(1) == Standing.PAUSED
    await approver.post(f"{PATH}/versies/1/hervatten")
    assert await standing(1) == Standing.LIVE


async def test_pausing_without_a_reason_comes_back(approver, standing):
    answer = await approver.post(f"{PATH}/versies/1/pauzeren", data={"reason": " "})
    assert answer.status_code == 422
    assert "Schrijf kort waarom" in answer.text
    assert await standing(1) == Standing.LIVE


async def test_an_act_that_came_too_late_says_how_it_stands(approver, desk, judge):
    await desk(pause_version, judge, ITEM, 1, reason="Iemand was eerder.")
    answer = await approver.post(f"{PATH}/versies/1/pauzeren", data={"reason": "Nog een keer."})
    assert answer.status_code == 409
    assert "is gepauzeerd" in answer.text
    assert (await approver.get(f"{PATH}/versies/1/pauzeren")).status_code == 409


async def test_an_author_decides_nothing_about_versions(author, standing):
    assert (await author.get(f"{PATH}/versies/1/pauzeren")).status_code == 404
    assert (await author.post(f"{PATH}/versies/1/uit-gebruik", data={"reason": "Weg ermee."})).status_code == 404
    assert "pauzeren" not in (await author.get(PATH)).text
    assert await standing(1) == Standing.LIVE


async def test_an_approved_version_is_put_live_in_place_of_the_earlier_one(approver, desk, colleague, judge, standing):
    await desk.approved(colleague, judge)
    assert "in gebruik nemen" in (await approver.get(PATH)).text
    await approver.post(f"{PATH}/versies/2/in-gebruik")
    assert [await standing(version) for version in (1, 2)] == [Standing.RETIRED, Standing.LIVE]


async def test_comments_are_placed_and_dealt_with(author, desk):
    answer = await author.post(f"{PATH}/opmerkingen", data={"version": "1", "text": "Is dit wel gewone taal?"})
    assert "Is dit wel gewone taal?" in answer.text
    answer = await author.post("/werkplaats/opmerkingen/1/afgehandeld")
    assert "Afgehandeld" in answer.text
    assert "door Noor van Dalen" in answer.text


async def test_an_empty_comment_comes_back(author):
    answer = await author.post(f"{PATH}/opmerkingen", data={"version": "1", "text": "  "})
    assert answer.status_code == 422
    assert "Schrijf een opmerking" in answer.text


async def test_comments_of_others_are_escaped(author, desk, colleague):
    await desk(add_comment, colleague, ITEM, 1, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in (await author.get(PATH)).text


async def test_the_difference_of_two_versions_marks_words(author, desk, colleague, logged):
    await desk.written(colleague, question="Wat is hier de meest professionele reactie?")
    page = (await author.get(f"{PATH}/verschil")).text
    assert "<ins><span" in page
    assert "van versie 1 naar concept van versie 2" in page
    assert {event.facts["version"] for event in await logged("item.view")} == {1, 2}


async def test_two_equal_versions_have_no_difference(author):
    assert "Geen verschil" in (await author.get(f"{PATH}/verschil")).text


async def test_a_leak_shows_the_forms_first_and_then_retires_the_item(approver, standing):
    page = (await approver.get(f"{PATH}/gelekt")).text
    assert "De vraag staat op geen enkele toets." in page
    assert (await approver.post(f"{PATH}/gelekt", data={"reason": ""})).status_code == 422
    answer = await approver.post(f"{PATH}/gelekt", data={"reason": "De vraag stond op een website."})
    assert "Hij stond op geen enkele toets." in answer.text
    assert await standing(1) == Standing.RETIRED


@pytest.mark.parametrize(
    ("forms", "redrawn", "sentence"),
    [
        (1, 1, "Hij stond op 1 toets; 1 daarvan krijgt nieuwe vragen."),
        (3, 2, "Hij stond op 3 toetsen; 2 daarvan krijgen nieuwe vragen."),
        (1, 0, "Hij stond op 1 toets. Die blijft zo."),
        (2, 0, "Hij stond op 2 toetsen. Die blijven zo."),
    ],
)
async def test_what_became_of_the_forms_is_said(approver, monkeypatch, forms, redrawn, sentence):
    async def retire(*_arguments, **_named):
        return Leak([touched_form()] * forms, redrawn)

    monkeypatch.setattr(leak, "retire_leaked", retire)
    answer = await approver.post(f"{PATH}/gelekt", data={"reason": "De vraag stond op een website."})
    assert sentence in answer.text


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"state": AttemptState.RUNNING}, leak.BEGUN),
        ({"is_still_to_be_sat": True}, leak.WAITING),
        ({}, leak.GONE),
        ({"is_still_to_be_sat": True, "can_be_redrawn": True}, ""),
    ],
)
async def test_why_a_form_stays_as_it_is_is_said(approver, monkeypatch, facts, sentence):
    async def touched(*_arguments):
        return [touched_form(**facts)]

    monkeypatch.setattr(leak, "touched_forms", touched)
    page = (await approver.get(f"{PATH}/gelekt")).text
    assert [each for each in (leak.BEGUN, leak.WAITING, leak.GONE) if each in page] == [sentence] * bool(sentence)


async def test_a_leak_waits_for_the_draft_to_be_withdrawn(approver, desk, colleague):
    await desk.written(colleague)
    answer = await approver.post(f"{PATH}/gelekt", data={"reason": "De vraag stond op een website."})
    assert answer.status_code == 409
    assert "Trek het eerst in" in answer.text


async def test_a_trainer_sees_none_of_it(sign_in, stored_bank, lindehof):
    client = await sign_in(Role.TRAINER, lindehof)
    for page in ("", "/kandidaat", "/sleutel", "/verschil"):
        assert (await client.get(f"{PATH}{page}")).status_code == 404
