"""The proof of a check is an archived document, whatever texts it has to carry, and however many."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pdfua
import pikepdf
import pytest

from certificates.proof_of_check import ELLIPSIS, ProofOfCheck, draw_proof_of_check
from tests.programs import needs

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
    done = subprocess.run([needs("pdftotext"), "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def words_of(pdf):
    """Read each word with its distance from the top of its page."""
    done = subprocess.run([needs("pdftotext"), "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    words = re.findall(r'yMin="([0-9.]+)" xMax="[0-9.]+" yMax="[0-9.]+">([^<]+)<', done.stdout.decode())
    return [(float(top), word) for top, word in words]


def texts_read_out(pdf):
    """Read the structure tree, one line for each of its parts."""
    file = BytesIO()
    pdf.save(file)
    done = subprocess.run(
        [needs("pdfinfo"), "-struct-text", "-"], input=file.getvalue(), capture_output=True, check=True
    )
    return [line.strip().strip('"') for line in done.stdout.decode().splitlines() if line.strip().startswith('"')]


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


def rows_of(count):
    return [(f"PR-2026-4FTR-{number:04}-C", "Echt, maar verlopen op 21 november 2026") for number in range(count)]


def test_a_list_goes_on_over_more_pages_and_is_read_out_in_its_order(tmp_path):
    rows = rows_of(200)
    file = tmp_path / "proof.pdf"
    file.write_bytes(draw_proof_of_check(replace(PROOF, rows=rows, sha256="")))
    with pikepdf.open(file) as opened:
        pages = len(opened.pages)
        read_out = texts_read_out(opened)
    assert pages > 3
    numbers = [text.split()[0] for text in read_out if text.startswith("PR-2026")]
    assert numbers == [label for label, _ in rows]
    assert sum("zegt hoe het was" in text for text in read_out) == 1
    assert f"Bladzijde {pages} van {pages}" in text_of(file.read_bytes())
    assert pdfua.validate(file).findings == ()
    subprocess.run([needs("qpdf"), "--check", file], check=True, capture_output=True)


@pytest.mark.parametrize("count", [24, 25, 26, 27, 28, 29, 30])
def test_no_row_and_no_heading_stands_in_the_foot(count):
    pdf = draw_proof_of_check(replace(PROOF, rows=rows_of(count)))
    words = words_of(pdf)
    feet = [top for top, word in words if word == "zegt"]
    assert max(top for top, word in words if word in {"Echt,", "bekeken"}) < min(feet)
    assert sum(word == "Echt," for _, word in words) == count


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


def test_long_rows_take_one_line_each_and_stay_above_the_foot():
    row = ("woord " * 16, "Ingetrokken op 21 november 2026, vervangen door PR-2026-4FTR-ARPC-6")
    words = words_of(draw_proof_of_check(replace(PROOF, rows=[row] * 60)))
    foot = min(top for top, word in words if word == "zegt")
    assert max(top for top, word in words if word == "Ingetrokken") < foot
