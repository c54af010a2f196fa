"""An employee hands late answers over, and reads on the result page what became of them."""

import msgspec
import pytest

from proeve.core.scope import Role, Scope
from proeve.exams.late_answers.deciding import accept_late, refuse_late
from proeve.exams.late_answers.deliveries import deliveries_of
from proeve.people.persons import add_person

WHY = "De wifi in de kantine viel uit."


@pytest.fixture
async def attempt(life):
    """Handed in with three answers."""
    return await life.handed_in(right=3)


@pytest.fixture
def body(life):
    def body(**changes):
        answers = [{"lease": 0, "sequence": 50, "slot": 5, "answer": None, "client_ms": 1_773_133_200_000}]
        return {"explanation": WHY, "answers": answers} | changes

    return body


@pytest.fixture
def hand_over(employee, attempt):
    async def hand_over(content):
        return await employee.post(f"/mijn/toetsen/{attempt.id}/nasturen", content=msgspec.json.encode(content))

    return hand_over


@pytest.fixture
def decided(life, attempt, lindehof):
    async def decided(decide):
        async with life.database.unit_of_work() as session:
            person = await add_person(session, email="asha@elders.example", given_name="Asha", family_name="Kok")
            delivery = (await deliveries_of(session, attempt.id))[0]
            scope = Scope(person.id, Role.ASSESSOR, frozenset({lindehof.id}))
            await decide(session, scope, delivery.id, "De storing is bekend.")

    return decided


@pytest.fixture
def result_page(employee, attempt):
    async def result_page():
        return (await employee.get(f"/mijn/toetsen/{attempt.id}/uitslag")).text

    return result_page


async def test_answers_are_received_and_wait(hand_over, body, result_page):
    answer = await hand_over(body())
    assert (answer.status_code, answer.json()) == (200, {"waits": True})
    assert "Uw late antwoorden worden beoordeeld" in await result_page()


@pytest.mark.parametrize(
    "change", [{"answers": []}, {"explanation": "kort"}, {"answers": [{"slot": 1}]}, {"more": 1}, {"explanation": None}]
)
async def test_what_cannot_be_read_is_refused_with_a_sentence(hand_over, body, change):
    answer = await hand_over(body(**change))
    assert answer.status_code == 422
    assert answer.json()["error"]["message"].endswith(".")


async def test_a_body_without_end_is_refused(hand_over):
    assert (await hand_over({"explanation": "x" * 70_000})).status_code == 422


@pytest.mark.parametrize(
    ("decide", "said"),
    [(accept_late, "Uw late antwoorden tellen mee"), (refuse_late, "Uw late antwoorden tellen niet mee")],
)
async def test_the_result_page_tells_the_decision_and_why(hand_over, body, decided, result_page, decide, said):
    await hand_over(body())
    await decided(decide)
    page = await result_page()
    assert said in page
    assert "De storing is bekend." in page


async def test_the_page_looks_for_answers_on_the_device_for_a_fortnight(result_page, attempt, set_clock):
    page = await result_page()
    assert f'data-late-url="/mijn/toetsen/{attempt.id}/nasturen"' in page
    assert "exam/late_page.js" in page
    set_clock.advance(days=14, seconds=1)
    assert "data-late-url" not in await result_page()


async def test_somebody_elses_attempt_does_not_exist(employee, other_life, body):
    attempt = await other_life.handed_in(right=1)
    answer = await employee.post(f"/mijn/toetsen/{attempt.id}/nasturen", content=msgspec.json.encode(body()))
    assert answer.status_code == 404
