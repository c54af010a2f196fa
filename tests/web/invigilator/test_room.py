"""The room shows who is where, with those first who need attention, and does what its buttons say."""

import re
from datetime import timedelta

import pytest

from proeve.core.scope import Role
from proeve.exams.attempts import Attempt, AttemptState


def _names(page: str) -> list[str]:
    return re.findall(r'<th scope="row">(\w+) Jansen', page)


@pytest.fixture
async def invigilator(sign_in, lindehof):
    return await sign_in(Role.INVIGILATOR, lindehof)


async def test_rooms_of_today_are_listed(invigilator, room):
    page = (await invigilator.get("/toezicht")).text
    assert f'href="{room.path}"' in page
    assert "Klantgericht werken" in page


async def test_a_sitting_of_another_day_is_not_in_the_list_unless_somebody_is_at_it(invigilator, room, web_database):
    async with web_database.unit_of_work() as session:
        sitting = await session.get_one(type(room.sitting), room.sitting.id)
        sitting.opens_at -= timedelta(days=3)
        sitting.closes_at -= timedelta(days=3)
    assert "Er is vandaag geen toets" in (await invigilator.get("/toezicht")).text
    await room.at_it("Fatma")
    assert f'href="{room.path}"' in (await invigilator.get("/toezicht")).text


async def test_who_lost_the_connection_comes_first(invigilator, room):
    await room.at_it("Anna", slot=3, answered=4)
    await room.invited("Bram")
    await room.at_it("Zoe", seen_ago=120)
    page = (await invigilator.get(room.path)).text
    assert _names(page) == ["Zoe", "Anna", "Bram"]
    assert "4 van 20" in page
    assert "30 min" in page


async def test_whoever_looks_after_the_end_finds_it_closed_at_its_deadline(invigilator, room, set_clock):
    anna = await room.at_it("Anna")
    set_clock.moment = anna.deadline_at + timedelta(seconds=31)
    await invigilator.get("/toezicht")
    closed = await room.again(anna)
    assert (closed.state, closed.closed_at) == (AttemptState.CLOSED, anna.deadline_at)


async def test_nobody_closes_what_they_may_not_see(sign_in, room, set_clock, waterkant):
    anna = await room.at_it("Anna")
    set_clock.moment = anna.deadline_at + timedelta(seconds=31)
    others = await sign_in(Role.INVIGILATOR, waterkant)
    await others.get("/toezicht")
    assert (await room.again(anna)).state == AttemptState.RUNNING


async def test_the_list_narrows_and_sorts(invigilator, room):
    await room.at_it("Anna")
    await room.at_it("Zoe", seen_ago=120)
    assert _names((await invigilator.get(f"{room.path}?waar=weg")).text) == ["Zoe"]
    assert _names((await invigilator.get(f"{room.path}?zoek=ann")).text) == ["Anna"]
    assert _names((await invigilator.get(f"{room.path}?sort=naam")).text) == ["Anna", "Zoe"]


async def test_the_chosen_go_on_to_the_page_of_a_deed(invigilator, room):
    await room.at_it("Anna")
    page = (await invigilator.get(room.path)).text
    chosen = re.search(r'name="chosen" value="(\d+)"', page)[1]
    form = {"action": "minuten", "chosen": chosen}
    answer = await invigilator.post(f"{room.path}/kiezen", data=form, follow_redirects=False)
    assert answer.headers["location"] == f"{room.path}/minuten?wie={chosen}"


async def test_minutes_are_given_and_taken_back(invigilator, room):
    anna = await room.at_it("Anna")
    form = {"people": str(anna.enrolment_id), "minutes": "5", "kind": "incident", "reason": "Brandalarm"}
    page = (await invigilator.post(f"{room.path}/minuten", data=form, follow_redirects=True)).text
    assert "1 persoon kreeg 5 minuten extra" in page
    assert "Brandalarm" in page
    assert (await room.again(anna)).granted_seconds == 300
    act = re.search(r'name="act" value="(\d+)"', page)[1]
    page = (await invigilator.post(f"{room.path}/ongedaan", data={"act": act}, follow_redirects=True)).text
    assert "Ongedaan gemaakt voor 1 persoon." in page
    assert (await room.again(anna)).granted_seconds == 0


async def test_the_clock_is_stopped_for_everyone_and_runs_again(invigilator, room):
    people = [await room.at_it(name) for name in ("Anna", "Bram")]
    page = (await invigilator.get(f"{room.path}/stilzetten")).text
    ids = re.findall(r'name="people" value="(\d+)"[^>]*checked', page)
    assert len(ids) == 2
    form = {"people": ids, "reason": "Brandalarm"}
    await invigilator.post(f"{room.path}/stilzetten", data=form)
    assert all([(await room.again(each)).paused_at for each in people])
    page = (await invigilator.post(f"{room.path}/doorgaan", data={"people": ids}, follow_redirects=True)).text
    assert "Klok loopt weer voor 2 mensen" in page


async def test_of_who_is_done_the_room_says_how_it_ended(invigilator, room):
    moments = {"Anna": (-60, -60), "Bram": (0, None), "Cas": (4, 4), "Dirk": (-60, None)}
    for name, (closed, submitted) in moments.items():
        attempt = await room.at_it(name)
        async with room.database.unit_of_work() as session:
            ended = await session.get_one(Attempt, attempt.id)
            ended.state = AttemptState.GRADED
            ended.closed_at = ended.deadline_at + timedelta(seconds=closed)
            ended.submitted_at = None if submitted is None else ended.closed_at
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", (await invigilator.get(room.path)).text))
    told = re.findall(r"(\w+) Jansen .*?(Ingeleverd|Tijd om|Beëindigd)", page)
    assert dict(told[-4:]) == {"Anna": "Ingeleverd", "Bram": "Tijd om", "Cas": "Tijd om", "Dirk": "Beëindigd"}


async def test_nobody_is_ticked_for_what_cannot_be_undone(invigilator, room):
    await room.at_it("Anna")
    page = (await invigilator.get(f"{room.path}/beeindigen")).text
    assert 'name="people"' in page
    assert "checked" not in page


async def test_a_reason_that_is_missing_is_asked_for(invigilator, room):
    anna = await room.at_it("Anna")
    answer = await invigilator.post(f"{room.path}/stilzetten", data={"people": str(anna.enrolment_id)})
    assert answer.status_code == 422
    assert "Schrijf in één zin waarom." in answer.text


async def test_an_outage_is_shown_with_its_evidence_and_made_good_once(invigilator, room):
    for name in ("Anna", "Bram", "Cas"):
        await room.at_it(name, seen_ago=150)
    assert "Er was een storing" in (await invigilator.get(room.path)).text
    page = (await invigilator.get(f"{room.path}/storingen")).text
    assert page.count("3 minuten") == 3
    key = re.search(r'name="outage" value="(\d+)"', page)[1]
    page = (await invigilator.post(f"{room.path}/storingen", data={"outage": key}, follow_redirects=True)).text
    assert "3 mensen kregen de tijd van een storing terug" in page
    answer = await invigilator.post(f"{room.path}/storingen", data={"outage": key})
    assert answer.status_code == 409
