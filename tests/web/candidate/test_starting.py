"""The start page and starting: what to know before the clock runs, and the one click that starts it."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import select
from sqlmodel import col

from proeve.exams.attempts import Attempt, AttemptState
from proeve.exams.blueprints import add_blueprints
from proeve.exams.item_versions import Standing, new_version

HTML = {"accept": "text/html"}


async def state_of(life, attempt) -> AttemptState:
    async with life.database.reading() as session:
        return AttemptState((await session.get_one(Attempt, attempt.id)).state)


async def test_an_invitation_without_a_form_is_prepared_and_leads_to_the_start_page(employee, life):
    enrolment = await life.enrolled()
    response = await employee.get(f"/mijn/inschrijvingen/{enrolment.id}", follow_redirects=False)
    async with life.database.reading() as session:
        attempt = (await session.scalars(select(Attempt).where(col(Attempt.enrolment_id) == enrolment.id))).one()
    assert response.headers["location"] == f"/mijn/toetsen/{attempt.id}"


async def test_an_open_exam_can_be_started(employee, life):
    attempt = await life.prepared()
    text = (await employee.get(f"/mijn/toetsen/{attempt.id}", headers=HTML)).text
    assert f'action="/mijn/toetsen/{attempt.id}/starten"' in text
    assert "Toets starten" in text
    assert "40 minuten" in text


@pytest.mark.parametrize(
    ("slots", "sentence"),
    [
        (1, "Eén vraag telt niet mee: daarmee proberen we nieuwe vragen uit. U ziet niet welke dat is."),
        (2, "2 vragen tellen niet mee: daarmee proberen we nieuwe vragen uit. U ziet niet welke dat zijn."),
    ],
)
async def test_the_rules_say_how_many_questions_do_not_count(employee, life, bank, slots, sentence):
    blueprint = bank.find_blueprint("klantgericht-werken")
    usable = [item for item in bank.all_items(blueprint.exam) if blueprint.uses(item)][:4]
    async with life.database.unit_of_work() as session:
        for item in usable:
            new = msgspec.structs.replace(item, id=f"{item.family}-nieuw-1", family=f"{item.family}-nieuw")
            session.add(new_version(new, Standing.APPROVED))
        trying = msgspec.structs.replace(blueprint, version=blueprint.version + 1, pilot_slots=slots)
        await add_blueprints(session, [trying])
    attempt = await life.prepared()
    text = (await employee.get(f"/mijn/toetsen/{attempt.id}", headers=HTML)).text
    assert sentence in text
    assert str(20 + slots) in text.split("Vragen", 1)[1][:200]


async def test_when_every_question_counts_the_rules_say_nothing_of_it(employee, life):
    attempt = await life.prepared()
    assert "niet mee: daarmee" not in (await employee.get(f"/mijn/toetsen/{attempt.id}", headers=HTML)).text


async def test_extra_time_is_added_up_in_plain_sight(employee, life):
    attempt = await life.prepared(extra_percent=25, extra_minutes=5)
    text = " ".join((await employee.get(f"/mijn/toetsen/{attempt.id}", headers=HTML)).text.split())
    assert "Zo komt u op 55 minuten" in text
    for what, minutes in [
        ("Tijd voor iedereen", "40 minuten"),
        ("Extra tijd van 25 procent", "10 minuten"),
        ("Extra minuten", "5 minuten"),
        ("Samen", "55 minuten"),
    ]:
        assert f"<dt>{what}</dt> <dd>{minutes}</dd>" in text


async def test_before_the_window_there_is_no_button_but_the_day(employee, life):
    attempt = await life.prepared(opens=timedelta(days=2))
    text = (await employee.get(f"/mijn/toetsen/{attempt.id}", headers=HTML)).text
    assert "Deze toets gaat open op donderdag 12 maart om 10:00 uur" in text
    assert "/starten" not in text


async def test_after_the_window_it_says_whom_to_ask(employee, life):
    attempt = await life.prepared(opens=timedelta(days=-2))
    text = (await employee.get(f"/mijn/toetsen/{attempt.id}", headers=HTML)).text
    assert "U kunt deze toets niet meer beginnen" in text
    assert "Vraag de beheerder van Woonstichting Lindehof om een nieuwe datum" in text
    assert "/starten" not in text


async def test_starting_starts_the_clock_and_opens_the_exam(employee, life):
    attempt = await life.prepared()
    response = await employee.post(f"/mijn/toetsen/{attempt.id}/starten", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, f"/mijn/toetsen/{attempt.id}/afnemen")
    assert await state_of(life, attempt) is AttemptState.RUNNING


async def test_a_double_click_starts_once(employee, life, set_clock):
    attempt = await life.started()
    set_clock.advance(minutes=3)
    response = await employee.post(f"/mijn/toetsen/{attempt.id}/starten", follow_redirects=False)
    assert response.status_code == 303
    async with life.database.reading() as session:
        assert (await session.get_one(Attempt, attempt.id)).started_at == attempt.started_at


@pytest.mark.parametrize(
    ("days", "heading"),
    [(2, "<h1>Dit kan nu niet</h1>"), (-2, "<h1>Dit kan nu niet meer</h1>")],
    ids=["before", "after"],
)
async def test_outside_the_window_starting_is_refused(employee, life, days, heading):
    attempt = await life.prepared(opens=timedelta(days=days))
    response = await employee.post(f"/mijn/toetsen/{attempt.id}/starten", headers=HTML)
    assert response.status_code == 409
    assert heading in response.text
    assert await state_of(life, attempt) is AttemptState.PREPARED


async def test_starting_needs_a_token_of_this_visitor(employee, life):
    attempt = await life.prepared()
    response = await employee.post(f"/mijn/toetsen/{attempt.id}/starten", headers={**HTML, "X-CSRFToken": "forged"})
    assert response.status_code == 403
    assert await state_of(life, attempt) is AttemptState.PREPARED


async def test_who_has_started_goes_on(employee, life):
    attempt = await life.started()
    response = await employee.get(f"/mijn/toetsen/{attempt.id}", follow_redirects=False)
    assert response.headers["location"].endswith("/afnemen")


async def test_who_has_finished_sees_the_result(employee, life):
    attempt = await life.handed_in()
    response = await employee.get(f"/mijn/toetsen/{attempt.id}", follow_redirects=False)
    assert response.headers["location"].endswith("/uitslag")


async def test_practice_shows_every_format_without_a_key(employee, life):
    attempt = await life.prepared(opens=timedelta(days=2))
    response = await employee.get(f"/mijn/toetsen/{attempt.id}/oefenen", headers=HTML)
    assert response.status_code == 200
    assert response.text.count('"kind":') == 6
    assert '"key"' not in response.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/mijn/toetsen/{id}"),
        ("GET", "/mijn/toetsen/{id}/oefenen"),
        ("GET", "/mijn/toetsen/{id}/afnemen"),
        ("GET", "/mijn/toetsen/{id}/uitslag"),
        ("GET", "/mijn/toetsen/{id}/certificaat"),
        ("POST", "/mijn/toetsen/{id}/starten"),
        ("POST", "/mijn/toetsen/{id}/openen"),
        ("POST", "/mijn/toetsen/{id}/inleveren"),
    ],
)
async def test_the_exam_of_somebody_else_does_not_exist(employee, life, other_life, method, path):
    attempt = await other_life.started()
    response = await employee.request(method, path.format(id=attempt.id), follow_redirects=False)
    assert response.status_code == 404


async def test_the_invitation_of_somebody_else_does_not_exist(employee, life, other_life):
    enrolment = await other_life.enrolled()
    assert (await employee.get(f"/mijn/inschrijvingen/{enrolment.id}")).status_code == 404
