"""The proof of a check is one archived page, whatever texts it has to carry."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from certificates.proof_of_check import ELLIPSIS, MOST_ROWS, ProofOfCheck, draw_proof_of_check

PROOF = ProofOfCheck(
    headline="Echt en geldig",
    explanation="Dit certificaat geldt t/m 21 november 2029.",
    rows=[("Naam", "Ayşe Çelik"), ("Nummer", "PR-2026-4FTR-ARPC-6")],
    checks=[("In orde", "Zegel: Het zegel is van ons.")],
    checked="Gecontroleerd op 22 november 2026 om 10:04, met het bestand.",
    checked_at=datetime(2026, 11, 22, 9, 4, tzinfo=UTC),
    issuer="Stichting Proeve",
    verify_url="https://proeve.example/verifieer?nummer=PR-2026-4FTR-ARPC-6",
    verify_page="proeve.example/verifieer",
    sha256="ab" * 32,
)


def text_of(pdf):
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_it_says_what_was_checked_and_when_on_one_page():
    pdf = draw_proof_of_check(PROOF)
    text = text_of(pdf)
    for said in ("Verificatiebewijs", "Echt en geldig", "Ayşe Çelik", "22 november 2026 om 10:04", "abab abab"):
        assert said in text
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
        assert opened.Root.MarkInfo.Marked


def test_the_same_proof_gives_the_same_bytes():
    assert draw_proof_of_check(PROOF) == draw_proof_of_check(PROOF)


def test_as_many_rows_as_are_allowed_fit_on_the_page():
    rows = [(f"PR-2026-4FTR-ARPC-{number}", "Echt, maar verlopen op 21 november 2026") for number in range(MOST_ROWS)]
    text = text_of(draw_proof_of_check(replace(PROOF, rows=rows, checks=[], sha256="")))
    assert f"PR-2026-4FTR-ARPC-{MOST_ROWS - 1}" in text


@pytest.mark.parametrize(
    "text",
    ["<img src='/etc/passwd'/>", "<b>", "&amp;", "\u202eegnahC", "a\x00b\x07", "漢字 שלום", "&#x202e;", ")Tj ET"],
)
def test_markup_and_strange_characters_stay_text(text):
    printed = text_of(draw_proof_of_check(replace(PROOF, rows=[("Naam", text)])))
    assert "\u202e" not in printed
    assert "Verificatiebewijs" in printed
    if text.isascii() and text.isprintable():
        assert " ".join(text.split()) in printed


@pytest.mark.parametrize("label", ["x" * 100, "W" * 40, "€" * 40, "woord " * 16])
def test_a_row_of_any_width_is_cut_off_where_it_ends_to_fit(label):
    text = text_of(draw_proof_of_check(replace(PROOF, rows=[(label, "Geen certificaatnummer")], checks=[])))
    assert f"{label[:5]}" in text
    assert ELLIPSIS in text
    assert "Geen certificaatnummer" in text


def test_as_many_rows_as_are_allowed_stay_above_the_foot_whatever_they_say():
    row = ("woord " * 16, "Ingetrokken op 21 november 2026, vervangen door PR-2026-4FTR-ARPC-6")
    pdf = draw_proof_of_check(replace(PROOF, rows=[row] * MOST_ROWS, checks=[], sha256=""))
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    words = re.findall(r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="[0-9.]+">([^<]+)<', done.stdout.decode())
    foot = next(float(top) for top, word in words if word == "zegt")
    assert max(float(top) for top, word in words if word == "Ingetrokken") < foot
