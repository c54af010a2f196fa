"""A candidate says to be there, waits, and is in as soon as an invigilator begins."""

from datetime import timedelta

import pytest

from proeve.core.scope import Role, Scope
from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.enrolments import Enrolment
from proeve.exams.starting_together import START_LEAD, start_sitting

HTML = {"accept": "text/html"}


@pytest.fixture
def joint(life):
    return life.joint


@pytest.fixture
def begin(life):
    async def begin(attempt: Attempt) -> None:
        scope = Scope(life.member.person_id, Role.INVIGILATOR, frozenset({life.member.corporation_id}))
        async with life.database.unit_of_work() as session:
            enrolment = await session.get_one(Enrolment, attempt.enrolment_id)
            await start_sitting(session, scope, enrolment.sitting_id)

    return begin


@pytest.fixture
def see(employee):
    async def see(attempt: Attempt) -> str:
        response = await employee.get(f"/mijn/toetsen/{attempt.id}", headers=HTML)
        assert response.status_code == 200
        return " ".join(response.text.split())

    return see


async def come(employee, attempt, code: str = ""):
    return await employee.post(
        f"/mijn/toetsen/{attempt.id}/melden", data={"code": code}, headers=HTML, follow_redirects=False
    )


async def stand_of(employee, attempt) -> dict[str, object]:
    return (await employee.get(f"/mijn/toetsen/{attempt.id}/wachten")).json()


async def test_long_before_the_start_the_page_says_from_when_one_can_come(joint, see):
    text = await see(await joint(opens=timedelta(hours=3)))
    assert "De toets begint vandaag om 13:00 uur" in text
    assert "U kunt zich hier melden vanaf vandaag om 12:00 uur" in text
    assert "/melden" not in text
    assert f'data-reload-in-ms="{2 * 3600 * 1000}"' in text


async def test_who_says_to_be_there_waits(employee, joint, see):
    attempt = await joint()
    assert "Startcode: <strong>K7M 4PX</strong>. U hoeft hem niet in te vullen." in await see(attempt)
    assert (await come(employee, attempt)).headers["location"] == f"/mijn/toetsen/{attempt.id}"
    text = await see(attempt)
    assert "U bent aangemeld" in text
    assert "/starten" not in text
    assert "U bent aangemeld" in (await employee.get("/mijn", headers=HTML)).text


@pytest.mark.parametrize("typed", ["K7M4PX", "k7m 4px", " K7M-4PX\n", "k7m\u200b4px"])
async def test_the_start_code_may_be_typed_or_pasted_in_any_way(employee, joint, see, typed):
    attempt = await joint(asks_code=True)
    assert "K7M" not in await see(attempt)
    assert (await come(employee, attempt, typed)).status_code == 303
    assert "U bent aangemeld" in await see(attempt)


@pytest.mark.parametrize("typed", ["", "K7M4P", "K7M4PXX", "O0I1L5", "\u00e9"])
async def test_another_code_comes_back_with_what_to_do(employee, joint, typed):
    attempt = await joint(asks_code=True)
    response = await come(employee, attempt, typed)
    assert response.status_code == 422
    assert "Deze startcode klopt niet. Kijk op het bord of vraag de toezichthouder" in response.text
    assert 'name="code"' in response.text


async def test_codes_cannot_be_guessed_for_long(employee, joint):
    attempt = await joint(asks_code=True)
    for _ in range(20):
        await come(employee, attempt, "AAAAAA")
    assert (await come(employee, attempt, "K7M4PX")).status_code == 429


async def test_a_waiting_page_hears_of_the_start_and_opens_the_exam_at_that_moment(
    employee, joint, begin, see, set_clock
):
    attempt = await joint(opens=timedelta(minutes=-1), asks_code=True)
    await come(employee, attempt, "K7M4PX")
    assert await stand_of(employee, attempt) == {"state": "waiting", "starts_in_ms": None, "ask_again_ms": 4000}
    await begin(attempt)
    set_clock.advance(seconds=3)
    assert await stand_of(employee, attempt) == {"state": "starting", "starts_in_ms": 7000, "ask_again_ms": 4000}
    early = await employee.get(f"/mijn/toetsen/{attempt.id}/afnemen", headers=HTML, follow_redirects=False)
    assert early.headers["location"] == f"/mijn/toetsen/{attempt.id}"
    assert "U bent aangemeld" in await see(attempt)
    assert (await employee.post(f"/mijn/toetsen/{attempt.id}/openen")).json()["error"]["code"] == "not_started"
    set_clock.advance(seconds=7)
    assert (await stand_of(employee, attempt))["starts_in_ms"] == 0
    assert (await employee.get(f"/mijn/toetsen/{attempt.id}/afnemen", headers=HTML)).status_code == 200
    page = (await employee.post(f"/mijn/toetsen/{attempt.id}/openen")).json()
    assert page["deadline_ms"] - page["server_ms"] == 40 * 60 * 1000


async def test_long_before_the_planned_moment_pages_ask_seldom(employee, joint):
    attempt = await joint(opens=timedelta(minutes=50))
    await come(employee, attempt)
    assert (await stand_of(employee, attempt))["ask_again_ms"] == 30_000


async def test_who_is_late_but_allowed_starts_by_themselves_with_their_full_time(
    employee, life, joint, begin, see, set_clock
):
    attempt = await joint(opens=timedelta(minutes=-1), late_minutes=15)
    await begin(attempt)
    set_clock.advance(minutes=10)
    text = await see(attempt)
    assert "De toets is al begonnen" in text
    assert "U kunt nog meedoen tot 10:15 uur" in text
    await come(employee, attempt)
    assert "U bent later, maar u krijgt uw volle tijd" in await see(attempt)
    await employee.post(f"/mijn/toetsen/{attempt.id}/starten", headers=HTML)
    async with life.database.reading() as session:
        started = await session.get_one(Attempt, attempt.id)
    assert (started.state, started.started_at) == (AttemptState.RUNNING, set_clock.moment)
    assert started.deadline_at == set_clock.moment + timedelta(minutes=40)


async def test_who_is_late_where_that_is_not_allowed_reads_so(employee, joint, begin, see, set_clock):
    attempt = await joint(opens=timedelta(minutes=-1))
    await begin(attempt)
    set_clock.advance(seconds=START_LEAD.total_seconds())
    assert "De toets begon vandaag om 10:00 uur. Wilt u de toets nog maken?" in await see(attempt)
    response = await come(employee, attempt)
    assert response.status_code == 409
    assert "Wie later komt, kan niet meer meedoen." in response.text


async def test_the_own_appointment_can_be_kept_in_a_calendar(employee, life):
    enrolment = await life.enrolled(opens=timedelta(days=2), extra_percent=25)
    home = (await employee.get("/mijn", headers=HTML)).text
    assert f'href="/mijn/inschrijvingen/{enrolment.id}/agenda.ics"' in home
    response = await employee.get(f"/mijn/inschrijvingen/{enrolment.id}/agenda.ics")
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert f"UID:enrolment-{enrolment.id}@testserver.local\r\n" in response.text
    assert "Neem 50 minuten de tijd." in response.text.replace("\r\n ", "")
