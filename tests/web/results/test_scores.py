"""A score in words: the numbers that people read give the cut and the grade that were computed."""

import re
from decimal import Decimal
from types import SimpleNamespace

import pytest

from proeve.exams.results import Result
from proeve.web.results.scores import figure, score_of

BLUEPRINT = SimpleNamespace(cut=Decimal("0.65"))


def result_of(points: str, *, passed: bool, grade: str, cut: str = "36.8") -> Result:
    return Result(
        points=Decimal(points),
        maximum=Decimal(48),
        cut=Decimal(cut),
        passed=passed,
        grade=Decimal(grade),
        grading={"chance": 16.0},
    )


@pytest.mark.parametrize(("value", "words"), [("41", "41"), ("36.6", "36,6"), ("36.583", "36,58"), ("100", "100")])
def test_points_have_no_zeros_at_their_end(value, words):
    assert figure(Decimal(value)) == words


def test_the_cut_is_explained_with_the_persons_own_numbers():
    steps = score_of(result_of("41.6", passed=True, grade="7.4"), BLUEPRINT).steps
    assert steps[:4] == [
        "Wie bij elke vraag gokt, haalt gemiddeld 16 van de 48 punten.",
        "Boven die 16 punten zijn er dus nog 32 punten te halen: 48 − 16 = 32.",
        "Daarvan vragen we 65 procent. Dat is 20,8 punten.",
        "De grens ligt dus bij 16 + 20,8 = 36,8 punten.",
    ]


@pytest.mark.parametrize("chance", [15.224, 15.2249, 15.225, 15.2251, 15.229, 15.2299])
def test_what_is_shown_adds_up(chance):
    result = result_of("40.555", passed=True, grade="7.0")
    result.grading = {"chance": chance}
    result.cut = (Decimal(str(chance)) + Decimal("0.65") * (48 - Decimal(str(chance)))).quantize(Decimal("0.0001"))
    score = score_of(result, BLUEPRINT)
    sums = [re.findall(r"([\d,]+) [+−] ([\d,]+) = ([\d,]+)", score.steps[number])[0] for number in (1, 3)]
    (m, g, room), (again, need, cut) = [[Decimal(each.rstrip(",").replace(",", ".")) for each in sum_] for sum_ in sums]
    assert (m - g, again, again + need) == (room, g, cut)
    over = Decimal(re.search(r"U haalde ([\d,]+)", score.steps[-1])[1].replace(",", "."))
    assert cut + over == Decimal(score.points.replace(",", "."))


def test_a_grade_above_the_cut_counts_from_the_cut():
    step = score_of(result_of("41.6", passed=True, grade="7.4"), BLUEPRINT).steps[-1]
    assert "U haalde 4,8 van de 11,2 punten boven de grens: 5,5 + 4,5 × 4,8 / 11,2 = 7,4." in step


def test_a_grade_below_the_cut_counts_from_one():
    step = score_of(result_of("27.6", passed=False, grade="4.4"), BLUEPRINT).steps[-1]
    assert "U haalde 27,6 van de 36,8 punten tot de grens: 1 + 4,5 × 27,6 / 36,8 = 4,4." in step


def test_points_just_below_the_cut_do_not_look_equal_to_it():
    score = score_of(result_of("36.7999", passed=False, grade="5.5"), BLUEPRINT)
    assert (score.points, score.cut, score.distance) == ("36,7999", "36,8", "0,0001")
    assert score.is_rounded_up


def test_points_on_the_cut_look_equal_to_it():
    score = score_of(result_of("36.8", passed=True, grade="5.5"), BLUEPRINT)
    assert (score.points, score.cut) == ("36,8", "36,8")
    assert not score.is_rounded_up


def test_the_picture_has_points_and_cut_as_shares_of_the_maximum():
    score = score_of(result_of("24", passed=False, grade="3.9", cut="36"), BLUEPRINT)
    assert (score.share, score.cut_share) == (50.0, 75.0)
