"""Check a receipt against the file of its attempt, with nothing but the two: no database, no network."""

from enum import StrEnum

import msgspec
from msgspec import UNSET, Struct, UnsetType

from proeve.exams.receipts.chain import ChainedEntry, ChainedFacts, answer_digest, chain
from proeve.exams.receipts.codes import InvalidCode, parse_code, write_code

FORMAT = "proeve attempt 1"
MARK_CHARACTERS = 8


class Problem(StrEnum):
    """Why a check failed."""

    CODE = "code"  # The code has a typing error, so nothing could be compared.
    FILE = "file"  # The file is no export of an attempt.
    CHANGED = "changed"  # Code and file do not belong together.


class ExportedEntry(ChainedEntry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One stored answer in a file, with its JSON text for those who may read it."""

    answer: str | UnsetType | None = UNSET


class Chained(Struct, frozen=True, forbid_unknown_fields=True):
    """The part of a file that the code vouches for, every letter of it."""

    facts: ChainedFacts
    entries: tuple[ExportedEntry, ...]


class ExportedReceipt(Struct, frozen=True):
    """The receipt as a file carries it, for finding where a chain goes another way."""

    marks: tuple[str, ...] = ()


class Export(Struct, frozen=True):
    """What a check reads of a file; all else in it is for people."""

    format: str
    chained: Chained
    receipt: ExportedReceipt | None = None


class Verdict(Struct, frozen=True):
    """The outcome of a check, with a Dutch account of it.

    `differs_at` counts the stored answers from 1, and is 0 when it is the facts of the attempt themselves that differ;
    it is None when all is well, and when nobody can tell from this file.
    """

    ok: bool
    message: str
    problem: Problem | None = None
    attempt: int | None = None
    questions: int = 0
    entries: int = 0
    differs_at: int | None = None


def check_receipt(data: bytes, code: str) -> Verdict:
    """Compare the file of an attempt with the code of its receipt."""
    try:
        wanted = parse_code(code)
    except InvalidCode as error:
        return Verdict(ok=False, problem=Problem.CODE, message=error.message)
    try:
        export = msgspec.json.decode(data, type=Export)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Verdict(ok=False, problem=Problem.FILE, message=_NO_EXPORT.format(error=error))
    if export.format != FORMAT:
        return Verdict(ok=False, problem=Problem.FILE, message=_NO_EXPORT.format(error=f"format {export.format}"))
    return _compared(export, wanted)


def _compared(export: Export, wanted: str) -> Verdict:
    facts, entries = export.chained.facts, export.chained.entries
    links = chain(facts, [_as_chained(entry) for entry in entries])
    is_equal = write_code(links[-1]) == wanted
    places = [_first_other_answer(entries), None if is_equal else _first_difference(links, wanted, export.receipt)]
    differs_at = min((place for place in places if place is not None), default=None)
    is_ok = is_equal and differs_at is None
    return Verdict(
        ok=is_ok,
        message=_equal(export) if is_ok else f"{_NOT_EQUAL.format(attempt=facts.attempt)} {_place(export, differs_at)}",
        problem=None if is_ok else Problem.CHANGED,
        attempt=facts.attempt,
        questions=len(facts.slots),
        entries=len(entries),
        differs_at=differs_at,
    )


def _equal(export: Export) -> str:
    facts, entries = export.chained.facts, export.chained.entries
    return _EQUAL.format(attempt=facts.attempt, questions=len(facts.slots), entries=len(entries))


def _as_chained(entry: ExportedEntry) -> ChainedEntry:
    return ChainedEntry(**{name: getattr(entry, name) for name in ChainedEntry.__struct_fields__})


def _first_other_answer(entries: tuple[ExportedEntry, ...]) -> int | None:
    """Return the first entry whose text is not the one its digest was made of."""
    return next((number for number, entry in enumerate(entries, 1) if _has_other_answer(entry)), None)


def _has_other_answer(entry: ExportedEntry) -> bool:
    return not isinstance(entry.answer, UnsetType) and answer_digest(entry.answer) != entry.answer_sha256


def _first_difference(links: list[str], wanted: str, receipt: ExportedReceipt | None) -> int | None:
    """Return the first entry that the code does not know, 0 for the facts, and None when it cannot be told."""
    codes = [write_code(link) for link in links[:-1]]
    if wanted in codes:
        return codes.index(wanted) + 1  # The code is that of an earlier part: what follows was added later.
    marks = list(receipt.marks) if receipt else []
    if not marks or not _belongs(marks[-1], wanted):
        return None
    ours = [link[:MARK_CHARACTERS] for link in links]
    length = max(len(ours), len(marks))
    return next((place for place in range(length) if ours[place : place + 1] != marks[place : place + 1]), None)


def _belongs(last_mark: str, wanted: str) -> bool:
    """Say whether the marks end where the code begins; marks of another receipt would point at the wrong place."""
    try:
        padded = last_mark.ljust(64, "0")
        return len(last_mark) == MARK_CHARACTERS and write_code(padded)[:7] == wanted[:7]
    except ValueError:
        return False


def _place(export: Export, differs_at: int | None) -> str:
    entries = export.chained.entries
    if differs_at is None:
        return _UNKNOWN_PLACE
    if differs_at == 0:
        return _FACTS
    if differs_at > len(entries):
        return _MISSING.format(entries=len(entries))
    entry = entries[differs_at - 1]
    return _ENTRY.format(number=differs_at, entries=len(entries), question=entry.slot + 1, lease=entry.lease)


_NO_EXPORT = (
    "Dit is geen exportbestand van een toets uit Proeve, of het is beschadigd ({error}). "
    "Download het bestand opnieuw bij 'Verloop van deze toets'."
)
_EQUAL = (
    "De code klopt. Nagerekend zijn de {questions} vragen van toets {attempt} met hun volgorde, en alle {entries} "
    "bewaarde antwoorden: welk antwoord, wanneer en in welke volgorde. Daaraan is niets veranderd, weggehaald, "
    "toegevoegd of verwisseld."
)
_NOT_EQUAL = (
    "De code klopt niet met dit bestand van toets {attempt}. Er is iets veranderd, of de code hoort bij een andere "
    "toets."
)
_UNKNOWN_PLACE = "Waar het verschil zit, is met dit bestand niet te zeggen."
_FACTS = "Het verschil zit al in de vragen zelf: het nummer van de toets, de gekozen vragen of hun volgorde."
_MISSING = "Na de {entries} bewaarde antwoorden in dit bestand ontbreekt er nog minstens één."
_ENTRY = "Het eerste verschil zit bij bewaard antwoord {number} van {entries}: vraag {question}, op pagina {lease}."
