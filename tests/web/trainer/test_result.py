"""One result, and on a page of their own its questions with key and answers."""

import pytest

from proeve.core.scope import Role
from proeve.corporations.staff import StaffMember


@pytest.fixture
def path(sat) -> str:
    return f"/trainer/resultaten/{sat.id}"


async def test_a_result_says_how_it_went_and_how_the_cut_came_about(path, trainer):
    page = (await trainer.get(path)).text
    assert "Fatma Yıldız" in page
    assert "Geslaagd voor Klantgericht werken" in page
    assert "Met een <strong>9,1</strong>" in page
    assert "Wie bij elke vraag gokt, haalt gemiddeld" in page
    assert "Daarvan vragen we 65 procent." in page


async def test_a_result_gives_no_key_away(path, trainer, bank, logged):
    page = (await trainer.get(path)).text
    told = [reply.explanation for item in bank.items.values() for reply in item.replies if reply.explanation in page]
    assert told == []
    assert await logged("item.view") == []


async def test_a_person_is_laid_beside_others_when_there_are_enough(path, trainer, making, lindehof):
    assert "alle anderen in deze toets" not in (await trainer.get(path)).text
    async with making() as make:
        for _ in range(5):
            await make.result(await make.staff_member(lindehof), shown={"UITLEG": (5, 10)})
    assert "alle anderen in deze toets" in (await trainer.get(path)).text


async def test_other_results_of_the_same_person_are_one_step_away(sat, trainer, making):
    async with making() as make:
        member = await make.session.get_one(StaffMember, sat.staff_member_id)
        other = await make.result(member, exam="lastige-boodschappen")
    page = (await trainer.get(f"/trainer/resultaten/{sat.id}")).text
    assert f'href="/trainer/resultaten/{other.id}"' in page


async def test_the_questions_show_what_was_answered_and_what_was_right(path, trainer):
    page = (await trainer.get(f"{path}/vragen")).text
    assert page.count('class="question-review"') == 20
    assert page.count("Niet beantwoord") == 1
    assert page.count("Helemaal goed") == 19
    assert "Goed: beste reactie" in page
    assert "Gekozen: beste reactie" in page


async def test_looking_at_the_questions_is_written_down_per_question(sat, path, trainer, logged, lindehof):
    await trainer.get(f"{path}/vragen")
    events = await logged("item.view")
    assert len(events) == 20
    assert {event.corporation_id for event in events} == {lindehof.id}
    assert all(event.subject.startswith("item:kw-") and event.facts["result"] == sat.id for event in events)


async def test_a_result_of_another_corporation_does_not_exist(sat, sign_in, waterkant, logged):
    client = await sign_in(Role.TRAINER, waterkant)
    for path in (f"/trainer/resultaten/{sat.id}", f"/trainer/resultaten/{sat.id}/vragen", "/trainer/resultaten/999999"):
        assert (await client.get(path)).status_code == 404
    assert await logged("item.view") == []
