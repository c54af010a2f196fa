"""Every combination of attempt, result, withdrawal and window has one state."""

import itertools

import pytest

from proeve.exams.attempts import AttemptState
from proeve.exams.enrolment_states import DUTCH, EnrolmentState, enrolment_state

PREPARED, RUNNING, CLOSED, GRADED = AttemptState
STARTED = {
    (RUNNING, None): "running",
    (CLOSED, None): "handed_in",
    (GRADED, None): "handed_in",
    (GRADED, True): "passed",
    (GRADED, False): "failed",
}
"""Once started, neither the window nor a withdrawal says anything any more."""
NOT_STARTED = {
    (None, False, False): "invited",
    (PREPARED, False, False): "ready",
    (None, False, True): "missed",
    (PREPARED, False, True): "missed",
    (None, True, False): "withdrawn",
    (PREPARED, True, False): "withdrawn",
    (None, True, True): "withdrawn",
    (PREPARED, True, True): "withdrawn",
}
BOTH = (False, True)


@pytest.mark.parametrize(
    ("started", "is_withdrawn", "is_window_over"), list(itertools.product(STARTED.items(), BOTH, BOTH))
)
def test_who_has_started_stays_in(started, is_withdrawn, is_window_over):
    (attempt, passed), expected = started
    state = enrolment_state(attempt, passed=passed, is_withdrawn=is_withdrawn, is_window_over=is_window_over)
    assert state == expected


@pytest.mark.parametrize(("place", "expected"), list(NOT_STARTED.items()))
def test_who_has_not_started_depends_on_window_and_withdrawal(place, expected):
    attempt, is_withdrawn, is_window_over = place
    assert enrolment_state(attempt, passed=None, is_withdrawn=is_withdrawn, is_window_over=is_window_over) == expected


def test_every_state_has_its_dutch_words():
    assert set(DUTCH) == set(EnrolmentState)
    assert EnrolmentState.READY.dutch == "klaar om te starten"
