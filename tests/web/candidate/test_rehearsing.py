"""The rehearsal's page and posts: the server acknowledges, judges and keeps, and refuses what cannot be true."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from proeve.core import clock
from proeve.exams.rehearsals import COUNTS_FOR, Rehearsal
from proeve.web.assets import STATIC_FOLDER

RUN = "r" * 24
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHECKS = {
    "browser": {"missing": []},
    "clock": {"difference_ms": -40},
    "storage": {"kept": True},
    "saving": {"milliseconds": 90},
    "offline": {"way": "simulated", "noticed": True, "kept": True, "delivered": True},
}
SAVE = "/mijn/apparaat/bewaren"
FINISH = "/mijn/apparaat/uitkomst"


def save(**changes: object) -> dict[str, object]:
    return {"sequence": 1, "slot": 0, "answer": {"choice": 1}, "flagged": False, "client_ms": 0} | changes


@pytest.fixture
def visitor(employee):
    employee.headers["user-agent"] = FIREFOX
    return employee


async def saved(visitor, *sequences: int) -> None:
    answer = await visitor.post(SAVE, json={"run": RUN, "saves": [save(sequence=number) for number in sequences]})
    assert answer.json()["acknowledged"] == list(sequences)


async def test_who_practised_well_reads_that_the_device_is_ready(visitor):
    await saved(visitor, 1)
    await saved(visitor, 2)
    answer = await visitor.post(FINISH, json={"run": RUN, "checks": CHECKS})
    assert (answer.status_code, answer.json()) == (200, {"outcome": "ready", "reason": ""})
    text = (await visitor.get("/mijn/apparaat", headers={"accept": "text/html"})).text
    assert "Dit apparaat was klaar" in text
    assert "met Firefox op Windows" in text


async def test_a_rehearsal_of_long_ago_is_to_be_done_again(visitor, web_database):
    await saved(visitor, 1, 2)
    await visitor.post(FINISH, json={"run": RUN, "checks": CHECKS})
    async with web_database.unit_of_work() as session:
        await session.execute(update(Rehearsal).values(done_at=clock.now() - COUNTS_FOR - timedelta(days=1)))
    text = (await visitor.get("/mijn/apparaat", headers={"accept": "text/html"})).text
    assert "Oefen daarom opnieuw." in text
    assert "Dit apparaat was klaar" not in text


async def test_the_time_can_be_asked_without_keeping_anything(visitor):
    answer = await visitor.post(SAVE, json={"run": RUN, "saves": []})
    assert answer.json()["server_ms"] == 1_773_133_200_000


async def test_a_browser_that_is_too_old_is_told_what_to_do(visitor):
    checks = {"browser": {"missing": ["JavaScript.modules"]}}
    answer = await visitor.post(FINISH, json={"run": RUN, "checks": checks})
    assert answer.json()["outcome"] == "too_old"
    assert "Werk de browser bij" in answer.json()["reason"]


async def test_a_claim_that_answers_arrived_is_refused_when_they_did_not(visitor):
    answer = await visitor.post(FINISH, json={"run": RUN, "checks": CHECKS})
    assert answer.status_code == 400
    assert "niet bij een oefening die wij hebben gezien" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (SAVE, b""),
        (SAVE, b"\xff\xfe"),
        (SAVE, b'{"run": "kort", "saves": []}'),
        (SAVE, b"[" * 5000),
        (SAVE, b'{"run": "%s", "saves": [], "x": "%s"}' % (b"r" * 24, b"x" * 9000)),
        (FINISH, b'{"run": "%s"}' % (b"r" * 24)),
        (FINISH, b'{"run": "%s", "outcome": "ready"}' % (b"r" * 24)),
        (FINISH, b'{"run": "%s", "checks": {"browser": {"missing": ["<b>"]}}}' % (b"r" * 24)),
        (FINISH, b'{"run": "%s", "checks": {"browser": {"missing": []}}}' % (b"r" * 24)),
    ],
)
async def test_what_no_page_of_ours_sends_is_refused_with_a_sentence(visitor, path, body):
    answer = await visitor.post(path, content=body)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].endswith("Laad de pagina opnieuw en begin opnieuw.")


@pytest.mark.parametrize(
    "wrong",
    [{"sequence": 0}, {"slot": 2}, {"answer": {"choice": 7}}, {"answer": None}, {"client_ms": "nu"}, {"extra": 1}],
)
async def test_a_save_of_another_shape_is_refused(visitor, wrong):
    answer = await visitor.post(SAVE, json={"run": RUN, "saves": [save(**wrong)]})
    assert answer.status_code == 400


async def test_a_post_without_the_token_of_the_page_is_refused(visitor):
    del visitor.headers["X-CSRFToken"]
    answer = await visitor.post(FINISH, json={"run": RUN, "checks": CHECKS})
    assert answer.status_code == 403


async def test_the_start_page_of_an_exam_leads_here_and_back(visitor, life):
    attempt = await life.prepared()
    start = (await visitor.get(f"/mijn/toetsen/{attempt.id}", headers={"accept": "text/html"})).text
    assert f'href="/mijn/apparaat?toets={attempt.id}"' in start
    page = (await visitor.get(f"/mijn/apparaat?toets={attempt.id}", headers={"accept": "text/html"})).text
    assert f'href="/mijn/toetsen/{attempt.id}"' in page


@pytest.mark.parametrize("number", ["x", "0", "-1", "99999999999999", "1,2,<b>"])
async def test_an_exam_that_is_no_number_upsets_nothing(visitor, number):
    answer = await visitor.get("/mijn/apparaat", params={"toets": number}, headers={"accept": "text/html"})
    assert answer.status_code == 200
    assert "<b>" not in answer.text


def test_the_exam_page_carries_nothing_of_the_rehearsal():
    scripts = list((STATIC_FOLDER / "exam").rglob("*.js"))
    assert scripts
    assert [file.name for file in scripts if "rehearsal/" in file.read_text(encoding="utf-8")] == []
