"""Results as a table to take along: who, what, how it ended, and the share of each response category."""

from collections.abc import Iterator, Sequence
from typing import Any

from proeve.reporting.columns import Column, DateColumn, MomentColumn, NumberColumn, TextColumn, YesNoColumn
from proeve.reporting.result_rows import ResultRow
from proeve.reporting.spreadsheets import Table
from question_bank.codebook import all_categories

COLUMNS: tuple[Column, ...] = (
    TextColumn("corporatie"),
    TextColumn("personeelsnummer"),
    TextColumn("voornaam"),
    TextColumn("tussenvoegsel"),
    TextColumn("achternaam"),
    TextColumn("e-mail"),
    TextColumn("team"),
    TextColumn("functie"),
    TextColumn("locatie"),
    TextColumn("toets"),
    MomentColumn("gesloten op"),
    NumberColumn("punten", decimals=2),
    NumberColumn("maximum", decimals=2),
    NumberColumn("cesuur", decimals=2),
    NumberColumn("cijfer", decimals=1),
    YesNoColumn("geslaagd"),
    TextColumn("certificaatnummer"),
    DateColumn("geldig t/m"),
    YesNoColumn("extra tijd"),
)


def results_table(rows: Sequence[ResultRow], exam_titles: dict[str, str]) -> Table:
    """Return the table of these results, in their order.

    Behind the fixed columns stands one per response category of the codebook: the share, from 0 to 1, of the times it
    could be shown; empty where it never could.
    """
    shares = [NumberColumn(f"aandeel {category.name}", decimals=2) for category in all_categories()]
    return Table("Resultaten", (*COLUMNS, *shares), (tuple(_cells(row, exam_titles)) for row in rows))


def _cells(row: ResultRow, exam_titles: dict[str, str]) -> Iterator[Any]:
    result, member, certificate = row.result, row.staff_member, row.certificate
    yield from (row.corporation.name, member.staff_number)
    yield from (member.given_name, member.name_prefix, member.family_name)
    yield from (member.email, member.team, member.job_title, member.location)
    yield from (exam_titles.get(result.exam, result.exam), result.closed_at)
    yield from (result.points, result.maximum, result.cut, result.grade, result.passed)
    yield from (certificate.number, certificate.valid_until) if certificate else (None, None)
    yield row.had_extra_time
    profile = {tally["code"]: tally for tally in result.grading["profile"]}
    for category in all_categories():
        tally = profile.get(category.code)
        yield tally["shown"] / tally["offered"] if tally and tally["offered"] else None
