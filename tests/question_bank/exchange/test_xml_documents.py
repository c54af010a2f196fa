"""Attacks by XML: each is refused with its reason before it can do anything."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.exchange import xml_documents
from question_bank.exchange.packages import RefusedPackage, parse_xml
from question_bank.exchange.xml_documents import children, local_name

BILLION_LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [
 <!ENTITY a "lol">
 <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
 <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<quiz>&c;</quiz>"""


def test_a_document_gives_its_elements_by_namespace() -> None:
    root = parse_xml('<a xmlns="urn:x" x="1"><b>é &lt;i&gt;</b><!-- weg --><c/>staart</a>'.encode(), "vraag.xml")
    assert root.tag == "{urn:x}a"
    assert root.attrib == {"x": "1"}
    assert [local_name(child) for child in root] == ["b", "c"]
    assert [child.text for child in children(root, "b")] == ["é <i>"]
    assert root[1].tail == "staart"


def test_utf_16_is_read() -> None:
    assert parse_xml('<?xml version="1.0" encoding="utf-16"?><a>é</a>'.encode("utf-16"), "v").text == "é"


@pytest.mark.parametrize(
    "document",
    [
        BILLION_LAUGHS,
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "https://example.org/x.dtd"> %x;]><a/>',
        b'<!DOCTYPE a SYSTEM "https://example.org/x.dtd"><a/>',
        b'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x"><html/>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
    ],
)
def test_a_dtd_is_refused_before_anything_in_it_is_read(document: bytes) -> None:
    with pytest.raises(RefusedPackage, match=r"vraag\.xml: .*<!DOCTYPE>"):
        parse_xml(document, "vraag.xml")


def test_a_word_about_doctypes_is_no_doctype() -> None:
    assert parse_xml(b"<a><![CDATA[<!DOCTYPE html>]]></a>", "v").text == "<!DOCTYPE html>"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<x:SCRIPT xmlns:x='http://www.w3.org/1999/xhtml'/>", "script"),
        ("<qti-portable-custom-interaction/>", "script"),
        ("<p onclick='x()'/>", "script: het kenmerk onclick"),
        ("<img ONERROR='x()' src='a.png'/>", "script: het kenmerk onerror"),
        ("<a href='javascript:x()'/>", "script in een adres"),
        ("<a href=' JaVa&#9;Script&#10;:x()'/>", "script in een adres"),
        ("<a href='vbscript:x'/>", "script in een adres"),
        ("<img src='data:image/svg+xml;base64,AAAA'/>", "script in een adres"),
        ("<svg/>", "SVG"),
        ("<g xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        ("<foreignObject/>", "SVG"),
        ("<iframe src='x'/>", "vreemd onderdeel"),
        ("<object data='x.swf' type='application/x-shockwave-flash'/>", "vreemd onderdeel"),
        ("<object data='x'/>", "vreemd onderdeel"),
        ("<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='x'/>", "ander bestand binnen"),
        ("<img src='https://example.org/spoor.png'/>", "andere plek"),
        ("<img src='//example.org/spoor.png'/>", "andere plek"),
        ("<img src='file:///etc/passwd'/>", "andere plek"),
        ("<img srcset='a.png 1x, https://example.org/b.png 2x'/>", "andere plek"),
        ("<x xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='http://example.org'/>", "andere plek"),
        ("<p style='background: URL(https://example.org)'/>", "laadt iets"),
    ],
)
def test_markup_that_runs_or_loads_is_refused(markup: str, reason: str) -> None:
    with pytest.raises(RefusedPackage, match=f"vraag.xml: .*{reason}"):
        parse_xml(f"<quiz>{markup}</quiz>".encode(), "vraag.xml")


@pytest.mark.parametrize(
    "markup",
    [
        "<a href='https://www.rijksoverheid.nl'>lees meer</a>",
        "<img src='plaatjes/dak.png'/>",
        "<file href='items/vraag-1.xml'/>",
        "<object data='dak.png' type='image/png'/>",
        "<p style='color: red'>rood</p>",
        "<x xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='urn:x https://example.org/x'/>",
    ],
)
def test_markup_that_only_shows_is_read(markup: str) -> None:
    assert len(parse_xml(f"<quiz>{markup}</quiz>".encode(), "v")) == 1


def test_an_instruction_to_a_program_is_refused() -> None:
    with pytest.raises(RefusedPackage, match="xml-stylesheet"):
        parse_xml(b'<?xml-stylesheet href="https://example.org/x.xsl"?><a/>', "v")


def test_the_place_of_a_schema_is_passed_over() -> None:
    assert parse_xml(b'<?xml-model href="https://example.org/x.rng"?><a/>', "v").tag == "a"


@pytest.mark.parametrize("document", [b"", b"geen xml", b"<a>", b"<a></b>", b"<a>&x;</a>", b"\xff\xfe\xff<a/>"])
def test_what_is_no_xml_is_refused_with_the_line(document: bytes) -> None:
    with pytest.raises(RefusedPackage, match="geen geldige XML: regel 1"):
        parse_xml(document, "v")


def test_too_deep_too_many_and_too_large_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_documents, "MOST_ELEMENTS", 200)
    monkeypatch.setattr(xml_documents, "MOST_BYTES", 2_000)
    for document in (b"<a>" * 101 + b"</a>" * 101, b"<a>" + b"<b/>" * 300 + b"</a>", b"<a>" + b" " * 2_000 + b"</a>"):
        with pytest.raises(RefusedPackage, match="te groot"):
            parse_xml(document, "v")


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(RefusedPackage):
        parse_xml(content, "v")
