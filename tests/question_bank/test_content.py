"""The bank as it is shipped: complete, sound, and enough to draw from."""

import pytest

from question_bank.bank import check
from question_bank.quality.balance import all_targets, balance

EXAMS = ("klantgericht-werken", "lastige-boodschappen")


@pytest.fixture(scope="module")
def report():
    return check()


def test_the_content_has_no_problems(report):
    assert [str(problem) for problem in report.problems] == []


@pytest.mark.parametrize("exam", EXAMS)
def test_each_exam_has_six_forms_of_every_format(bank, exam):
    items = bank.all_items(exam)
    kinds = {count.value: count.count for count in balance(exam, items) if count.attribute == "kind"}
    assert len(items) == 240
    assert kinds == all_targets()[exam]["kind"]


@pytest.mark.parametrize("exam", EXAMS)
def test_each_exam_is_spread_as_planned(bank, exam):
    off = [count for count in balance(exam, bank.all_items(exam)) if not count.is_near]
    assert off == []


@pytest.mark.parametrize("exam", EXAMS)
def test_each_exam_has_enough_replies_to_write(bank, exam):
    assert sum(item.kind == "written_reply" for item in bank.all_items(exam)) >= 24


def test_at_least_sixty_items_stand_on_a_boundary_rule(bank):
    assert sum(item.boundary_rule is not None for item in bank.items.values()) >= 60
