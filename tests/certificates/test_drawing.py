import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import msgspec
import numpy as np
import pikepdf
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from certificates.archiving import archive
from certificates.drawing import draw_certificate
from certificates.facts import InvalidFacts, clean_text, write_snapshot
from certificates.glyphs import UndrawableText, undrawable_characters
from certificates.typesetting import TextTooLong
from tests.programs import needs

LONG_NAME = "Wilhelmina Johanna Antoinette van der Heijden-Oosterbaan de Vries"
MARKUP = [
    "<img src='/etc/passwd'/>",
    "<a href='https://evil.example'>Jan</a>",
    "<font size=80>Jan</font> <br/> <b>",
    "&amp; &lt;b&gt; %s {holder} \\n ) Tj (",
]


def embedded_fonts(page: pikepdf.Page) -> dict[str, bool]:
    fonts = page.resources.Font
    return {str(font.BaseFont): "/FontFile2" in font.FontDescriptor for font in fonts.values()}


def links(pdf: pikepdf.Pdf) -> list[str]:
    return [str(each.A.URI) if "/A" in each else "" for each in pdf.pages[0].get("/Annots", [])]


def test_the_certificate_says_all_its_facts(make_facts, read_text):
    text = read_text(draw_certificate(make_facts()))
    assert "Certificaat Klantgericht werken versie 3 Jan van der Berg heeft aangetoond te weten" in text
    assert "Behaald op 21 november 2026" in text
    assert "Geldig t/m 21 november 2029" in text
    assert "Certificaatnummer PR-2026-4FTR-ARPC-6" in text
    assert "Uitgegeven door Stichting Proeve" in text
    assert "Controleer dit certificaat" in text
    assert "proeve.example/verifieer" in text
    assert text.startswith("Woonstichting De Linde")


def test_a_later_start_of_validity_is_printed_only_when_it_differs(make_facts, read_text):
    assert "Geldig vanaf" not in read_text(draw_certificate(make_facts()))
    later = make_facts(valid_from=date(2027, 1, 1))
    assert "Geldig vanaf 1 januari 2027" in read_text(draw_certificate(later))


def test_an_english_certificate_speaks_english(make_facts, read_text):
    pdf = draw_certificate(make_facts(language="en"))
    assert "Valid through 21 November 2029" in read_text(pdf)
    assert pikepdf.open(io.BytesIO(pdf)).Root.Lang == "en-GB"


def test_it_is_one_landscape_page_of_a4(make_facts):
    pdf = pikepdf.open(io.BytesIO(draw_certificate(make_facts())))
    assert len(pdf.pages) == 1
    assert [round(float(edge)) for edge in pdf.pages[0].mediabox] == [0, 0, 842, 595]


def test_the_qr_code_reads_back_as_the_address_in_capitals(make_facts):
    pdf = draw_certificate(make_facts())
    command = [needs("pdftoppm"), "-r", "100", "-gray", "-singlefile", "-"]
    image = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    _magic, size, _depth, pixels = image.split(b"\n", 3)
    width, height = map(int, size.split())
    codes = zxingcpp.read_barcodes(np.frombuffer(pixels, np.uint8).reshape(height, width))
    assert [code.text for code in codes] == ["HTTPS://PROEVE.EXAMPLE/C/4FTRARPC7K2M9XYZ3HJK"]


def test_the_qr_code_can_be_clicked(make_facts):
    pdf = pikepdf.open(io.BytesIO(draw_certificate(make_facts())))
    assert links(pdf) == ["https://proeve.example/c/4ftrarpc7k2m9xyz3hjk"]


@pytest.mark.parametrize("markup", MARKUP)
@pytest.mark.parametrize("field", ["holder", "corporation", "exam", "shown", "issuer"])
def test_markup_is_drawn_as_the_text_it_is(make_facts, read_text, field, markup):
    pdf = draw_certificate(make_facts(**{field: markup}))
    opened = pikepdf.open(io.BytesIO(pdf))
    assert markup in read_text(pdf)
    assert "/XObject" not in opened.pages[0].resources
    assert len(links(opened)) == 1


def test_hidden_characters_do_not_reach_the_page(make_facts, read_text):
    text = read_text(draw_certificate(make_facts(holder="Jan \u202egreB nav\u2069\x07")))
    assert "Jan greB nav heeft" in text


