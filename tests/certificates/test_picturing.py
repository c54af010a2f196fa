import io
import re
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from certificates.glyphs import UndrawableText
from certificates.logo import clean_logo
from certificates.picturing import picture_certificate
from certificates.template import Template
from certificates.typesetting import TextTooLong

SVG = "{http://www.w3.org/2000/svg}"


def logo():
    file = io.BytesIO()
    Image.new("RGB", (400, 120), "#00639b").save(file, "PNG")
    return clean_logo(file.getvalue())


@pytest.mark.parametrize(
    ("template", "size"), [(Template(), (842, 595)), (Template(orientation="portrait", logo=logo()), (595, 842))]
)
def test_the_picture_is_as_large_as_the_sheet(make_facts, template, size):
    picture = ET.fromstring(picture_certificate(make_facts(), template))
    assert (int(picture.get("width")), int(picture.get("height"))) == size


def test_the_picture_has_every_letter_as_an_outline(make_facts):
    picture = ET.fromstring(picture_certificate(make_facts()))
    shapes = {shape.get("id") for shape in picture.iter(f"{SVG}path") if shape.get("id")}
    used = [use.get("href").removeprefix("#") for use in picture.iter(f"{SVG}use")]
    assert set(used) == shapes
    assert len(used) > len("Jan van der Berg Certificaat Klantgericht werken Behaald op 21 november 2026")
    assert not list(picture.iter(f"{SVG}text"))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"/><image href="https://evil.example"/>', "&amp;'"])
def test_no_text_reaches_the_picture_as_markup(make_facts, text):
    drawn = picture_certificate(make_facts(holder=text, corporation=text, issuer=text))
    kinds = {shape.tag.removeprefix(SVG) for shape in ET.fromstring(drawn).iter()}
    assert kinds == {"svg", "defs", "path", "rect", "g", "use"}
    assert b"evil" not in drawn


def test_the_picture_asks_nothing_of_the_network(make_facts):
    drawn = picture_certificate(make_facts(), Template(logo=logo())).decode()
    assert set(re.findall(r'href="([a-z]*:|#)', drawn)) == {"data:", "#"}


def test_the_picture_refuses_what_the_file_refuses(make_facts):
    with pytest.raises(UndrawableText):
        picture_certificate(make_facts(holder="山"))
    with pytest.raises(TextTooLong):
        picture_certificate(make_facts(holder="W" * 300))
