import io
import subprocess

import pikepdf
import pytest

from certificates.archiving import archive
from certificates.drawing import draw_certificate
from certificates.template import Template
from tests.programs import needs

READ_OUT = [
    ("/P", "Woonstichting De Linde"),
    ("/H1", "Certificaat"),
    ("/H2", "Klantgericht werken versie 3"),
    ("/P", "Jan van der Berg"),
    (
        "/P",
        "heeft aangetoond te weten en te verwoorden hoe u eerlijk zegt wat niet kan, en daarna wat wel kan.",
    ),
    ("/P", "Behaald op 21 november 2026"),
    ("/P", "Geldig t/m 21 november 2029"),
    ("/P", "Uitgegeven door Stichting Proeve"),
    ("/P", "Certificaatnummer PR-2026-4FTR-ARPC-6"),
    ("/H2", "Controleer dit certificaat"),
    ("/P", "Scan de code of vul het nummer in op proeve.example/verifieer"),
]
EVERY_FORM = [Template(), Template(orientation="portrait")]


@pytest.fixture
def archived(make_facts):
    """Open an archived certificate with the named changes."""

    def opened(template=Template(), **changes):  # noqa: B008  # The usual look never changes.
        facts = make_facts(**changes)
        return pikepdf.open(io.BytesIO(archive(draw_certificate(facts, template), facts)))

    return opened


def children(element):
    kids = element.get("/K", [])
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def texts_read_out(pdf):
    """Read the tree with poppler, which finds the marked content of each element by itself."""
    file = io.BytesIO()
    pdf.save(file)
    command = [needs("pdfinfo"), "-struct-text", "-"]
    output = subprocess.run(command, input=file.getvalue(), capture_output=True, check=True).stdout.decode()
    return [line.strip().strip('"') for line in output.splitlines() if line.strip().startswith('"')]


@pytest.mark.parametrize("template", EVERY_FORM)
def test_all_texts_are_read_out_in_order_and_under_their_role(archived, template):
    pdf = archived(template)
    elements = children(pdf.Root.StructTreeRoot.K)
    assert [str(element.S) for element in elements] == [*(role for role, _ in READ_OUT), "/Link", "/Form"]
    assert texts_read_out(pdf)[: len(READ_OUT)] == [text for _, text in READ_OUT]


def test_every_element_knows_its_parent_and_every_part_its_element(archived):
    pdf = archived()
    document = pdf.Root.StructTreeRoot.K
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    assert numbers[0::2] == [0, 1, 2]
    assert [element.K for element in numbers[1]] == list(range(len(READ_OUT) + 1))
    assert all(document == element.P for element in children(document))
    assert pdf.Root.StructTreeRoot.ParentTreeNextKey == 3


def test_nothing_on_the_page_stands_outside_a_part_or_decoration(archived):
    pdf, depth, outside = archived(), 0, []
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        name = str(operator)
        depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
        if name in {"Tj", "TJ", "f", "f*", "S", "s", "B", "Do", "re"} and depth != 1:
            outside.append((operands, name))
    assert depth == 0
    assert outside == []


def test_the_qr_code_is_a_link_with_words_and_a_box(archived):
    pdf = archived()
    link = children(pdf.Root.StructTreeRoot.K)[-2]
    (figure,) = children(link)
    assert str(figure.Alt) == "QR-code en link waarmee u dit certificaat controleert bij proeve.example/verifieer"
    assert [round(float(edge)) for edge in figure.A.BBox] == [674, 92, 750, 168]
    annotation = next(kid.Obj for kid in link.K if "/Obj" in kid)
    assert annotation.Contents == figure.Alt
    assert str(annotation.A.URI) == "https://proeve.example/c/4ftrarpc7k2m9xyz3hjk"


def test_the_page_follows_the_order_of_the_structure(archived):
    pdf = archived()
    assert pdf.pages[0].obj.Tabs == "/S"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert pdf.Root.Lang == "nl-NL"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_words_on_both_sides_of_a_line_end_stay_apart(archived):
    text = "heeft aangetoond dat een tekst die over meer dan een regel loopt ook voorgelezen losse woorden houdt"
    assert text in texts_read_out(archived(shown=text))


@pytest.mark.parametrize(
    "attack", ["/H1 <</MCID 0>> BDC", "EMC EMC EMC", ") Tj ET EMC /P <</MCID 99>> BDC BT (", "]>>/Alt(x)>> BDC"]
)
@pytest.mark.parametrize("field", ["holder", "corporation", "verify_page", "issuer"])
def test_operators_in_a_text_change_nothing_about_the_structure(archived, field, attack):
    pdf = archived(**{field: attack})
    assert len(children(pdf.Root.StructTreeRoot.K)) == len(READ_OUT) + 2
    assert any(attack in text for text in texts_read_out(pdf))


def test_codes_in_a_font_that_spell_operators_are_not_taken_for_marks(archived):
    # Letters get the codes 1, 2, 3 ... in order of appearance, so enough of them can spell anything.
    letters = [chr(code) for code in [*range(0x21, 0x7F), *range(0xC0, 0x180)]]
    words = ["".join(letters[start : start + 15]) for start in range(0, 150, 15)]
    for shift in range(0, 150, 10):
        spelling = "".join(letters[(ord(char) + shift) % 150] for char in "/H1 <</MCID 7>> BDC")
        pdf = archived(shown=" ".join([*words, spelling]))
        assert len(children(pdf.Root.StructTreeRoot.K)) == len(READ_OUT) + 2