@pytest.mark.parametrize("field", ["holder", "corporation", "exam", "exam_version", "shown", "issuer", "verify_page"])
def test_a_text_with_missing_glyphs_is_refused(make_facts, field):
    with pytest.raises(UndrawableText, match="山"):
        draw_certificate(make_facts(**{field: "山 Jan"}))


@pytest.mark.parametrize("field", ["holder", "corporation", "exam", "exam_version", "shown", "issuer", "verify_page"])
def test_a_text_that_cannot_be_read_at_any_fitting_size_is_refused(make_facts, field):
    with pytest.raises(TextTooLong, match="Kort de tekst in"):
        draw_certificate(make_facts(**{field: "woningcorporatie" * 40}))


@pytest.mark.parametrize("field", ["holder", "corporation", "exam", "shown", "issuer"])
@pytest.mark.parametrize("text", ["Wx " * 1_000_000, "W" * 1_000_000, "e\u0301-" * 500_000, "W" * 600, "Wx " * 199])
def test_an_endless_text_is_refused_at_once_and_quoted_in_part(make_facts, field, text):
    with pytest.raises(TextTooLong) as refusal:
        draw_certificate(make_facts(**{field: text}))
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize(
    "payload",
    [
        '<img src="../../../etc/passwd"/>',
        '<a href="https://evil.example">Jan</a>',
        "<font size=80>Jan</font>",
        '<seq id="x"/><bullet>x</bullet>',
        "<b>niet dicht",
        "</para></b>",
        "&#60;b&#62;",
        "{{ 7 * 7 }} ${7*7} %(name)s",
        "=cmd|' /C calc'!A1",
        "'); DROP TABLE certificate; --",
        "\\",
        ")))(((",
        "/JavaScript (app.alert(1))",
        "endstream endobj xref trailer",
        "%PDF-1.7 %%EOF",
    ],
)
@pytest.mark.parametrize("draw", ["file", "archive"])
def test_a_payload_in_a_name_is_a_name(make_facts, read_text, payload, draw):
    facts = make_facts(holder=payload)
    pdf = draw_certificate(facts)
    pdf = archive(pdf, facts) if draw == "archive" else pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(links(opened)) == (2 if draw == "archive" else 1)
        assert "/XObject" not in opened.pages[0].resources
        assert not {"/OpenAction", "/AA", "/Names", "/JavaScript"} & set(opened.Root.keys())
        assert opened.docinfo["/Title"] == f"Certificaat Klantgericht werken: {clean_text(payload)}"
    assert clean_text(payload) in read_text(pdf)


HIDDEN = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff\u00ad\x00\x1b\x7f\x9b"


@pytest.mark.parametrize("hidden", list(HIDDEN))
def test_each_character_that_hides_or_turns_text_is_left_out(make_facts, hidden):
    assert draw_certificate(make_facts(holder=f"Jan{hidden} Berg")) == draw_certificate(make_facts(holder="Jan Berg"))


FOREIGN = ["Jan 😀", "محمد", "משה", "山田", "አበበ", "ณัฐ", "Արամ", "हिन्दी", "\ue000", "\U000e0041"]


@pytest.mark.parametrize("name", FOREIGN)
def test_a_name_in_letters_we_lack_is_refused_or_left_without_them_never_drawn_with_gaps(make_facts, name):
    if clean_text(name):
        with pytest.raises(UndrawableText):
            draw_certificate(make_facts(holder=name))
    else:
        with pytest.raises(InvalidFacts):
            make_facts(holder=name)


def test_a_page_that_is_too_full_as_a_whole_is_refused(make_facts):
    with pytest.raises(TextTooLong):
        draw_certificate(make_facts(shown="heeft aangetoond dat " * 100))


@pytest.mark.parametrize(
    "name", [LONG_NAME, "Łukasz Özğür Çelik", "Zoë Nguyễn Ỹ", "Ĳsbrand ĳ", "Ọ\u0301yọ\u0301 Ḅ\u0301", "Ваня", "O"]
)
def test_long_names_and_names_with_accents_stand_on_the_page_in_full(make_facts, read_text, name):
    assert clean_text(name) in clean_text(read_text(draw_certificate(make_facts(holder=name))))


