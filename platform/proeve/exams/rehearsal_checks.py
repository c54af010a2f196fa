"""What a dress rehearsal finds out about a device, and what that means for the exam."""

from enum import StrEnum
from typing import Annotated, Literal, NamedTuple

from msgspec import Meta, Struct

from proeve.core.errors import Invalid

SLOWEST_SAVE_MS = 5000
"""A save that takes longer makes every answer in the exam feel lost, although it is not."""

Feature = Annotated[str, Meta(pattern=r"^[A-Za-z.]{1,40}$")]
Milliseconds = Annotated[int, Meta(ge=0, le=3_600_000)]
ClockDifference = Annotated[int, Meta(ge=-(10**13), le=10**13)]

UNFINISHED = "De oefening is niet afgemaakt. Laad de pagina opnieuw en begin opnieuw."


class Outcome(StrEnum):
    """Whether a device can be used for the exam."""

    READY = "ready"
    TOO_OLD = "too_old"
    PROBLEM = "problem"


class BrowserCheck(Struct, frozen=True, forbid_unknown_fields=True):
    """The names of what the exam page needs and this browser lacks."""

    missing: Annotated[tuple[Feature, ...], Meta(max_length=40)]


class ClockCheck(Struct, frozen=True, forbid_unknown_fields=True):
    """How far the device's clock is ahead of ours; known and kept, but never a reason to refuse a device."""

    difference_ms: ClockDifference


class StorageCheck(Struct, frozen=True, forbid_unknown_fields=True):
    """Whether an answer that was put into the browser's store could be read from it again."""

    kept: bool


class SavingCheck(Struct, frozen=True, forbid_unknown_fields=True):
    """How long it took until an answer was acknowledged."""

    milliseconds: Milliseconds


class OfflineCheck(Struct, frozen=True, forbid_unknown_fields=True):
    """What happened without a connection: the page noticed, the answer was kept, and arrived afterwards."""

    way: Literal["simulated", "real"]
    noticed: bool
    kept: bool
    delivered: bool


class Checks(Struct, frozen=True, forbid_unknown_fields=True):
    """What was checked, in this order; None for what was not reached because something before it failed."""

    browser: BrowserCheck
    clock: ClockCheck | None = None
    storage: StorageCheck | None = None
    saving: SavingCheck | None = None
    offline: OfflineCheck | None = None


class Verdict(NamedTuple):
    """The outcome, and for anything but ready a sentence that says what is wrong and what to do."""

    outcome: Outcome
    reason: str = ""


TOO_OLD = "Deze browser is te oud voor de toets. Werk de browser bij, of gebruik een ander apparaat."
NOT_KEPT = (
    "Deze browser bewaart geen antwoorden op het apparaat. Gebruik een gewoon venster (geen privévenster), "
    "of een andere browser."
)
NOT_SAVED = "Opslaan bij Proeve lukte niet. Probeer een ander netwerk, of vraag uw ICT-afdeling om hulp."
SLOW = "Opslaan duurde {seconds} seconden. Ga dichter bij de wifi zitten, of gebruik een ander netwerk."
NOT_NOTICED = "De browser merkte niet dat de verbinding weg was. Gebruik een andere browser."
NOT_DELIVERED = "Het antwoord kwam niet aan toen de verbinding terug was. Doe de oefening nog een keer."


def judge(checks: Checks) -> Verdict:
    """Say what the checks mean; raise Invalid when they stop halfway without anything being wrong."""
    if checks.browser.missing:
        return Verdict(Outcome.TOO_OLD, TOO_OLD)
    reason = _storage_problem(checks) or _saving_problem(checks) or _offline_problem(checks)
    return Verdict(Outcome.PROBLEM, reason) if reason else Verdict(Outcome.READY)


def _storage_problem(checks: Checks) -> str:
    if checks.clock is None or checks.storage is None:
        raise Invalid(UNFINISHED)
    return "" if checks.storage.kept else NOT_KEPT


def _saving_problem(checks: Checks) -> str:
    if checks.saving is None:
        return NOT_SAVED
    milliseconds = checks.saving.milliseconds
    return "" if milliseconds <= SLOWEST_SAVE_MS else SLOW.format(seconds=round(milliseconds / 1000))


def _offline_problem(checks: Checks) -> str:
    if checks.offline is None:
        raise Invalid(UNFINISHED)
    if not (checks.offline.noticed and checks.offline.kept):
        return NOT_KEPT if checks.offline.noticed else NOT_NOTICED
    return "" if checks.offline.delivered else NOT_DELIVERED
