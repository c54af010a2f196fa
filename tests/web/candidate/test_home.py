"""The first page: what must I do, when, how long, and what did I get?"""

from datetime import timedelta

from proeve.core import clock
from proeve.exams.enrolments import Enrolment
from proeve.web.candidate.home import lead_words


async def page(client) -> str:
    response = await client.get("/mijn", headers={"accept": "text/html"})
    assert response.status_code == 200
    return response.text


async def test_without_an_exam_it_says_that_nothing_needs_doing(employee, life):
    text = await page(employee)
    assert "Er staat geen toets voor u klaar" in text
    assert "U hoeft nu niets te doen." in text


async def test_an_open_exam_has_its_end_the_own_minutes_and_one_button(employee, life):
    attempt = await life.prepared(extra_percent=25)
    text = await page(employee)
    assert "tot vandaag 17:00 uur" in text
    assert "50 minuten, met uw extra tijd" in text
    assert f'href="/mijn/toetsen/{attempt.id}">Toets bekijken' in text


async def test_an_exam_without_a_form_leads_to_where_it_is_drawn(employee, life):
    enrolment = await life.enrolled()
    assert f'href="/mijn/inschrijvingen/{enrolment.id}"' in await page(employee)


async def test_a_planned_exam_shows_its_window(employee, life):
    await life.prepared(opens=timedelta(days=2))
    text = await page(employee)
    assert "donderdag 12 maart van 10:00 tot 18:00 uur" in text
    assert "Ingepland" in text


async def test_a_running_exam_says_how_long_there_is_and_goes_on(employee, life):
    attempt = await life.started()
    text = await page(employee)
    assert "tot vandaag 10:40 uur" in text
    assert f'href="/mijn/toetsen/{attempt.id}/afnemen">Verdergaan' in text


async def test_an_overdue_exam_is_closed_before_it_is_shown(employee, life, set_clock):
    attempt = await life.started()
    set_clock.advance(minutes=45)
    text = await page(employee)
    assert f"/mijn/toetsen/{attempt.id}/uitslag" in text
    assert "Niet geslaagd" in text


async def test_a_missed_exam_says_so(employee, life):
    await life.prepared(opens=timedelta(days=-2))
    text = await page(employee)
    assert "Niet gemaakt" in text
    assert "U kon beginnen tot zondag 8 maart 18:00 uur" in text


async def test_a_finished_exam_shows_its_grade_and_the_certificate(employee, life):
    attempt = await life.handed_in(right=20)
    await life.certified(attempt)
    text = await page(employee)
    assert "Gemaakt vandaag, cijfer 10" in text
    assert "Geldig t/m 10 maart 2029" in text


async def test_an_exam_somebody_was_withdrawn_from_is_gone(employee, life):
    enrolment = await life.enrolled()
    async with life.database.unit_of_work() as session:
        (await session.get_one(Enrolment, enrolment.id)).withdrawn_at = clock.now()
    assert "Er staat geen toets voor u klaar" in await page(employee)


async def test_the_exams_of_others_are_not_there(employee, life, other_life):
    await other_life.prepared()
    assert "Er staat geen toets voor u klaar" in await page(employee)


async def test_who_is_not_signed_in_is_brought_to_where_that_can_be_done(client):
    response = await client.get("/mijn", headers={"accept": "text/html"}, follow_redirects=False)
    assert response.headers["location"].startswith("/aanmelden?verder=/mijn")


def test_nothing_to_do_is_said_in_one_sentence():
    assert lead_words([]) == "Er is nu niets wat u moet doen."
