import io
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from certificates.archiving import archive
from certificates.drawing import draw_certificate

NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}


@pytest.fixture
def packet_of(make_facts):
    """Archive a certificate and return its metadata, as XML and as bytes."""

    def read(**changes):
        facts = make_facts(**changes)
        pdf = pikepdf.open(io.BytesIO(archive(draw_certificate(facts), facts)))
        packet = pdf.Root.Metadata.read_raw_bytes()
        return ET.fromstring(packet), packet

    return read


def test_the_metadata_can_be_read_without_knowing_pdf(packet_of):
    _, packet = packet_of()
    assert packet.startswith(b'<?xpacket begin="\xef\xbb\xbf"')
    assert packet.endswith(b'<?xpacket end="r"?>')


def test_both_standards_are_promised(packet_of):
    xml, _ = packet_of()
    found = {name: xml.findtext(f".//{name}", namespaces=NAMES) for name in ("pdfaid:part", "pdfaid:conformance")}
    assert found == {"pdfaid:part": "3", "pdfaid:conformance": "B"}
    assert xml.findtext(".//pdfuaid:part", namespaces=NAMES) == "1"


def test_the_schema_of_pdf_ua_is_explained_with_its_address_as_text(packet_of):
    xml, _ = packet_of()
    assert xml.findtext(".//pdfaSchema:namespaceURI", namespaces=NAMES) == NAMES["pdfuaid"]


def test_the_metadata_agrees_with_the_document_information(packet_of):
    xml, _ = packet_of()
    assert xml.findtext(".//dc:title//rdf:li", namespaces=NAMES) == "Certificaat Klantgericht werken: Jan van der Berg"
    assert xml.findtext(".//dc:creator//rdf:li", namespaces=NAMES) == "Stichting Proeve"
    assert xml.findtext(".//dc:description//rdf:li", namespaces=NAMES) == "PR-2026-4FTR-ARPC-6"
    assert xml.findtext(".//pdf:Producer", namespaces=NAMES) == "Proeve"
    for moment in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
        assert xml.findtext(f".//{moment}", namespaces=NAMES) == "2026-11-21T12:00:00Z"


@pytest.mark.parametrize("name", ["<rdf:li>x</rdf:li>", "&amp; & ]]> <?xpacket end='w'?>", "{title} %s {0}"])
def test_markup_in_a_name_stays_text(packet_of, name):
    xml, _ = packet_of(holder=name)
    title = xml.findtext(".//dc:title//rdf:li", namespaces=NAMES)
    assert title == f"Certificaat Klantgericht werken: {name}"
    assert len(xml.findall(".//dc:title//rdf:li", namespaces=NAMES)) == 1
