"""Which wire answers fit a shape, without the item: what the hot path leans on."""

import pytest

from question_bank.kinds import KINDS, accepts, is_complete, shape

FITTING = [
    ("b4", {"choice": 0}),
    ("b4", {"choice": 3}),
    ("n4", {"choice": 2}),
    ("c4", {"choice": 1}),
    ("m4", {"most": 0, "least": 3}),
    ("m4", {"most": None, "least": 3}),
    ("m4", {"most": 1, "least": None}),
    ("m4", {"most": None, "least": None}),
    ("m5", {"most": 4, "least": 0}),
    ("r5", {"ratings": [4, 1, None, 2, 3]}),
    ("r5", {"ratings": [None] * 5}),
    ("k4", {"ranking": [2, 0, 1, 3]}),
    ("w600", {"text": ""}),
    ("w600", {"text": "é" * 600}),
]
UNFIT = [
    ("b4", {"choice": 4}),
    ("b4", {"choice": -1}),
    ("b4", {"choice": True}),
    ("b4", {"choice": 1.0}),
    ("b4", {"choice": "1"}),
    ("b4", {"choice": None}),
    ("b4", {"choice": 1, "key": 1}),
    ("b4", {}),
    ("b4", []),
    ("b4", 1),
    ("b4", "choice"),
    ("c4", {"choice": 4}),
    ("m4", {"most": 0}),
    ("m4", {"most": 0, "least": 4}),
    ("m4", {"most": 2, "least": 2}),
    ("m4", {"most": False, "least": 2}),
    ("m4", {"most": 0, "least": 1, "middle": 2}),
    ("r5", {"ratings": [4, 1, 2, 3]}),
    ("r5", {"ratings": [4, 1, 2, 3, 0]}),
    ("r5", {"ratings": [4, 1, 2, 3, 5]}),
    ("r5", {"ratings": [4, 1, 2, 3, True]}),
    ("r5", {"ratings": [4, 1, 2, 3, [1]]}),
    ("r5", {"ratings": "41233"}),
    ("r5", {"ratings": {"0": 1}}),
    ("k4", {"ranking": [2, 0, 1]}),
    ("k4", {"ranking": [2, 0, 1, 1]}),
    ("k4", {"ranking": [2, 0, 1, None]}),
    ("k4", {"ranking": [2, 0, 1, [3]]}),
    ("k4", {"ranking": [3, 0, 1, 4]}),
    ("k4", {"ranking": [2, False, 1, 3]}),
    ("w600", {"text": "x" * 601}),
    ("w600", {"text": None}),
    ("w600", {"text": "a", "mark": 10}),
]


@pytest.mark.parametrize(("of_shape", "answer"), FITTING)
def test_a_fitting_answer_is_accepted(of_shape, answer):
    assert accepts(of_shape, answer)


@pytest.mark.parametrize(("of_shape", "answer"), UNFIT)
def test_an_unfit_answer_is_refused(of_shape, answer):
    assert not accepts(of_shape, answer)


@pytest.mark.parametrize("of_shape", ["b4", "n4", "c4", "m4", "r5", "k4", "w600"])
def test_a_cleared_answer_always_fits_and_never_counts_as_answered(of_shape):
    assert accepts(of_shape, None)
    assert not is_complete(of_shape, None)


@pytest.mark.parametrize(
    ("of_shape", "answer", "complete"),
    [
        ("b4", {"choice": 0}, True),
        ("m4", {"most": 0, "least": None}, False),
        ("m4", {"most": 0, "least": 1}, True),
        ("r5", {"ratings": [1, 2, 3, 4, None]}, False),
        ("r5", {"ratings": [1, 2, 3, 4, 1]}, True),
        ("k4", {"ranking": [0, 1, 2, 3]}, True),
        ("w600", {"text": "  \n"}, False),
        ("w600", {"text": "Goedemorgen"}, True),
    ],
)
def test_an_answer_counts_as_answered_when_every_part_is_there(of_shape, answer, complete):
    assert is_complete(of_shape, answer) is complete


def test_every_kind_has_its_own_letter(make_item):
    assert len({kind.letter for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("best_answer", "b4"),
        ("most_least", "m4"),
        ("rate_replies", "r5"),
        ("rank_replies", "k4"),
        ("recognise_category", "c4"),
        ("next_step", "n4"),
        ("written_reply", "w600"),
    ],
)
def test_the_shape_says_what_an_answer_looks_like(make_item, kind, expected):
    assert shape(make_item(kind)) == expected
