"""The result page: passed or not in words, the sum, the lessons, and what comes next."""

import re
from datetime import timedelta

import pytest

from proeve.core.scope import Role
from proeve.exams import after_grading
from proeve.exams.attempts import hold_attempt
from proeve.exams.closing import end_attempts
from proeve.people.persons import add_person
from proeve.people.roles import grant_role

HTML = {"accept": "text/html"}


async def result(client, attempt, status: int = 200) -> str:
    """Return the words of the result page."""
    response = await client.get(f"/mijn/toetsen/{attempt.id}/uitslag", headers=HTML)
    assert response.status_code == status
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


async def test_a_pass_says_so_first_with_grade_points_and_cut(employee, life):
    words = await result(employee, await life.handed_in(right=20))
    assert "U bent geslaagd voor Klantgericht werken" in words
    assert re.search(r"Uw cijfer is een 10 \. U haalde (\d+) van de \1 punten\.", words)
    assert "Gefeliciteerd!" in words


async def test_a_pass_waits_for_its_certificate(employee, life):
    attempt = await life.handed_in(right=20)
    response = await employee.get(f"/mijn/toetsen/{attempt.id}/uitslag", headers=HTML)
    assert "Uw certificaat wordt gemaakt." in response.text
    assert f'hx-get="/mijn/toetsen/{attempt.id}/certificaat"' in response.text


async def test_the_certificate_takes_its_place_when_it_is_there(employee, life):
    attempt = await life.handed_in(right=20)
    certificate = await life.certified(attempt)
    piece = await employee.get(f"/mijn/toetsen/{attempt.id}/certificaat")
    assert f'href="/mijn/certificaten/{certificate.id}.pdf"' in piece.text
    assert "hx-get" not in piece.text
    assert "<html" not in piece.text


async def test_a_fail_follows_our_own_lesson(employee, life, lindehof):
    async with life.database.unit_of_work() as session:
        joke = await add_person(session, email="joke@lindehof.example", given_name="Joke", family_name="Kuiper")
        await grant_role(session, joke.id, Role.ADMINISTRATOR, lindehof.id, granted_by=None)
    words = await result(employee, await life.handed_in(right=8, wrong=12))
    order = [
        words.index(each)
        for each in (
            "U bent niet geslaagd",
            "Dat is een tegenvaller",
            "punten tekort",
            "Wat u nu kunt doen",
            "Vraag een nieuwe datum aan Joke Kuiper ( joke@lindehof.example )",
            "U kunt binnen zes weken bezwaar maken",
        )
    ]
    assert order == sorted(order)


async def test_without_an_administrator_the_corporation_is_named(employee, life):
    words = await result(employee, await life.handed_in(right=0))
    assert "de beheerder van Woonstichting Lindehof" in words


async def test_the_sum_is_explained_with_the_persons_own_numbers(employee, life):
    words = await result(employee, await life.handed_in(right=20))
    assert "Daarvan vragen we 65 procent." in words
    assert re.search(r"De grens ligt dus bij [\d,]+ \+ [\d,]+ = [\d,]+ punten\.", words)


async def test_by_default_lessons_are_shown_and_questions_are_not(employee, life):
    words = await result(employee, await life.handed_in(right=8, wrong=12))
    assert "Waarmee u het meest wint" in words
    assert "Tip." in words
    assert "Vraag 1" not in words


async def test_the_policy_may_show_the_result_alone(employee, life):
    await life.under_policy("result")
    words = await result(employee, await life.handed_in(right=8, wrong=12))
    assert "U bent niet geslaagd" in words
    assert "Waarmee u het meest wint" not in words
    assert "Zo reageert u" not in words


async def test_the_policy_may_show_the_questions_with_key_and_explanation(employee, life):
    await life.under_policy("items")
    words = await result(employee, await life.handed_in(right=8, wrong=10))
    assert all(f"Vraag {number} " in words for number in range(1, 21))
    assert "Uw antwoord:" in words
    assert "Goed:" in words
    assert "Niet beantwoord" in words


async def test_the_result_is_refused_before_the_exam_is_handed_in(employee, life):
    words = await result(employee, await life.started(), status=409)
    assert "U heeft deze toets nog niet ingeleverd. Maak de toets eerst af." in words


async def test_who_ran_out_of_time_hears_what_happened(employee, life, set_clock):
    attempt = await life.started()
    set_clock.advance(minutes=45)
    words = await result(employee, attempt)
    assert "De tijd was om. De toets is toen vanzelf ingeleverd: vandaag om 10:40 uur." in words


async def test_at_the_deadline_the_page_hands_in_and_not_the_candidate(employee, life, set_clock):
    attempt = await life.started()
    set_clock.moment = attempt.deadline_at + timedelta(seconds=4)
    await employee.post(f"/mijn/toetsen/{attempt.id}/inleveren", follow_redirects=False)
    assert "De tijd was om. De toets is toen vanzelf ingeleverd: vandaag" in await result(employee, attempt)


async def test_who_hands_in_reads_that_they_did(employee, life):
    assert "U heeft de toets ingeleverd: vandaag" in await result(employee, await life.handed_in())


async def test_who_was_ended_reads_who_did_that(employee, life):
    attempt = await life.started()
    async with life.database.unit_of_work() as session:
        await end_attempts(session, [await hold_attempt(session, attempt.id)])
    words = await result(employee, attempt)
    assert "Een toezichthouder heeft de toets eerder beëindigd: vandaag" in words
    assert "De tijd was om" not in words


@pytest.mark.parametrize("exam", ["klantgericht-werken", "lastige-boodschappen"])
async def test_every_exam_has_a_result_page(employee, life, exam):
    attempt = await life.handed_in(exam, right=12, wrong=8, opens=-timedelta(hours=2))
    assert "Uw punten" in await result(employee, attempt)


async def test_what_cannot_be_graded_yet_is_said_kindly_here_and_exactly_to_the_operator(
    employee, life, lindehof, sign_in, monkeypatch
):
    async def fail(_session, _results) -> None:
        raise KeyError("kraan")

    monkeypatch.setattr(after_grading, "CALLBACKS", [fail])
    attempt = await life.handed_in(right=20)
    words = await result(employee, attempt)
    assert "Uw uitslag komt eraan" in words
    assert "kraan" not in words
    first_page = (await (await sign_in(Role.OPERATOR)).get("/operator")).text
    assert "1 toets kon niet worden nagekeken" in first_page
    assert f"Poging {attempt.id} bij {lindehof.name}" in first_page
    assert "KeyError: &#39;kraan&#39;" in first_page
