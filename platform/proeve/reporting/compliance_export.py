"""The compliance matrix as a table to take along: a person a line, and for each exam where they stand."""

from collections.abc import Iterator, Sequence
from typing import Any

from proeve.register.compliance import MatrixRow
from proeve.reporting.columns import Column, DateColumn, TextColumn
from proeve.reporting.spreadsheets import Table

PERSON: tuple[Column, ...] = (
    TextColumn("personeelsnummer"),
    TextColumn("naam"),
    TextColumn("e-mail"),
    TextColumn("team"),
    TextColumn("functie"),
    TextColumn("locatie"),
)


def compliance_table(titles: Sequence[str], rows: Sequence[MatrixRow]) -> Table:
    """Return the table of these people; `titles` are the exams, in the order of the cells."""
    columns = [*PERSON, *(column for title in titles for column in _columns(title))]
    return Table("Naleving", columns, (tuple(_cells(row)) for row in rows))


def _columns(title: str) -> tuple[Column, ...]:
    return TextColumn(f"{title}: stand"), DateColumn(f"{title}: geldig t/m"), TextColumn(f"{title}: nummer")


def _cells(row: MatrixRow) -> Iterator[Any]:
    member = row.member
    yield from (member.staff_number, member.name, member.email, member.team, member.job_title, member.location)
    for cell in row.cells:
        yield from (cell.standing.dutch, cell.valid_until, cell.number)
