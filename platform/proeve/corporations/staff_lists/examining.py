"""Examine a whole file, apart from what the corporation knows already: good entries, problems, and what to mention."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from proeve.core import dutch
from proeve.core.errors import Invalid
from proeve.corporations.staff_lists.columns import Header, find_header
from proeve.corporations.staff_lists.entries import Entry, Problem, read_entry
from proeve.corporations.staff_lists.sheets import MOST_ROWS, TOO_MANY_ROWS, Line, Sheet
from proeve.people.text import in_a_row

NOBODY = "Onder de kolomnamen staat nog niemand. Vul de lijst in en upload hem opnieuw."

UNIQUE = {"email": "Dit e-mailadres", "staff_number": "Dit personeelsnummer"}
"""Fields in which no two lines may have the same."""

MOST_NAMED = 10
"""How many lines a sentence names before it counts the others."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What a file says: entries without a problem, problems by line, notes about the whole, and its column names."""

    entries: list[Entry]
    problems: list[Problem]
    notes: list[str]
    header: Header


def examine(sheets: Sequence[Sheet]) -> Examined:
    """Read the staff list in these sheets; raise Invalid when there is none."""
    sheet, header = find_header(sheets)
    lines = [line for line in sheet.lines if line.number > header.line.number]
    if not lines:
        raise Invalid(NOBODY, code="file_empty")
    if len(lines) > MOST_ROWS:
        raise Invalid(TOO_MANY_ROWS, code="too_many_rows")
    entries = [read_entry(header, line) for line in lines]
    for field in UNIQUE:
        _refuse_doubles(header, entries, field)
    problems = [problem for entry in entries for problem in entry.problems]
    good = [entry for entry in entries if not entry.problems]
    unread = [other for other in sheets if other is not sheet and other.lines]
    notes = [*_notes_on_sheets(unread), *_notes_on_lines(sheet, header, lines), *_notes_on_columns(header, lines)]
    return Examined(good, problems, [*notes, *_notes_on_guesses(good)], header)


def _refuse_doubles(header: Header, entries: Iterable[Entry], field: str) -> None:
    """Give every line with the same value a problem that names the others, for nobody can tell which one is right."""
    by_value: dict[str, list[Entry]] = {}
    for entry in entries:
        if value := entry.details.get(field):
            by_value.setdefault(value, []).append(entry)
    for same in by_value.values():
        for entry in same if len(same) > 1 else ():
            others = lines_in_words([other.line for other in same if other is not entry])
            message = f"{UNIQUE[field]} staat ook op {others}. Laat er één staan."
            entry.problems.append(Problem(entry.line, header.title(field), message))


def _notes_on_sheets(unread: Sequence[Sheet]) -> list[str]:
    names = [f"“{sheet.name}”" for sheet in unread]
    if not names:
        return []
    return [
        f"Het werkblad {names[0]} is niet gelezen."
        if len(names) == 1
        else f"De werkbladen {in_a_row(names)} zijn niet gelezen."
    ]


def _notes_on_lines(sheet: Sheet, header: Header, lines: Sequence[Line]) -> list[str]:
    above = [line.number for line in sheet.lines if line.number < header.line.number]
    blank = lines[-1].number - header.line.number - len(lines)
    notes = []
    if above:
        stands, is_read = ("staat", "is") if len(above) == 1 else ("staan", "zijn")
        where = lines_in_words(above).capitalize()
        notes.append(f"{where} {stands} boven de kolomnamen en {is_read} niet gelezen.")
    if blank:
        notes.append("1 lege regel is overgeslagen." if blank == 1 else f"{blank} lege regels zijn overgeslagen.")
    return notes


def _notes_on_columns(header: Header, lines: Sequence[Line]) -> list[str]:
    unused = [f"“{title}”" for title in header.unused]
    notes = []
    if unused:
        notes.append(
            f"De kolom {unused[0]} is niet gebruikt."
            if len(unused) == 1
            else f"De kolommen {in_a_row(unused)} zijn niet gebruikt."
        )
    if any(_has_more_than_names(header, line) for line in lines):
        notes.append("Onder een kolom zonder naam staat tekst. Die is niet gebruikt.")
    return notes


def _has_more_than_names(header: Header, line: Line) -> bool:
    pairs = zip(header.line.cells, line.cells, strict=False)
    return any(cell.strip() and not title.strip() for title, cell in pairs)


def _notes_on_guesses(entries: Sequence[Entry]) -> list[str]:
    guesses = [entry.line for entry in entries if entry.is_guess]
    return [f"Controleer op {lines_in_words(guesses)} welk deel de achternaam is."] if guesses else []


def lines_in_words(lines: Sequence[int]) -> str:
    """Return lines in words, the first few by number and the others by count: "regel 3", "regels 3 en 5"."""
    numbers = [str(line) for line in lines[:MOST_NAMED]]
    more = len(lines) - MOST_NAMED
    named = in_a_row(numbers if more <= 0 else [*numbers, f"nog {dutch.count(more, 'regel', 'regels')}"])
    return f"{'regel' if len(lines) == 1 else 'regels'} {named}"
