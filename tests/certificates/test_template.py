import io
import subprocess
from datetime import date

import msgspec
import numpy as np
import pikepdf
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from certificates.colours import WeakContrast
from certificates.drawing import draw_certificate
from certificates.logo import clean_logo
from certificates.template import Template
from tests.programs import needs

LONG_NAME = "Wilhelmina Johanna Antoinette van der Heijden-Oosterbaan de Vries"
LONG = {
    "holder": LONG_NAME,
    "corporation": "Stichting Samenwerkende Woningbouwverenigingen Noordoost-Veluwe, IJsselvallei en Zuid-Salland",
    "exam": "Klantgericht werken en lastige boodschappen brengen, aan de telefoon, aan de balie en aan de deur",
    "issuer": "Stichting Examens voor de Volkshuisvesting Noord-Nederland",
    "valid_from": date(2027, 1, 1),
}


def logo(size=(400, 120)):
    file = io.BytesIO()
    Image.new("RGB", size, "#00639b").save(file, "PNG")
    return clean_logo(file.getvalue())


LOOKS = [
    Template(orientation=way_up, logo=picture)
    for way_up in ("landscape", "portrait")
    for picture in (None, logo(), logo((100, 400)))
]


def words_on(pdf):
    """Return each word of the page with its box, as poppler finds them."""
    command = [needs("pdftotext"), "-bbox", "-", "-"]
    html = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    lines = [line for line in html.splitlines() if "<word" in line]
    return [tuple(float(part) for part in line.split('"')[1:8:2]) for line in lines]


def overlap(one, other):
    shared = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    # Boxes of words include the room above and below the letters, so lines may share a little.
    return shared[0] > 1 and shared[1] > 0.35 * min(one[3] - one[1], other[3] - other[1])


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("texts", [{}, LONG])
def test_nothing_stands_in_the_way_of_anything_else(make_facts, look, texts):
    words = words_on(draw_certificate(make_facts(**texts), look))
    clashes = [(one, other) for at, one in enumerate(words) for other in words[:at] if overlap(one, other)]
    assert clashes == []
    page = look.page
    assert all(page.left - 2 <= word[0] and word[2] <= page.right + 2 for word in words)


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_is_held_the_way_the_look_says(make_facts, look):
    with pikepdf.open(io.BytesIO(draw_certificate(make_facts(), look))) as pdf:
        size = [round(float(edge)) for edge in pdf.pages[0].mediabox]
        assert size == ([0, 0, 842, 595] if look.orientation == "landscape" else [0, 0, 595, 842])
        assert ("/XObject" in pdf.pages[0].resources) == (look.logo is not None)


@pytest.mark.parametrize("way_up", ["landscape", "portrait"])
@settings(max_examples=8, deadline=None)
@given(token=st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=24, max_size=24))
def test_any_secret_can_be_read_from_the_paper(make_facts, way_up, token):
    pdf = draw_certificate(make_facts(verify_url=f"https://proeve.example/v/{token}"), Template(orientation=way_up))
    command = [needs("pdftoppm"), "-r", "100", "-gray", "-singlefile", "-"]
    image = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    _magic, size, _depth, pixels = image.split(b"\n", 3)
    width, height = map(int, size.split())
    codes = zxingcpp.read_barcodes(np.frombuffer(pixels, np.uint8).reshape(height, width))
    assert [code.text for code in codes] == [f"https://proeve.example/v/{token}".upper()]


@pytest.mark.parametrize("field", ["accent", "highlight"])
def test_a_look_has_no_colour_that_cannot_be_read(field):
    with pytest.raises(WeakContrast):
        Template(**{field: "#ffee00"})


def test_a_stored_look_with_anything_else_in_it_is_refused():
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"orientation": "diagonal"}, Template)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"font": "Comic Sans"}, Template)
