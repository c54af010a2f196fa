"""An assessor finds what waits, sees what is known around it, and decides with a reason."""

import re

import pytest

from proeve.core.scope import Role
from proeve.exams.late_answers.deliveries import DeliveryState, LateDelivery


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.fixture
def again(life, delivery):
    async def again() -> LateDelivery:
        async with life.database.reading() as session:
            return await session.get_one(LateDelivery, delivery.id)

    return again


@pytest.fixture
def visitor(sign_in, lindehof):
    async def visitor(**who):
        return await sign_in(Role.ASSESSOR, lindehof, **who)

    return visitor


async def test_the_list_and_the_menu_tell_how_much_waits(visit, delivery):
    page = (await visit("/beoordelen")).text
    assert f'href="/beoordelen/{delivery.id}"' in page
    assert "Late antwoorden (1)" in words_of(page)


async def test_without_late_answers_the_list_says_so(visit):
    assert "Er wacht niets op u" in (await visit("/beoordelen")).text
    assert "Er is nog niets beslist" in (await visit("/beoordelen?stand=beslist")).text


async def test_the_page_tells_what_is_known_around_the_answers(visit, delivery):
    words = words_of((await visit(f"/beoordelen/{delivery.id}")).text)
    for told in (
        "Late antwoorden van Noor van Dalen",
        "De wifi in de kantine viel uit.",
        "Respijt tot 10 maart 2026",
        "2 minuten voor de eindtijd",
        "geen onderbreking",
        "Op tijd bewaard geen antwoord",
        "Nagestuurd antwoord weggehaald",
    ):
        assert told in words


async def test_it_never_tells_which_answers_are_right(visit, delivery, attempt, bank, logged):
    page = (await visit(f"/beoordelen/{delivery.id}")).text
    explanations = [reply.explanation for item in bank.items.values() for reply in item.replies]
    assert [each for each in explanations if each and each in page] == []
    assert ">Cijfer" not in page
    assert "geslaagd voor" not in page
    seen = await logged("item.view")
    assert {event.facts["attempt"] for event in seen} == {attempt.id}
    assert len(seen) == 2


async def test_the_operator_decides_without_seeing_questions(visit, delivery, logged):
    page = (await visit(f"/beoordelen/{delivery.id}", role=Role.OPERATOR)).text
    assert "Uw besluit" in page
    assert "question-review" not in page
    assert await logged("item.view") == []


@pytest.mark.parametrize(
    ("word", "state", "said"),
    [
        ("accepteren", DeliveryState.ACCEPTED, "Geaccepteerd door Noor van Dalen"),
        ("weigeren", DeliveryState.REFUSED, "Geweigerd door Noor van Dalen"),
    ],
)
async def test_a_decision_is_kept_and_shown(visitor, delivery, again, word, state, said):
    client = await visitor()
    path = f"/beoordelen/{delivery.id}"
    page = (await client.post(f"{path}/{word}", data={"reason": "De storing is bekend."})).text
    assert (await again()).state == state
    words = words_of(page)
    assert said in words
    assert "De storing is bekend." in words
    assert "Uw besluit" not in words
    assert path in (await client.get("/beoordelen?stand=beslist")).text


@pytest.mark.parametrize("reason", ["", "nee", "x" * 501])
async def test_a_decision_without_a_reason_comes_back_with_what_was_typed(visitor, delivery, again, reason):
    client = await visitor()
    answer = await client.post(f"/beoordelen/{delivery.id}/weigeren", data={"reason": reason})
    assert answer.status_code == 422
    assert f"\n{reason}</textarea>" in answer.text
    assert 'href="#reason-weigeren"' in answer.text
    assert (await again()).state == DeliveryState.WAITING


async def test_who_comes_second_hears_that_it_was_decided(visitor, delivery):
    client = await visitor()
    for word in ("weigeren", "accepteren"):
        answer = await client.post(f"/beoordelen/{delivery.id}/{word}", data={"reason": "De storing is bekend."})
    assert answer.status_code == 409
    assert "al over beslist" in answer.text


async def test_nobody_decides_about_their_own_answers(visitor, delivery, again):
    client = await visitor(email="noor@lindehof.example")
    page = (await client.get(f"/beoordelen/{delivery.id}")).text
    assert "Dit zijn uw eigen antwoorden" in page
    assert "question-review" not in page
    answer = await client.post(f"/beoordelen/{delivery.id}/accepteren", data={"reason": "Dat klopt gewoon."})
    assert answer.status_code == 409
    assert (await again()).state == DeliveryState.WAITING


async def test_the_deliveries_of_another_corporation_do_not_exist(visit, delivery, waterkant):
    assert (await visit(f"/beoordelen/{delivery.id}", corporation=waterkant)).status_code == 404
    assert "Er wacht niets op u" in (await visit("/beoordelen", corporation=waterkant)).text
