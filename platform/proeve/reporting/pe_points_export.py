"""The year report of PE points as a table to take along: a person a line."""

from collections.abc import Iterator, Sequence
from typing import Any

from proeve.core import dutch
from proeve.register.pe_points import PersonYear
from proeve.reporting.columns import Column, NumberColumn, TextColumn
from proeve.reporting.spreadsheets import Table

COLUMNS: tuple[Column, ...] = (
    NumberColumn("jaar"),
    TextColumn("personeelsnummer"),
    TextColumn("naam"),
    TextColumn("functie"),
    TextColumn("team"),
    TextColumn("locatie"),
    TextColumn("in dienst"),
    NumberColumn("certificaten"),
    NumberColumn("PE-punten", 1),
    TextColumn("behaald"),
)


def pe_points_table(year: int, people: Sequence[PersonYear]) -> Table:
    """Return the table of these people."""
    return Table(f"PE-punten {year}", COLUMNS, (tuple(_cells(year, person)) for person in people))


def _cells(year: int, person: PersonYear) -> Iterator[Any]:
    member = person.member
    yield from (year, member.staff_number, member.name, member.job_title, member.team, member.location)
    yield from ("nee" if member.left_at else "ja", len(person.earned), person.points)
    yield "; ".join(
        f"{each.certificate.snapshot['exam']} op {dutch.short_day(each.passed_on)} ({each.certificate.number}): "
        f"{dutch.number(each.points)}"
        for each in person.earned
    )
