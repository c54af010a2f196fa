"""Where somebody stands with an exam, from the invitation to the result."""

from enum import StrEnum

from proeve.exams.attempts import AttemptState


class EnrolmentState(StrEnum):
    """Where somebody stands with an exam."""

    INVITED = "invited"
    READY = "ready"
    RUNNING = "running"
    HANDED_IN = "handed_in"
    PASSED = "passed"
    FAILED = "failed"
    MISSED = "missed"
    WITHDRAWN = "withdrawn"

    @property
    def dutch(self) -> str:
        """Return the state as people read it."""
        return DUTCH[self]


DUTCH = {
    EnrolmentState.INVITED: "uitgenodigd",
    EnrolmentState.READY: "klaar om te starten",
    EnrolmentState.RUNNING: "bezig",
    EnrolmentState.HANDED_IN: "ingeleverd",
    EnrolmentState.PASSED: "geslaagd",
    EnrolmentState.FAILED: "gezakt",
    EnrolmentState.MISSED: "niet gemaakt",
    EnrolmentState.WITHDRAWN: "afgemeld",
}


def enrolment_state(
    attempt: AttemptState | None, *, passed: bool | None, is_withdrawn: bool, is_window_over: bool
) -> EnrolmentState:
    """Return where somebody stands; who has started stays in, whatever happens to the window or the enrolment."""
    if passed is not None:
        return EnrolmentState.PASSED if passed else EnrolmentState.FAILED
    if attempt == AttemptState.RUNNING:
        return EnrolmentState.RUNNING
    if attempt in {AttemptState.CLOSED, AttemptState.GRADED}:
        return EnrolmentState.HANDED_IN
    if is_withdrawn:
        return EnrolmentState.WITHDRAWN
    if is_window_over:
        return EnrolmentState.MISSED
    return EnrolmentState.INVITED if attempt is None else EnrolmentState.READY
