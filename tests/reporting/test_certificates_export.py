"""The register as a table: what is printed, what is known now, and the standing of today."""

from datetime import UTC, date, datetime
from decimal import Decimal

from proeve.corporations.corporations import Corporation
from proeve.corporations.staff import StaffMember
from proeve.register.certificates import Certificate
from proeve.register.finding import RegisterRow
from proeve.reporting.certificates_export import certificates_table
from proeve.reporting.spreadsheets import as_csv


def _certificate(**fields):
    return Certificate(
        id=7,
        number="PR-2026-4FTR-ARPC-6",
        snapshot={"holder": "Jan van der Berg", "exam": "Klantgericht werken", "exam_version": "1"},
        valid_from=date(2026, 3, 9),
        valid_until=date(2029, 3, 9),
        **fields,
    )


def _line(row):
    head, line = as_csv(certificates_table([row], {7: Decimal("1.5")})).decode("utf-8-sig").splitlines()
    return dict(zip(head.split(";"), line.split(";"), strict=True))


def test_a_line_tells_who_holds_what_until_when(set_clock):
    holder = StaffMember(given_name="Jan", family_name="Bakker", email="jan@delinde.example", staff_number="0012")
    line = _line(RegisterRow(_certificate(), holder, Corporation(name="De Linde")))
    assert (line["naam"], line["naam op certificaat"]) == ("Jan Bakker", "Jan van der Berg")
    assert (line["status"], line["geldig t/m"], line["personeelsnummer"]) == ("geldig", "09-03-2029", "0012")
    assert (line["ingetrokken op"], line["reden"], line["PE-punten"]) == ("", "", "1,5")


def test_a_revoked_one_says_since_when_and_why_and_never_the_note(set_clock):
    revoked_at = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)
    certificate = _certificate(revoked_at=revoked_at, revocation_reason="fraud", revocation_note="Zie dossier.")
    line = _line(RegisterRow(certificate, None, Corporation(name="De Linde")))
    assert (line["status"], line["ingetrokken op"], line["reden"]) == (
        "ingetrokken",
        "10-03-2026",
        "Fraude bij de toets",
    )
    assert (line["naam"], line["naam op certificaat"]) == ("", "Jan van der Berg")
    assert "dossier" not in str(line)
