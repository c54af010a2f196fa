"""How the outcome of a check is said: one verdict, and the facts below it."""

from typing import NamedTuple

from certificates.checks.headlines import headline
from certificates.checks.outcome import Outcome, Result
from certificates.checks.wording import sentence_of, title_of
from certificates.status import Status
from certificates.verifying import FileVerdict
from proeve.core.dutch import day
from proeve.register.verifying import FullVerdict, Verdict
from proeve.register.verifying_files import CheckedFile

Fact = tuple[str, str]


class Words(NamedTuple):
    """The tone of the box, the headline, and what it means for who asks."""

    tone: str
    headline: str
    explanation: str


class CheckLine(NamedTuple):
    """One check: the tone and the word of its outcome, what was looked at, and what was found."""

    tone: str
    outcome: str
    title: str
    sentence: str


TONES = {
    Status.VALID: "good",
    Status.EXPIRING_SOON: "good",
    Status.EXPIRED: "attention",
    Status.NOT_YET_VALID: "attention",
    Status.SUSPENDED: "wrong",
    Status.REVOKED: "wrong",
}
EXPLANATIONS = {
    Status.VALID: "Dit certificaat geldt t/m {until}.",
    Status.EXPIRING_SOON: "Dit certificaat geldt nog t/m {until}. Daarna is het verlopen.",
    Status.EXPIRED: "Dit certificaat is echt, maar het geldt nu niet meer. De laatste geldige dag was {until}.",
    Status.NOT_YET_VALID: "Dit certificaat geldt vanaf {start}.",
    Status.SUSPENDED: "Dit certificaat is echt, maar het geldt nu niet. De corporatie kan dat weer veranderen.",
    Status.REVOKED: "Dit certificaat is echt, maar het geldt niet meer.",
}
SUPERSEDED = "Dit certificaat geldt niet meer. Er is een verbeterd certificaat voor in de plaats gekomen."
OTHER_VERDICTS = {
    FileVerdict.CHANGED: "Dit bestand is niet zoals wij het uitgaven. Vertrouw niet op wat er nu in staat.",
    FileVerdict.FOREIGN: "Wij hebben dit bestand niet uitgegeven. Vertrouw er niet op.",
    FileVerdict.UNDECIDED: "Wij kunnen niet zeggen of dit bestand echt is. Vraag de houder om het originele bestand, "
    "of controleer het certificaat met het nummer of de QR-code.",
}
OTHER_TONES = {FileVerdict.CHANGED: "wrong", FileVerdict.FOREIGN: "wrong", FileVerdict.UNDECIDED: "attention"}
SOMETHING_ELSE = "Dit bestand is van ons en niet gewijzigd. Het is geen certificaat, maar: {title}."
OUTCOME_WORDS = {
    Result.SUCCESS: ("good", "In orde"),
    Result.FAILURE: ("wrong", "Niet in orde"),
    Result.SKIPPED: ("neutral", "Niet bekeken"),
}


def words_of(verdict: Verdict) -> Words:
    """Say the verdict on a certificate in the register."""
    said = headline(FileVerdict.GENUINE, verdict.status, day(verdict.until))
    explanation = EXPLANATIONS[verdict.status].format(until=day(verdict.valid_until), start=day(verdict.valid_from))
    return Words(TONES[verdict.status], said, SUPERSEDED if verdict.is_superseded else explanation)


def words_of_file(checked: CheckedFile) -> Words:
    """Say the verdict on a file."""
    if checked.verdict is not FileVerdict.GENUINE:
        return Words(OTHER_TONES[checked.verdict], headline(checked.verdict), OTHER_VERDICTS[checked.verdict])
    if checked.certificate is None:
        return Words("good", headline(checked.verdict), SOMETHING_ELSE.format(title=checked.title))
    return words_of(checked.certificate)


def unknown_number(sentence: str) -> Words:
    """Say that a number is not in the register."""
    return Words("wrong", "Niet in ons register", sentence)


def unknown_code(sentence: str) -> Words:
    """Say that a scanned code is not ours."""
    return Words("wrong", "Geen code van ons", sentence)


def unknown_link(sentence: str) -> Words:
    """Say that a holder's link does not work."""
    return Words("attention", "Deze link werkt niet", sentence)


def checks_of(outcomes: list[Outcome]) -> list[CheckLine]:
    """Say every check that was done, and what could not be done."""
    return [CheckLine(*OUTCOME_WORDS[each.result], title_of(each), sentence_of(each)) for each in outcomes]


def facts_of(verdict: Verdict) -> list[Fact]:
    """Return what a check by number may show, in the order of the page."""
    facts = [
        ("Nummer", verdict.number),
        ("Toets", _exam(verdict)),
        ("Geldig vanaf", day(verdict.valid_from)),
        ("Geldig t/m", day(verdict.valid_until)),
        ("Uitgegeven door", verdict.issuer),
    ]
    if verdict.is_erased:
        return facts
    return [*facts, ("Naam", verdict.holder) if verdict.holder else ("Voorletters van de houder", verdict.initials)]


def full_facts_of(full: FullVerdict) -> list[Fact]:
    """Return everything that is printed, in the order in which it stands there; of an erased one, what is left."""
    verdict = full.verdict
    if verdict.is_erased:
        return facts_of(verdict)
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
