"""How the outcome of a check is said: one verdict, and the facts below it."""

from typing import NamedTuple

from certificates.status import Status
from proeve.core.dutch import day
from proeve.register.verifying import FullVerdict, Verdict

Fact = tuple[str, str]


class Words(NamedTuple):
    """The tone of the box, the headline, and what it means for who asks."""

    tone: str
    headline: str
    explanation: str


def words_of(verdict: Verdict) -> Words:
    """Say the verdict."""
    until = day(verdict.valid_until)
    match verdict.status:
        case Status.VALID:
            return Words("good", "Echt en geldig", f"Dit certificaat geldt t/m {until}.")
        case Status.EXPIRING_SOON:
            return Words("good", "Echt en geldig", f"Dit certificaat geldt nog t/m {until}. Daarna is het verlopen.")
        case Status.EXPIRED:
            return Words("attention", "Echt, maar verlopen", f"Dit certificaat gold t/m {until}.")
        case Status.NOT_YET_VALID:
            start = day(verdict.valid_from)
            return Words("attention", "Echt, maar nog niet geldig", f"Dit certificaat geldt vanaf {start}.")
        case Status.SUSPENDED:
            return Words("wrong", "Geschorst", "Dit certificaat is echt, maar het geldt nu niet.")
        case Status.REVOKED:
            on = f" op {day(verdict.revoked_on)}" if verdict.revoked_on else ""
            return Words(
                "wrong", "Ingetrokken", f"Dit certificaat is echt, maar het is{on} ingetrokken. Het geldt niet meer."
            )


def unknown_number(sentence: str) -> Words:
    """Say that a number is not in the register."""
    return Words("wrong", "Niet in ons register", sentence)


def unknown_code(sentence: str) -> Words:
    """Say that a scanned code is not ours."""
    return Words("wrong", "Geen code van ons", sentence)


def facts_of(verdict: Verdict) -> list[Fact]:
    """Return what a check by number may show, in the order of the page."""
    return [
        ("Nummer", verdict.number),
        ("Toets", _exam(verdict)),
        ("Geldig vanaf", day(verdict.valid_from)),
        ("Geldig t/m", day(verdict.valid_until)),
        ("Uitgegeven door", verdict.issuer),
        ("Voorletters van de houder", verdict.initials),
    ]


def full_facts_of(full: FullVerdict) -> list[Fact]:
    """Return everything that is printed, in the order in which it stands there."""
    verdict = full.verdict
    return [
        ("Corporatie", full.corporation),
        ("Toets", _exam(verdict)),
        ("Naam", full.holder),
        ("Verklaring", f"{full.holder} {full.shown}"),
        ("Behaald op", day(full.passed_on)),
        ("Geldig vanaf", day(verdict.valid_from)),
        ("Geldig t/m", day(verdict.valid_until)),
        ("Uitgegeven door", verdict.issuer),
        ("Nummer", verdict.number),
    ]


def _exam(verdict: Verdict) -> str:
    return f"{verdict.exam}, versie {verdict.exam_version}"
