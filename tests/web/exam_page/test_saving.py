"""Changes reach the server, whatever happens on the way, and the page never says more than is true."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

KEPT = "bewaard op dit apparaat, verbinding weg"
REFUSED = "Vraag 1: uw laatste antwoord is niet opgeslagen. Kies opnieuw."
AWAY = "De verbinding is weg. U kunt doorgaan. Uw antwoorden worden op dit apparaat bewaard."
BACK = "De verbinding is terug."
SAVED = "De verbinding is terug. Al uw antwoorden zijn opgeslagen."
SLOW_DISK = """{
  const listen = IDBTransaction.prototype.addEventListener;
  window.isSlow = false;
  window.written = [];
  IDBTransaction.prototype.addEventListener = function (type, call, ...options) {
    const later = (event) => (isSlow && type === "complete" ? written.push(() => call(event)) : call(event));
    listen.call(this, type, later, ...options);
  };
}"""
"""Lets a test say when the store of the browser has written what it was given."""


def test_a_choice_is_called_saved_only_after_the_server_acknowledged_it(candidate, sitting):
    sitting.status["bewaren"] = 503
    candidate.presses("b")
    candidate.sees("#saved", "bezig met opslaan")
    candidate.waits(400)
    candidate.sees("#saved", "opslaan lukt nog niet")
    sitting.status["bewaren"] = 200
    candidate.waits(1500)
    candidate.sees_saved()
    assert sitting.answer(0) == {"choice": 1}
    assert candidate.unsent() == []


def test_quick_changes_of_one_question_travel_as_one_save(candidate, sitting):
    candidate.presses("a", "b", "c", "d")
    candidate.sees_saved()
    assert [len(body["saves"]) for body in sitting.requested("bewaren")] == [1]
    assert sitting.answer(0) == {"choice": 3}


def test_a_change_is_never_held_longer_than_a_second(candidate, sitting):
    for _ in range(4):
        candidate.presses("a", "b")
        candidate.waits(250)
    expect(candidate.page.locator("#saved")).to_have_text("opgeslagen 09:00")
    assert len(sitting.requested("bewaren")) == 1


def test_without_connection_answers_are_kept_and_sent_when_it_returns(candidate, sitting):
    candidate.listens()
    sitting.reachable = False
    candidate.presses("c")
    candidate.goes_to(2)
    candidate.presses("a", "4")
    candidate.waits(400)
    candidate.sees("#saved", KEPT)
    assert {save["slot"] for save in candidate.unsent()} == {0, 1}
    sitting.reachable, sitting.takes_its_time = True, True
    candidate.page.evaluate("window.dispatchEvent(new Event('online'))")
    candidate.sees("#announcer", BACK)
    candidate.settles()
    candidate.hears(AWAY, BACK)
    sitting.answers_at_last()
    candidate.sees_saved()
    candidate.hears(AWAY, BACK, SAVED)
    assert sitting.answer(0) == {"choice": 2}
    assert sitting.answer(1) == {"ratings": [4, None, None, None, None]}


def answers_without_connection(candidate, sitting):
    """Answer while the server cannot be reached, until the page says that it keeps the answer; then it can again."""
    sitting.reachable = False
    candidate.presses("c")
    candidate.waits(400)
    candidate.sees("#saved", KEPT)
    sitting.reachable = True


def test_all_is_called_saved_after_an_outage_only_when_the_server_took_what_waited(candidate, sitting):
    candidate.listens()
    answers_without_connection(candidate, sitting)
    sitting.status["bewaren"] = 503
    candidate.page.evaluate("window.dispatchEvent(new Event('online'))")
    candidate.sees("#saved", "opslaan lukt nog niet")
    candidate.page.evaluate("window.dispatchEvent(new Event('online'))")
    candidate.settles()
    candidate.hears(AWAY, BACK)
    sitting.status["bewaren"] = 200
    candidate.sees_in_time("#saved", "opgeslagen")
    candidate.hears(AWAY, BACK, SAVED)


def test_an_outage_in_which_nothing_was_answered_ends_with_all_saved(candidate, sitting):
    candidate.listens()
    sitting.reachable = False
    candidate.page.evaluate("window.dispatchEvent(new Event('offline'))")
    candidate.sees("#saved", "verbinding weg, alles is opgeslagen")
    sitting.reachable = True
    candidate.page.evaluate("window.dispatchEvent(new Event('online'))")
    candidate.sees("#announcer", SAVED)
    candidate.hears(AWAY, SAVED)


def test_answers_that_came_back_too_late_are_never_called_saved(candidate, sitting):
    candidate.listens()
    answers_without_connection(candidate, sitting)
    sitting.state = "closed"
    candidate.page.evaluate("window.dispatchEvent(new Event('online'))")
    candidate.sees("h1", "Uw toets is afgesloten")
    candidate.hears(AWAY, BACK)


def test_a_failing_server_is_asked_less_and_less_often(candidate, sitting):
    sitting.status["bewaren"] = 500
    candidate.presses("a")
    for milliseconds, requests in ((400, 1), (1200, 2), (2300, 3), (4500, 4), (3000, 4), (6000, 5)):
        candidate.waits(milliseconds)
        candidate.settles()
        assert len(sitting.requested("bewaren")) == requests
        candidate.sees("#saved", "opslaan lukt nog niet")


def test_an_answer_given_while_everything_is_being_delivered_follows(candidate, sitting):
    sitting.takes_its_time = True
    candidate.presses("c")
    candidate.waits(400)
    candidate.settles()
    candidate.page.evaluate("window.dispatchEvent(new Event('online'))")
    candidate.presses("d")
    sitting.answers_at_last()
    candidate.sees_saved()
    assert sitting.answer(0) == {"choice": 3}


def test_the_login_page_of_a_network_is_asked_less_and_less_often(candidate, sitting):
    sitting.is_login_page = True
    candidate.presses("a")
    candidate.waits(400)
    candidate.settles()
    candidate.sees("#saved", KEPT)
    candidate.waits(500)
    candidate.settles()
    assert len(sitting.requested("bewaren")) == 1
    sitting.is_login_page = False
    candidate.waits(1500)
    candidate.sees_saved()


def test_a_lost_acknowledgement_stores_nothing_twice(candidate, sitting):
    sitting.loses_answers = True
    candidate.presses("b")
    candidate.waits(400)
    candidate.sees("#saved", KEPT)
    sitting.loses_answers = False
    candidate.waits(1500)
    candidate.sees_saved()
    assert len(sitting.journal) == 1


def test_a_reload_sends_what_the_page_before_could_not(candidate, sitting):
    sitting.status["bewaren"] = 500
    candidate.page.on("dialog", lambda dialog: dialog.accept())
    candidate.presses("d")
    candidate.waits(400)
    candidate.sees("#saved", "opslaan lukt nog niet")
    sitting.status["bewaren"], sitting.takes_its_time = 200, True
    candidate.page.reload()
    expect(candidate.page.locator("#stage input").nth(3)).to_be_checked()
    expect(candidate.page.locator("#saved")).to_have_text("bezig met opslaan")
    sitting.answers_at_last()
    candidate.sees_saved()
    assert (sitting.answers[0]["lease"], sitting.answer(0)) == (2, {"choice": 3})
    assert candidate.unsent() == []


def test_leaving_is_questioned_only_while_something_waits(candidate, sitting):
    questions: list[str] = []
    candidate.page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.accept()))
    candidate.presses("a")
    candidate.sees_saved()
    candidate.page.reload()
    expect(candidate.page.locator(".exam-item")).to_be_visible()
    assert questions == []
    sitting.status["bewaren"] = 500
    candidate.presses("b")
    candidate.waits(400)
    candidate.page.reload()
    assert questions == ["beforeunload"]


def test_a_batch_that_is_too_large_is_halved(candidate, sitting):
    sitting.largest_batch = 2
    sitting.reachable = False
    for number in range(1, 6):
        candidate.goes_to(number)
        candidate.page.get_by_role("button", name="Vraag markeren").click()
        candidate.waits(400)
    sitting.reachable = True
    candidate.sees_in_time("#saved", "opgeslagen")
    assert all(sitting.answers[slot]["flagged"] for slot in range(5))


def test_an_answer_the_server_cannot_take_is_told_and_the_rest_goes_on(candidate, sitting):
    sitting.refusals = {0: "wrong_shape"}
    candidate.presses("a")
    candidate.waits(400)
    candidate.sees("#notices", REFUSED)
    sitting.refusals = {}
    candidate.presses("b")
    expect(candidate.page.locator("#notices")).to_be_empty()
    candidate.sees_saved()
    assert sitting.answer(0) == {"choice": 1}


def test_while_the_last_answer_to_a_question_is_refused_not_all_is_called_saved(candidate, sitting):
    candidate.presses("a")
    candidate.sees_saved()
    sitting.refusals = {0: "wrong_shape"}
    candidate.presses("b")
    candidate.waits(400)
    candidate.page.locator("#notices").get_by_role("button", name="Sluiten").click()
    expect(candidate.page.locator("#saved")).to_have_text("niet alles is opgeslagen")
    expect(candidate.page.locator("#saved")).to_have_class("exam-saved-kept")
    candidate.goes_to(5)
    candidate.presses("a")
    candidate.waits(400)
    expect(candidate.page.locator("#saved")).to_have_text("niet alles is opgeslagen")
    assert (sitting.answer(0), sitting.answer(4)) == ({"choice": 0}, {"choice": 0})
    sitting.reachable = False
    candidate.page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(candidate.page.locator("#saved")).to_have_text("verbinding weg, niet alles is opgeslagen")


def test_once_a_refused_answer_was_given_anew_all_is_called_saved(candidate, sitting):
    candidate.listens()
    sitting.reachable = False
    candidate.presses("a")
    candidate.waits(400)
    candidate.sees("#saved", KEPT)
    sitting.reachable = True
    sitting.refusals, sitting.status["hartslag"] = {0: "wrong_shape"}, 500
    candidate.page.evaluate("window.dispatchEvent(new Event('online'))")
    candidate.sees("#saved", "niet alles is opgeslagen")
    candidate.hears(AWAY, REFUSED, BACK)  # Both at once, with the answer to one save.
    sitting.refusals = {}
    candidate.presses("b")
    candidate.sees_saved()
    candidate.hears(AWAY, REFUSED, BACK, SAVED)
    sitting.reachable = False
    candidate.page.evaluate("window.dispatchEvent(new Event('offline'))")
    candidate.sees("#saved", "verbinding weg, alles is opgeslagen")


def test_a_refused_number_is_not_missed_when_a_newer_answer_was_stored(candidate, sitting):
    sitting.reachable = False
    candidate.presses("a")
    candidate.waits(400)
    candidate.sees("#saved", KEPT)
    candidate.presses("b")
    sitting.reachable, sitting.takes_its_time = True, True
    sitting.refusals = {0: "sequence"}
    candidate.page.evaluate("window.dispatchEvent(new Event('online'))")
    candidate.settles()
    sitting.refusals = {}
    sitting.answers_at_last()
    candidate.sees("#announcer", SAVED)
    assert [[save["sequence"] for save in body["saves"]] for body in sitting.requested("bewaren")] == [[1, 2], [3]]
    assert sitting.answer(0) == {"choice": 1}


def test_a_refused_number_is_replaced_by_a_fresh_one(candidate, sitting):
    sitting.refusals = {0: "sequence"}
    candidate.presses("a")
    candidate.waits(400)
    expect(candidate.page.locator("#saved")).not_to_have_text("bezig met opslaan")
    candidate.settles()
    assert [save["sequence"] for body in sitting.requested("bewaren") for save in body["saves"]] == [1, 2]
    candidate.sees("#notices", "Vraag 1: uw laatste antwoord is niet opgeslagen.")
    candidate.sees("#saved", "niet alles is opgeslagen")


def test_an_answer_is_kept_on_the_device_only_when_the_device_says_so(new_device, sitting):
    candidate = new_device(script=SLOW_DISK)
    sitting.reachable = False
    candidate.page.evaluate("isSlow = true")
    candidate.presses("a")
    candidate.waits(400)
    candidate.sees("#saved", "bezig met opslaan")
    candidate.page.evaluate("written.splice(0).forEach((tell) => tell())")
    candidate.sees("#saved", KEPT)
