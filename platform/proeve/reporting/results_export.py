"""Results as a table to take along: who, what, how it ended, and the share of each response category."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.scope import Scope
from proeve.reporting.category_counts import all_shares
from proeve.reporting.columns import Column, DateColumn, MomentColumn, NumberColumn, TextColumn, YesNoColumn
from proeve.reporting.result_filter import ResultFilter
from proeve.reporting.result_rows import ResultRow, all_result_rows
from proeve.reporting.results_of_group import results_in
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


async def results_table(
    session: AsyncSession, scope: Scope, wanted: ResultFilter, *, sort: str, exam_titles: Mapping[str, str]
) -> Table:
    """Return the table of the results that a filter means, on all pages, in their order.

    Behind the fixed columns stands one per response category of the codebook: the share, from 0 to 1, of the times it
    could be shown; empty where it never could.
    """
    rows = await all_result_rows(session, scope, wanted, sort=sort)
    shares = await all_shares(session, results_in(scope, *wanted.conditions()))
    categories = [NumberColumn(f"aandeel {category.name}", decimals=2) for category in all_categories()]
    cells = [(*_facts(row, exam_titles), *_shares(shares.get(row.result.id, {}))) for row in rows]
    return Table("Resultaten", (*COLUMNS, *categories), cells)


def _facts(row: ResultRow, exam_titles: Mapping[str, str]) -> Iterator[Any]:
    result, member, certificate = row.result, row.staff_member, row.certificate
    yield from (row.corporation.name, member.staff_number)
    yield from (member.given_name, member.name_prefix, member.family_name)
    yield from (member.email, member.team, member.job_title, member.location)
    yield from (exam_titles.get(result.exam, result.exam), result.closed_at)
    yield from (result.points, result.maximum, result.cut, result.grade, result.passed)
    yield from (certificate.number, certificate.valid_until) if certificate else (None, None)
    yield row.had_extra_time


def _shares(shares: Mapping[str, float]) -> Iterator[float | None]:
    return (shares.get(category.code) for category in all_categories())
