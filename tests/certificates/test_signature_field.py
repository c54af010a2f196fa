import io

import pikepdf
import pytest

from certificates.archiving import archive
from certificates.drawing import draw_certificate
from certificates.signature_field import FIELD_NAME


@pytest.fixture
def pdf(make_facts):
    """Open an archived certificate, which ends with its empty field."""
    facts = make_facts()
    return pikepdf.open(io.BytesIO(archive(draw_certificate(facts), facts)))


def test_the_field_is_there_and_empty(pdf):
    (field,) = pdf.Root.AcroForm.Fields
    assert (field.FT, str(field.T)) == ("/Sig", FIELD_NAME)
    assert "/V" not in field


def test_the_field_shows_nothing_and_has_an_appearance(pdf):
    (field,) = pdf.Root.AcroForm.Fields
    assert list(field.Rect) == [0, 0, 0, 0]
    assert field.AP.N.read_bytes() == b""
    assert field.AP.N.Subtype == "/Form"
    assert "/DA" not in field


def test_the_field_is_printed_and_locked(pdf):
    assert pdf.Root.AcroForm.Fields[0].F == 4 + 128


def test_the_field_stands_in_the_structure_with_its_words(pdf):
    (field,) = pdf.Root.AcroForm.Fields
    form = pdf.Root.StructTreeRoot.K.K[-1]
    assert form.S == "/Form"
    assert form.K[0].Obj == field
    assert pdf.Root.StructTreeRoot.ParentTree.Nums[-1] == form
    assert str(field.TU) == "Zegel van de uitgever. Dit veld is alleen voor de uitgever."


def test_the_field_is_one_of_the_annotations_of_the_page(pdf):
    assert pdf.Root.AcroForm.Fields[0] in list(pdf.pages[0].obj.Annots)
