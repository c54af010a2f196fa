"""The server's clock rules; the page shows it calmly and ends by itself."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MINUTE = 60_000
EIGHT_O_CLOCK = 1_772_006_400_000


def test_minutes_are_shown_and_seconds_only_in_the_last_two(candidate, sitting):
    candidate.sees("#time", "40 min")
    candidate.waits(37 * MINUTE + 500)
    candidate.sees("#time", "3 min")
    candidate.waits(MINUTE + 15_000)
    candidate.sees("#time", "1:45")


def test_the_clock_of_the_computer_does_not_matter(new_device, sitting):
    sitting.now -= 5 * 60 * MINUTE
    sitting.deadline = sitting.now + 12 * MINUTE
    new_device().sees("#time", "12 min")


def test_ten_five_and_one_minutes_are_said_once_each(new_device, sitting):
    sitting.deadline = sitting.now + 11 * MINUTE
    candidate = new_device()
    candidate.listens()
    for _ in range(21):
        candidate.waits(MINUTE // 2)
    candidate.hears("U heeft nog 10 minuten.", "U heeft nog 5 minuten.", "U heeft nog 1 minuut.")
    expect(candidate.page.locator("#announcer")).to_be_empty()


def test_extra_minutes_arrive_by_themselves(candidate, sitting):
    sitting.deadline += 10 * MINUTE
    candidate.presses("a")
    candidate.waits(400)
    candidate.sees("#notices", "U heeft 10 minuten extra gekregen.")
    candidate.waits(300)
    candidate.sees("#time", "50 min")


def test_hiding_the_time_is_remembered(candidate):
    candidate.page.get_by_role("button", name="Tijd verbergen").click()
    candidate.page.reload()
    candidate.sees("#time", "verborgen")
    candidate.page.get_by_role("button", name="Tijd tonen").click()
    candidate.sees("#time", "40 min")


def test_at_the_end_answers_are_sent_and_the_exam_is_handed_in(candidate, sitting):
    candidate.waits(40 * MINUTE - 200)
    candidate.presses("b")
    candidate.waits(600)
    candidate.sees("h1", "De tijd is om. Uw antwoorden zijn bewaard.")
    assert sitting.answer(0) == {"choice": 1}
    expect(candidate.page.locator("#stage input")).to_have_count(0)
    candidate.waits(5000)
    expect(candidate.page).to_have_url(re.compile("/inleveren$"))


def test_at_the_end_without_connection_the_page_waits_for_it(candidate, sitting):
    sitting.reachable = False
    candidate.presses("b")
    candidate.waits(40 * MINUTE)
    candidate.sees("h1", "De tijd is om. Uw antwoorden staan op dit apparaat.")
    sitting.reachable = True
    candidate.waits(2500)
    candidate.sees("h1", "De tijd is om. Uw antwoorden zijn bewaard.")
    assert sitting.answer(0) == {"choice": 1}
    candidate.waits(5000)
    expect(candidate.page).to_have_url(re.compile("/inleveren$"))


def test_an_answer_after_the_grace_is_kept_and_told(candidate, sitting):
    sitting.reachable = False
    candidate.presses("b")
    candidate.waits(41 * MINUTE)
    candidate.sees("h1", "De tijd is om.")
    sitting.reachable = True
    sitting.state = "closed"
    candidate.waits(2500)
    candidate.sees("h1", "Uw toets is afgesloten")
    candidate.sees("#stage", "Eén antwoord kwam te laat aan")
    assert len(candidate.unsent()) == 1


def test_minutes_granted_at_the_end_open_the_questions_again(candidate, sitting):
    candidate.waits(40 * MINUTE + 300)
    candidate.sees("h1", "De tijd is om. Uw antwoorden zijn bewaard.")
    sitting.deadline += 10 * MINUTE
    candidate.waits(5000)
    expect(candidate.page.locator(".exam-item")).to_be_visible()
    candidate.presses("a")
    candidate.sees_saved()
    assert sitting.requested("inleveren") == []


def test_in_the_last_minute_more_time_can_be_taken_where_the_exam_allows_it(new_device, sitting, faults_on):
    sitting.extension_minutes = 5
    candidate = new_device()
    candidate.waits(39 * MINUTE + 500)
    candidate.sees("#notices", "U heeft nog 1 minuut. Wilt u meer tijd?")
    candidate.sees("#announcer", "Wilt u meer tijd?")
    candidate.page.get_by_role("button", name="5 minuten erbij").focus()
    candidate.presses("Enter")
    candidate.sees("#notices", "U heeft 5 minuten extra gekregen.")
    candidate.waits(300)
    candidate.sees("#time", "6 min")
    expect(candidate.page.get_by_role("button", name="5 minuten erbij")).to_have_count(0)
    candidate.waits(5 * MINUTE)
    expect(candidate.page.get_by_role("button", name="5 minuten erbij")).to_be_visible()
    assert faults_on(candidate.page) == []


def test_without_connection_the_offer_of_more_time_stays(new_device, sitting):
    sitting.extension_minutes = 5
    candidate = new_device()
    candidate.waits(39 * MINUTE + 500)
    sitting.reachable = False
    candidate.page.get_by_role("button", name="5 minuten erbij").click()
    candidate.sees("#notices", "Probeer het nog een keer.")
    sitting.reachable = True
    candidate.page.get_by_role("button", name="5 minuten erbij").click()
    candidate.sees("#notices", "U heeft 5 minuten extra gekregen.")


def test_where_the_exam_does_not_allow_it_nothing_is_offered(candidate):
    candidate.waits(39 * MINUTE + 500)
    candidate.sees("#announcer", "U heeft nog 1 minuut.")
    expect(candidate.page.locator("#notices")).to_be_empty()


@pytest.mark.parametrize("minutes_wrong", [-10, 10])
def test_a_clock_that_is_ten_minutes_wrong_changes_neither_the_time_left_nor_when_an_answer_was_given(
    new_device, sitting, minutes_wrong
):
    sitting.now -= minutes_wrong * MINUTE
    sitting.deadline = sitting.now + 12 * MINUTE
    candidate = new_device()
    candidate.sees("#time", "12 min")
    candidate.waits(2 * MINUTE + 500)
    candidate.sees("#time", "10 min")
    given = sitting.now
    candidate.presses("b")
    candidate.sees_saved()
    assert abs(sitting.answers[0]["client_ms"] - given) < 5_000


def test_a_clock_that_is_set_right_during_the_exam_changes_nothing(candidate, sitting):
    candidate.waits(MINUTE)
    candidate.page.clock.set_system_time((EIGHT_O_CLOCK + 11 * MINUTE) / 1000)
    candidate.waits(500)
    candidate.sees("#time", "39 min")
    given = sitting.now
    candidate.presses("c")
    candidate.sees_saved()
    assert abs(sitting.answers[0]["client_ms"] - given) < 5_000
