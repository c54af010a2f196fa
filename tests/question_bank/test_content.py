"""The bank as it is shipped: complete, sound, and enough to draw from."""

import pytest

from question_bank.bank import check

EXAMS = {
    "klantgericht-werken": {
        "best_answer": 9,
        "rate_replies": 7,
        "recognise_category": 6,
        "most_least": 3,
        "next_step": 2,
        "rank_replies": 3,
    },
    "lastige-boodschappen": {
        "best_answer": 6,
        "rate_replies": 7,
        "recognise_category": 3,
        "most_least": 5,
        "next_step": 6,
        "rank_replies": 3,
    },
}


@pytest.fixture(scope="module")
def report():
    return check()


def test_the_content_has_no_problems(report):
    assert [str(problem) for problem in report.problems] == []


@pytest.mark.parametrize("exam", EXAMS)
def test_each_exam_has_at_least_thirty_items_in_the_planned_formats(report, exam):
    kinds = report.counts[exam]["kind"]
    assert report.counts[exam]["items"] >= 30
    assert {kind: min(kinds[kind], count) for kind, count in EXAMS[exam].items()} == EXAMS[exam]
