import io

import pytest
from PIL import Image

from certificates.logo import clean_logo
from certificates.look_warnings import look_warnings
from certificates.template import Template


def logo(colour="#00639b", size=(400, 120)):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return clean_logo(file.getvalue())


@pytest.mark.parametrize("look", [Template(), Template(logo=logo()), Template(accent="#000000")])
def test_a_good_look_brings_no_warning(look):
    assert list(look_warnings(look)) == []


@pytest.mark.parametrize(
    ("look", "words"),
    [
        (Template(accent="#767676"), "leesbaar, maar wel licht: het contrast is 4,5"),
        (Template(logo=logo("#ffffff")), "bijna wit"),
        (Template(logo=logo("#e8e8e8")), "bijna wit"),
        (Template(logo=logo(size=(120, 40))), "maar 120 beeldpunten breed"),
    ],
)
def test_what_may_disappoint_is_said(look, words):
    (sentence,) = look_warnings(look)
    assert words in sentence


def test_a_few_dark_letters_on_white_are_enough_for_a_logo():
    picture = Image.new("RGB", (400, 120), "white")
    picture.paste((0, 0, 0), (0, 0, 30, 30))
    file = io.BytesIO()
    picture.save(file, "PNG")
    assert list(look_warnings(Template(logo=clean_logo(file.getvalue())))) == []
