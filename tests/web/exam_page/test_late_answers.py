"""Answers that came too late can be handed over with an explanation; until then they stay on the device."""

import json

import pytest
from playwright.sync_api import Route, expect

from proeve.web.templating import make_environment

pytestmark = pytest.mark.browser

MINUTE = 60_000
WHY = "De wifi in de kantine viel uit."


class Desk:
    """Where late answers arrive; the test says what becomes of them."""

    def __init__(self) -> None:
        self.status = 200
        self.received = []

    def serve(self, route: Route) -> None:
        if self.status == 0:
            return route.abort("internetdisconnected")
        if self.status != 200:
            error = {"code": "late_waiting", "message": "Daar beslist eerst iemand over."}
            return route.fulfill(status=self.status, json={"error": error})
        self.received.append((route.request.headers["x-csrftoken"], json.loads(route.request.post_data)))
        return route.fulfill(json={"waits": True})


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def too_late(new_device, sitting, desk):
    """Somebody whose connection came back after the exam was closed, with two answers on this device."""
    candidate = new_device()
    candidate.page.context.route("**/nasturen", desk.serve)
    sitting.reachable = False
    candidate.presses("b")
    candidate.waits(1000)
    candidate.presses("c")
    candidate.goes_to(5)
    candidate.presses("a")
    candidate.waits(41 * MINUTE)
    sitting.reachable = True
    sitting.state = "closed"
    candidate.sees_in_time("h1", "Uw toets is afgesloten")
    return candidate


def hand_over(candidate, why=WHY):
    candidate.page.get_by_label("Wat gebeurde er?").fill(why)
    candidate.page.get_by_role("button", name="2 antwoorden nasturen").click()


def test_the_newest_answer_of_each_question_is_handed_over_with_the_explanation(too_late, desk):
    too_late.sees("#stage", "2 antwoorden kwamen te laat aan en tellen nog niet mee.")
    hand_over(too_late)
    too_late.sees("#stage", "Uw antwoorden zijn nagestuurd")
    token, body = desk.received[0]
    assert (token, body["explanation"]) == ("a token", WHY)
    assert [(each["slot"], each["answer"], each["lease"]) for each in body["answers"]] == [
        (0, {"choice": 2}, 1),
        (4, {"choice": 0}, 1),
    ]
    assert all(set(each) == {"lease", "sequence", "slot", "answer", "client_ms"} for each in body["answers"])
    too_late.settles()
    assert too_late.unsent() == []


@pytest.mark.parametrize(
    ("status", "said"),
    [(0, "Probeer het straks opnieuw"), (401, "Meld u opnieuw aan"), (409, "Daar beslist eerst iemand over.")],
)
def test_until_they_arrive_they_stay_on_this_device(too_late, desk, status, said):
    desk.status = status
    hand_over(too_late)
    too_late.sees("#late-said", said)
    assert len(too_late.unsent()) >= 2
    expect(too_late.page.get_by_label("Wat gebeurde er?")).to_have_value(WHY)
    desk.status = 200
    hand_over(too_late)
    too_late.sees("#stage", "Uw antwoorden zijn nagestuurd")


def test_an_explanation_is_asked_for_first(too_late, desk, faults_on):
    hand_over(too_late, "wifi")
    too_late.sees("#late-said", "Schrijf in één zin wat er gebeurde.")
    expect(too_late.page.get_by_label("Wat gebeurde er?")).to_be_focused()
    assert desk.received == []
    assert faults_on(too_late.page) == []


def test_whoever_is_in_time_is_not_asked_anything(candidate, sitting, faults_on):
    candidate.presses("b")
    candidate.sees_saved()
    sitting.state = "closed"
    candidate.page.evaluate("window.dispatchEvent(new Event('online'))")
    candidate.sees("h1", "Uw toets is afgesloten")
    expect(candidate.page.locator(".late")).to_have_count(0)
    assert faults_on(candidate.page) == []


class LateFacts:
    """What the result page knows; `stored` is the newest answer of each question."""

    def __init__(self, stored):
        self.deliveries, self.can_hand_over, self.stored = [], True, json.dumps(stored)


@pytest.fixture
def result_page(too_late):
    """Go to the result page, on which the server tells what it has."""

    def show(*stored):
        part = make_environment().get_template("candidate/late.html")
        context = {"attempt_path": "/mijn/toetsen/12", "attempt_id": 12, "csrf_token": lambda: "a token"}
        body = part.render(late=LateFacts(stored), **context)
        script = '<script type="module" src="/static/exam/late_page.js"></script>'
        html = f"<!doctype html><html lang='nl'><title>Uitslag</title><h1>Uitslag</h1>{body}{script}"
        too_late.page.context.route("**/uitslag", lambda route: route.fulfill(body=html, content_type="text/html"))
        too_late.page.goto("http://proeve.test/mijn/toetsen/12/uitslag")
        return too_late

    return show


def test_the_result_page_finds_what_the_exam_page_could_not_deliver(result_page, desk):
    candidate = result_page()
    hand_over(candidate)
    candidate.sees("#late-stage", "Uw antwoorden zijn nagestuurd")
    assert [each["slot"] for each in desk.received[0][1]["answers"]] == [0, 4]
    candidate.settles()
    assert candidate.unsent() == []


def test_the_result_page_offers_no_answer_that_was_overtaken_or_is_known(result_page):
    candidate = result_page({"slot": 0, "lease": 2, "sequence": 1}, {"slot": 4, "lease": 1, "sequence": 99})
    candidate.settles()
    expect(candidate.page.locator("h1")).to_have_text("Uitslag")
    expect(candidate.page.locator(".late")).to_have_count(0)
