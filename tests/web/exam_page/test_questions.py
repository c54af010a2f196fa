"""Every kind of question, by keyboard alone, gives the answer the server understands."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("number", [1, 5, 6])
def test_a_letter_chooses_a_reply(candidate, sitting, number):
    candidate.goes_to(number)
    candidate.presses("b")
    candidate.sees_saved()
    assert sitting.answer(number - 1) == {"choice": 1}


def test_arrows_walk_through_the_replies(candidate, sitting):
    candidate.presses("a", "ArrowDown", "ArrowDown")
    candidate.sees_saved()
    assert sitting.answer(0) == {"choice": 2}


def test_a_letter_and_a_digit_rate_a_reply(candidate, sitting):
    candidate.goes_to(2)
    for letter, digit in zip("abcde", "41233", strict=True):
        candidate.presses(letter, digit)
    candidate.sees_saved()
    assert sitting.answer(1) == {"ratings": [4, 1, 2, 3, 3]}


def test_one_reply_cannot_be_both_most_and_least(candidate, sitting):
    candidate.goes_to(3)
    candidate.presses("b", "Shift+D")
    candidate.sees_saved()
    assert sitting.answer(2) == {"most": 1, "least": 3}
    candidate.presses("d")
    candidate.waits(400)
    candidate.sees_saved()
    assert sitting.answer(2) == {"most": 3, "least": None}


def test_buttons_move_a_reply_and_keep_the_focus(candidate, sitting):
    candidate.goes_to(4)
    up = candidate.page.get_by_role("button", name="Reactie C omhoog")
    up.focus()
    candidate.presses("Enter", "Enter", "Enter")
    expect(up).to_be_focused()
    candidate.sees("#announcer", "Reactie C staat nu op plaats 1 van 4.")
    candidate.sees_saved()
    assert sitting.answer(3) == {"ranking": [2, 0, 1, 3]}


def test_a_place_can_be_picked_from_a_menu(candidate, sitting):
    candidate.goes_to(4)
    candidate.page.get_by_label("Plaats van reactie A").select_option("Plaats 4")
    candidate.sees_saved()
    assert sitting.answer(3) == {"ranking": [1, 2, 3, 0]}


def test_the_order_as_it_stands_is_an_answer_only_when_the_candidate_says_so(candidate, sitting):
    candidate.goes_to(4)
    candidate.waits(1000)
    candidate.settles()
    assert sitting.requested("bewaren") == []
    candidate.page.get_by_role("button", name="Deze volgorde klopt al").click()
    candidate.sees_saved()
    assert sitting.answer(3) == {"ranking": [0, 1, 2, 3]}


def test_dragging_is_an_extra(candidate, sitting):
    candidate.goes_to(4)
    grip = candidate.page.locator(".exam-grip").nth(3)
    grip.scroll_into_view_if_needed()
    grip.hover()
    candidate.page.mouse.down()
    first = candidate.page.locator(".exam-rank").first.bounding_box()
    candidate.page.mouse.move(first["x"] + 40, first["y"] + 5, steps=20)
    candidate.page.mouse.up()
    candidate.sees_saved()
    assert sitting.answer(3) == {"ranking": [3, 0, 1, 2]}


def test_an_answer_can_be_cleared(candidate, sitting):
    candidate.presses("a")
    candidate.page.get_by_role("button", name="Antwoord wissen").click()
    candidate.sees_saved()
    assert sitting.answer(0) is None
    expect(candidate.page.get_by_role("button", name="Vraag 1, leeg")).to_be_visible()


def test_the_strip_tells_what_is_answered_and_flagged(candidate):
    candidate.presses("a")
    candidate.goes_to(2)
    candidate.presses("a", "1")
    candidate.page.get_by_role("button", name="Vraag markeren").click()
    expect(candidate.page.get_by_role("button", name="Vraag 1, beantwoord")).to_be_visible()
    here = candidate.page.get_by_role("button", name="Vraag 2, deels beantwoord, gemarkeerd")
    expect(here).to_have_attribute("aria-current", "step")


def test_each_question_begins_with_the_focus_on_its_heading(candidate):
    candidate.page.get_by_role("button", name="Volgende").click()
    expect(candidate.page.get_by_role("heading", name="Vraag 2")).to_be_focused()
    candidate.page.go_back()
    expect(candidate.page.get_by_role("heading", name="Vraag 1")).to_be_focused()


def test_a_reload_stays_at_the_question(candidate):
    candidate.goes_to(5)
    candidate.page.reload()
    expect(candidate.page.get_by_role("heading", name="Vraag 5")).to_be_visible()


def test_letters_can_be_switched_off(candidate, sitting):
    candidate.page.get_by_label("Antwoorden met letters").uncheck()
    candidate.presses("a")
    candidate.waits(1000)
    candidate.settles()
    assert sitting.requested("bewaren") == []


def test_text_of_a_question_is_never_read_as_markup(new_device, sitting):
    sitting.items = [{**item, "text": "<img src=x onerror=alert(1)>"} for item in sitting.items]
    new_device().sees(".scenario", "<img src=x onerror=alert(1)>")
