"""A written reply gets its points from people; the software adds up and caps."""

from fractions import Fraction

import pytest

from question_bank.codebook import UnknownCategory
from question_bank.kinds import kind_of
from question_bank.kinds.written_reply import HumanMark, NeedsHumanMark


@pytest.mark.parametrize(
    ("levels", "faults", "insulting", "expected"),
    [
        ((5, 5), set(), False, 10),
        ((3, 4), set(), False, 7),
        ((5, 5), {"GELIJK"}, False, 6),
        ((5, 5), {"NUMMER"}, False, 6),
        ((2, 3), {"AFKAPPEN"}, False, 5),
        ((5, 5), {"BELOFTE"}, False, 4),
        ((5, 5), {"TOEGEVEN", "GELIJK"}, False, 4),
        ((5, 5), {"VAAG", "DOORSCHUIF"}, False, 10),
        ((5, 5), set(), True, 0),
    ],
)
def test_a_mark_is_the_sum_of_the_rubric_under_the_cap_of_its_faults(make_item, levels, faults, insulting, expected):
    item = make_item("written_reply")
    mark = HumanMark(levels=levels, faults=frozenset(faults), insulting=insulting)
    assert kind_of(item).marked_points(item, mark) == Fraction(expected, 10)


@pytest.mark.parametrize("levels", [(5,), (6, 0), (-1, 5), (1, 1, 1)])
def test_a_mark_outside_the_rubric_is_refused(make_item, levels):
    item = make_item("written_reply")
    with pytest.raises(ValueError, match="rubric"):
        kind_of(item).marked_points(item, HumanMark(levels=levels))


def test_a_fault_outside_the_codebook_is_refused(make_item):
    item = make_item("written_reply")
    with pytest.raises(UnknownCategory):
        kind_of(item).marked_points(item, HumanMark(levels=(1, 1), faults=frozenset({"AARDIG"})))


def test_the_software_gives_a_written_reply_no_points_itself(make_item):
    item = make_item("written_reply")
    with pytest.raises(NeedsHumanMark, match="nakijken"):
        kind_of(item).points(item, (), {"text": "Goedemorgen"})


def test_an_empty_reply_earns_nothing_and_waits_for_nobody(make_item):
    item = make_item("written_reply")
    assert kind_of(item).points(item, (), {"text": " "}) == 0
