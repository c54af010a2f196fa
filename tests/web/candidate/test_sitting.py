"""The sitting over HTTP: the page of the exam, opening it, and handing in."""

import json

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from proeve.exams.results import Result

HTML = {"accept": "text/html"}
JSON = {"accept": "application/json"}
SECRETS = {"key", "category", "categories", "explanation", "also", "source", "points", "item", "id"}


def names_in(value) -> set[str]:
    """List every name of every object in a JSON value."""
    if isinstance(value, dict):
        return set(value) | {name for each in value.values() for name in names_in(each)}
    if isinstance(value, list):
        return {name for each in value for name in names_in(each)}
    return set()


async def test_the_page_of_a_running_exam_holds_no_question(employee, life):
    attempt = await life.started()
    response = await employee.get(f"/mijn/toetsen/{attempt.id}/afnemen", headers=HTML)
    assert response.status_code == 200
    assert f'data-open-url="/mijn/toetsen/{attempt.id}/openen"' in response.text
    assert "huurder" not in response.text.partition("</main>")[0].partition("<main")[2].lower()


async def test_before_the_start_the_exam_leads_to_the_start_page(employee, life):
    attempt = await life.prepared()
    response = await employee.get(f"/mijn/toetsen/{attempt.id}/afnemen", follow_redirects=False)
    assert response.headers["location"] == f"/mijn/toetsen/{attempt.id}"


async def test_after_the_deadline_the_exam_leads_to_the_result(employee, life, set_clock):
    attempt = await life.started()
    set_clock.advance(minutes=41)
    response = await employee.get(f"/mijn/toetsen/{attempt.id}/afnemen", follow_redirects=False)
    assert response.headers["location"] == f"/mijn/toetsen/{attempt.id}/uitslag"


async def test_opening_gives_the_questions_the_answers_and_the_right_to_write(employee, life):
    attempt = await life.started()
    await employee.post(f"/mijn/toetsen/{attempt.id}/openen")
    await life.answered(attempt, right=2)
    response = await employee.post(f"/mijn/toetsen/{attempt.id}/openen")
    bootstrap = response.json()
    assert response.status_code == 200
    assert (bootstrap["attempt"], bootstrap["lease"], bootstrap["state"]) == (attempt.id, 2, "running")
    assert bootstrap["deadline_ms"] - bootstrap["server_ms"] == 40 * 60_000
    assert [item["slot"] for item in bootstrap["items"]] == list(range(20))
    assert [answer["slot"] for answer in bootstrap["answers"]] == [0, 1]


async def test_nothing_that_gives_a_key_away_reaches_the_page(employee, life):
    attempt = await life.started()
    bootstrap = (await employee.post(f"/mijn/toetsen/{attempt.id}/openen")).json()
    assert names_in(bootstrap["items"]) & SECRETS == set()


async def test_opening_again_takes_the_right_over(employee, life):
    attempt = await life.started()
    leases = [(await employee.post(f"/mijn/toetsen/{attempt.id}/openen")).json()["lease"] for _ in range(2)]
    assert leases == [1, 2]


@pytest.mark.parametrize("minutes", [0, 41], ids=["handed in", "overdue"])
async def test_a_closed_exam_cannot_be_opened_and_says_so_in_the_shape_of_errors(employee, life, set_clock, minutes):
    attempt = await (life.started() if minutes else life.handed_in())
    set_clock.advance(minutes=minutes)
    response = await employee.post(f"/mijn/toetsen/{attempt.id}/openen", headers=JSON)
    error = response.json()["error"]
    assert response.status_code == 409
    assert error["message"].endswith(".")
    assert error["code"] == "attempt_closed"


async def test_handing_in_leads_to_the_result(employee, life):
    attempt = await life.started()
    response = await employee.post(f"/mijn/toetsen/{attempt.id}/inleveren", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, f"/mijn/toetsen/{attempt.id}/uitslag")


async def test_handing_in_twice_is_the_same_as_once(employee, life):
    attempt = await life.started()
    for _ in range(2):
        response = await employee.post(f"/mijn/toetsen/{attempt.id}/inleveren", follow_redirects=False)
        assert response.status_code == 303
    async with life.database.reading() as session:
        graded = select(func.count()).select_from(Result).where(col(Result.attempt_id) == attempt.id)
        assert await session.scalar(graded) == 1


async def test_a_page_that_was_taken_over_does_not_hand_in_and_leads_back(employee, life):
    attempt = await life.started()
    path = f"/mijn/toetsen/{attempt.id}"
    first, second = [(await employee.post(f"{path}/openen")).json()["lease"] for _ in range(2)]
    refused = await employee.post(f"{path}/inleveren", data={"lease": first}, headers=HTML, follow_redirects=False)
    assert refused.status_code == 409
    assert "Deze toets is op een andere plek geopend." in refused.text
    assert f'href="{path}/afnemen"' in refused.text
    told = await employee.post(f"{path}/inleveren", data={"lease": first}, headers=JSON, follow_redirects=False)
    assert told.json()["error"]["code"] == "lease_lost"
    taken = await employee.post(f"{path}/inleveren", data={"lease": second}, follow_redirects=False)
    assert taken.headers["location"] == f"{path}/uitslag"


async def test_an_exam_that_never_started_cannot_be_handed_in(employee, life):
    attempt = await life.prepared()
    response = await employee.post(f"/mijn/toetsen/{attempt.id}/inleveren", headers=HTML)
    assert response.status_code == 409


async def test_handing_in_needs_a_token_of_this_visitor(employee, life):
    attempt = await life.started()
    response = await employee.post(f"/mijn/toetsen/{attempt.id}/inleveren", headers={**JSON, "X-CSRFToken": "forged"})
    assert response.status_code == 403
    assert json.loads(response.text)["error"]["code"] == "stale_page"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("POST", "/mijn/toetsen/987654/openen", 404, "not_found"),
        ("POST", "/mijn/toetsen/99999999999999/openen", 404, "not_found"),
        ("POST", "/mijn/toetsen/twaalf/openen", 404, "not_found"),
        ("GET", "/mijn/toetsen/1/openen", 405, "method_not_allowed"),
    ],
)
async def test_opening_answers_in_json_whatever_is_asked_for(employee, method, path, status, code):
    response = await employee.request(method, path, headers=HTML)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/json"
    assert response.json()["error"]["code"] == code
    assert response.json()["error"]["message"].endswith(".")


async def test_opening_refuses_in_json_what_has_not_begun(employee, life):
    attempt = await life.prepared()
    response = await employee.post(f"/mijn/toetsen/{attempt.id}/openen", headers=HTML)
    assert (response.status_code, response.json()["error"]["code"]) == (409, "not_started")


async def test_opening_tells_a_stranger_in_json_to_sign_in(client):
    await client.get("/hulp")
    headers = HTML | {"X-CSRFToken": client.cookies["csrftoken"]}
    response = await client.post("/mijn/toetsen/1/openen", headers=headers, follow_redirects=False)
    assert (response.status_code, response.json()["error"]["code"]) == (401, "not_signed_in")


async def test_opening_without_the_sign_of_the_page_is_refused_in_json(client):
    response = await client.post("/mijn/toetsen/1/openen", headers=HTML)
    assert (response.status_code, response.json()["error"]["code"]) == (403, "stale_page")