def test_long_texts_together_still_fit(make_facts, read_text):
    facts = make_facts(
        holder=LONG_NAME,
        corporation="Stichting Samenwerkende Woningbouwverenigingen Noordoost-Veluwe, IJsselvallei en Zuid-Salland",
        exam="Klantgericht werken en lastige boodschappen brengen, aan de telefoon, aan de balie en aan de deur",
        issuer="Stichting Examens voor de Volkshuisvesting Noord-Nederland",
        shown="heeft aangetoond te weten en te verwoorden hoe een medewerker slecht nieuws brengt: eerst het gevoel "
        "noemen, dan zeggen wat niet kan, uitleggen waarom, en afspreken wat de volgende stap is en wie die zet.",
    )
    text = read_text(draw_certificate(facts))
    assert all(part in text for part in (facts.holder, facts.corporation, facts.exam, facts.issuer, facts.shown))


@settings(max_examples=40, deadline=None)
@given(name=st.text(st.characters(max_codepoint=0x24F), min_size=1, max_size=60))
def test_any_name_is_drawn_in_full_or_refused_with_a_reason(make_facts, read_text, name):
    cleaned = clean_text(name)
    if not cleaned or undrawable_characters(cleaned):
        return
    try:
        pdf = draw_certificate(make_facts(holder=name))
    except TextTooLong:
        return
    assert cleaned.replace(" ", "") in read_text(pdf).replace(" ", "")


def test_the_same_facts_give_the_same_bytes(make_facts):
    assert draw_certificate(make_facts()) == draw_certificate(make_facts())


def test_the_same_facts_give_the_same_bytes_in_another_process_and_another_year(make_facts):
    program = (
        "import json, sys; from certificates.drawing import draw_certificate;"
        "from certificates.facts import read_snapshot;"
        "sys.stdout.buffer.write(draw_certificate(read_snapshot(json.load(sys.stdin))))"
    )
    other = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(write_snapshot(make_facts())).encode(),
        env={"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "4102444800", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=True,
    )
    assert other.stdout == draw_certificate(make_facts())


def test_certificates_drawn_side_by_side_do_not_mix(make_facts):
    everyone = [make_facts(holder=name) for name in ("Łukasz", "Zoë", "Ĳsbrand", LONG_NAME)] * 4
    one_by_one = [draw_certificate(facts) for facts in everyone]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(draw_certificate, everyone)) == one_by_one


DRAW_TOGETHER = """
import sys
from concurrent.futures import ThreadPoolExecutor
import msgspec
from certificates.drawing import draw_certificate
from certificates.facts import CertificateFacts

sys.setswitchinterval(1e-6)
facts = msgspec.json.decode(sys.stdin.read(), type=CertificateFacts)
with ThreadPoolExecutor(8) as threads:
    sys.exit(len(set(threads.map(draw_certificate, [facts] * 8))) != 1)
"""


def test_the_first_certificates_of_a_process_may_be_drawn_all_at_once(make_facts):
    facts = msgspec.json.encode(make_facts(holder="Ağa Ýlmaz-Tïn"))
    subprocess.run([sys.executable, "-c", DRAW_TOGETHER], input=facts, check=True)


@pytest.mark.parametrize("name", ["Jan van der Berg", "Ĳsbrand ĳ"])
def test_every_font_is_embedded_and_none_is_a_standard_font(make_facts, name):
    pdf = pikepdf.open(io.BytesIO(draw_certificate(make_facts(holder=name))))
    fonts = embedded_fonts(pdf.pages[0])
    assert all(fonts.values())
    assert {font.split("+")[1] for font in fonts} == {"NotoSans-Regular", "NotoSans-Bold", "SourceSerif4-Regular"}


def test_the_document_says_what_it_is_and_from_when(make_facts):
    pdf = pikepdf.open(io.BytesIO(draw_certificate(make_facts(holder="Łukasz Berg"))))
    assert pdf.docinfo["/Title"] == "Certificaat Klantgericht werken: Łukasz Berg"
    assert pdf.docinfo["/Author"] == "Stichting Proeve"
    assert pdf.docinfo["/Subject"] == "PR-2026-4FTR-ARPC-6"
    assert pdf.docinfo["/CreationDate"] == "D:20261121120000Z"
    assert pdf.docinfo["/ModDate"] == "D:20261121120000Z"
    assert pdf.Root.Lang == "nl-NL"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_the_page_has_no_empty_transition(make_facts):
    pdf = pikepdf.open(io.BytesIO(draw_certificate(make_facts())))
    assert "/Trans" not in pdf.pages[0]


def test_the_file_is_sound_and_small(make_facts):
    pdf = draw_certificate(make_facts())
    assert pikepdf.open(io.BytesIO(pdf)).check_pdf_syntax() == []
    assert len(pdf) < 40_000
