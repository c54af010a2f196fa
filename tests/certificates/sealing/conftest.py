"""A chain of trust, made once because keys take long to draw, and a small archived file with an empty field."""

from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certificates.authority import make_issuing, make_root, make_sealing
from certificates.sealing.key_file import KeyFileSeal
from certificates.sealing.signing import as_asn1
from certificates.signature_field import FIELD_NAME

STARTS = datetime(2026, 1, 1, tzinfo=UTC)
SEALED_AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def root():
    return make_root("Stichting Proeve", starts=STARTS)


@pytest.fixture(scope="session")
def issuing(root):
    return make_issuing(root, "Stichting Proeve", starts=STARTS)


@pytest.fixture(scope="session")
def identity(issuing):
    return make_sealing(issuing, "Stichting Proeve", starts=STARTS)


@pytest.fixture
def provider(identity):
    return KeyFileSeal(identity, now=lambda: SEALED_AT)


@pytest.fixture(scope="session")
def archived():
    """A file with the metadata of an archive file and an empty signature field, as the archiving step leaves it."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    appearance = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 0, 0]))
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(FIELD_NAME),
            F=132,
            Rect=Array([0, 0, 0, 0]),
            AP=Dictionary(N=appearance),
            P=page.obj,
        )
    )
    page.Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=1)
    pdf.docinfo["/Producer"] = "Proeve"
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">as archived</x:xmpmeta>'
    pdf.Root.Metadata = pdf.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
    file = BytesIO()
    pdf.save(
        file,
        force_version="1.7",
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        deterministic_id=True,
    )
    return file.getvalue()


@pytest.fixture
def status_of(root):
    """Have pyHanko check the only signature of a file, trusting nothing but the root."""

    def check(pdf, trusted=root.certificate):
        context = ValidationContext(trust_roots=[as_asn1(trusted)], allow_fetching=False)
        (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
        return validate_pdf_signature(signature, context)

    return check
