"""Read questions from a spreadsheet: every row a draft, and a sentence for everything that is not right."""

from collections.abc import Iterator
from typing import Any

from question_bank.exchange.carried import Draft, Imported, Loss
from question_bank.exchange.packages import read_package
from question_bank.exchange.rows import draft_from
from question_bank.exchange.spreadsheet.apart import read_apart
from question_bank.exchange.spreadsheet.cells import as_text
from question_bank.exchange.spreadsheet.columns import CODEBOOK_SHEET, HELP_SHEET
from question_bank.exchange.spreadsheet.extras import left_behind
from question_bank.exchange.spreadsheet.headers import Header, find_header
from question_bank.exchange.spreadsheet.reading_cells import read
from question_bank.exchange.spreadsheet.tables import Row, Table, column_letters
from question_bank.flaw import Place

NO_QUESTIONS = (
    "In dit bestand staan geen vragen. Zet de namen van de kolommen boven de vragen, zoals in onze spreadsheet."
)
NO_HEADER = "Op dit blad vinden we geen kolommen van vragen. Er is niets van meegenomen."
HIDDEN = "Dit blad is verborgen. Er is niets van meegenomen. Maak het zichtbaar als u het wilt meenemen."
MERGED = "De cellen {cells} zijn samengevoegd. Alleen de eerste telt. Haal de samenvoeging weg."
BROKEN = "Hier staat een formule met een fout of zonder uitkomst. Zet er gewone tekst neer en stuur het opnieuw."
TWICE = "Dit kenmerk staat ook op {where}. Geef elke vraag een eigen kenmerk."


def import_spreadsheet(content: bytes) -> Imported:
    """Return the drafts of an .xlsx, .ods or .csv file and what is wrong by sheet, row and column.

    What does not fit stays in the draft as it was written. Raise RefusedPackage for a file that cannot be read.
    """
    imported = import_tables(read_apart(content))
    extras = left_behind(read_package(content)) if content.startswith(b"PK") else ()
    return Imported(imported.drafts, (*imported.losses, *(Loss("", "bestand", sentence) for sentence in extras)))


def import_tables(tables: tuple[Table, ...]) -> Imported:
    """Return the drafts of tables that were read before."""
    drafts: list[Draft] = []
    losses: list[Loss] = []
    seen: dict[str, str] = {}
    for table in tables:
        header = None if table.hidden else find_header(table)
        losses.extend(_about_table(table, header))
        if header is None:
            continue
        for row in table.rows:
            if row.number > header.row:
                draft, lost = _read_row(table, header, row)
                drafts.append(draft)
                losses.extend((*lost, *_double(draft, _where(table, row), seen)))
    if not drafts:
        losses.append(Loss("", "bestand", NO_QUESTIONS))
    return Imported(tuple(drafts), tuple(losses))


def _about_table(table: Table, header: Header | None) -> Iterator[Loss]:
    name = _name(table)
    if table.hidden and table.rows:
        yield Loss("", name, HIDDEN)
    elif header is None and table.rows and table.name not in (HELP_SHEET, CODEBOOK_SHEET):
        yield Loss("", name, NO_HEADER)
    elif header is not None:
        for part, sentence in header.problems:
            yield Loss("", ", ".join(filter(None, (name, part))), sentence)
        yield from (Loss("", name, MERGED.format(cells=cells)) for cells in table.merged)
        yield from (Loss("", f"{name}, cel {cell}", BROKEN) for cell in table.broken)


def _read_row(table: Table, header: Header, row: Row) -> tuple[Draft, list[Loss]]:
    values: dict[Place, Any] = {}
    problems: list[tuple[str, str]] = []
    for place, cell in enumerate(row.cells):
        where = f"kolom {column_letters(place)}"
        column = header.columns.get(place)
        if column is None:
            if as_text(cell) and place not in header.unused:
                problems.append((where, f"'{as_text(cell)}' staat onder geen kolomnaam en is niet meegenomen."))
            continue
        found = read(column, cell)
        if found.value is not None:
            values[column.place] = found.value
        if found.problem:
            problems.append((f"{where} ({column.heading})", found.problem))
    draft, about_key = draft_from(values)
    problems += [("sleutel", sentence) for sentence in about_key]
    name = str(draft.get("id", ""))
    return draft, [Loss(name, f"{_where(table, row)}, {part}", sentence) for part, sentence in problems]


def _double(draft: Draft, where: str, seen: dict[str, str]) -> Iterator[Loss]:
    item = str(draft.get("id", ""))
    if not item:
        yield Loss("", where, "Deze vraag heeft geen kenmerk. Vul de kolom Kenmerk in.")
    elif item in seen:
        yield Loss(item, where, TWICE.format(where=seen[item]))
    seen.setdefault(item, where)


def _name(table: Table) -> str:
    return f"blad “{table.name}”" if table.name else "bestand"


def _where(table: Table, row: Row) -> str:
    return f"{_name(table)}, regel {row.number}"
