"""The table to take along: exactly the rows that were asked for, in words and figures that can be used."""

import csv
import io
from datetime import date

from proeve.reporting.result_filter import ResultFilter
from proeve.reporting.results_export import COLUMNS, results_table
from proeve.reporting.spreadsheets import as_csv, as_xlsx

TITLES = {"klantgericht-werken": "Klantgericht werken"}


async def table_of(session, scope):
    return await results_table(session, scope, ResultFilter(), sort="name", exam_titles=TITLES)


def read(table):
    return list(csv.DictReader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline=""), delimiter=";"))


async def test_a_result_is_exported_with_all_that_belongs_to_it(session, make, linde, trainer):
    member = await make.staff_member(
        linde,
        given_name="Joke",
        name_prefix="van der",
        family_name="Berg",
        email="joke@linde.nl",
        staff_number="0042",
        team="Verhuur",
        job_title="Consulent",
        location="Utrecht",
    )
    result = await make.result(member, grade="7.1", shown={"GEVOEL": (3, 4), "KLACHT": (0, 0)}, extra_minutes=5)
    await make.certificate(result, valid_until=date(2029, 3, 2))
    (row,) = read(await table_of(session, trainer(linde)))
    assert list(row.items())[: len(COLUMNS)] == [
        ("corporatie", "De Linde"),
        ("personeelsnummer", "0042"),
        ("voornaam", "Joke"),
        ("tussenvoegsel", "van der"),
        ("achternaam", "Berg"),
        ("e-mail", "joke@linde.nl"),
        ("team", "Verhuur"),
        ("functie", "Consulent"),
        ("locatie", "Utrecht"),
        ("toets", "Klantgericht werken"),
        ("gesloten op", "02-03-2026 11:00"),
        ("punten", "34,50"),
        ("maximum", "46,00"),
        ("cesuur", "33,83"),
        ("cijfer", "7,1"),
        ("geslaagd", "ja"),
        ("certificaatnummer", row["certificaatnummer"]),
        ("geldig t/m", "02-03-2029"),
        ("extra tijd", "ja"),
    ]
    assert row["certificaatnummer"].startswith("PRV-2026-")
    assert row["aandeel Ingaan op gevoel"] == "0,75"
    assert row["aandeel De klachtroute wijzen"] == ""
    assert row["aandeel Zeggen hoe het is"] == ""


async def test_a_name_that_looks_like_a_formula_stays_a_name(session, make, linde, trainer):
    await make.result(await make.staff_member(linde, given_name='=HYPERLINK("http://evil")'))
    table = await table_of(session, trainer(linde))
    (row,) = read(table)
    assert row["voornaam"] == '\'=HYPERLINK("http://evil")'
    assert as_xlsx(table)


async def test_all_pages_are_exported(session, make, linde, trainer):
    member = await make.staff_member(linde)
    for _ in range(60):
        await make.result(member)
    assert len(read(await table_of(session, trainer(linde)))) == 60
