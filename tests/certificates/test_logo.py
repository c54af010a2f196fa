import io
import struct
import zlib

import pdfua
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import pdfa
from PIL import Image, PngImagePlugin

from certificates.archiving import archive, archive_twin
from certificates.drawing import draw_certificate
from certificates.logo import LARGEST_LOGO, InvalidLogo, clean_logo, logo_size
from certificates.picturing import picture_certificate
from certificates.template import Template


def encoded(picture, kind="PNG", **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def pixels(logo, at):
    with Image.open(io.BytesIO(logo)) as picture:
        return picture.convert("RGB").getpixel(at)


def claiming(width, height):
    """A PNG file of a few bytes that says it is as large as this."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_is_drawn_anew_as_a_png(kind):
    logo = clean_logo(encoded(Image.new("RGB", (300, 100), "#00639b"), kind))
    assert logo.startswith(b"\x89PNG")
    assert logo_size(logo) == (300, 100)
    assert pixels(logo, (150, 50)) == pytest.approx((0, 0x63, 0x9B), abs=2)


def test_what_is_see_through_becomes_paper():
    picture = Image.new("RGBA", (100, 50), (0, 0, 0, 0))
    picture.paste((200, 0, 0, 255), (0, 0, 20, 50))
    picture.paste((200, 0, 0, 255), (80, 0, 100, 50))
    logo = clean_logo(encoded(picture))
    assert pixels(logo, (10, 10)) == (200, 0, 0)
    assert pixels(logo, (50, 10)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_white_around_a_logo_is_left_out(kind):
    picture = Image.new("RGB", (300, 200), "white")
    picture.paste((0, 0, 120), (80, 64, 240, 128))
    width, height = logo_size(clean_logo(encoded(picture, kind, **({"quality": 95} if kind == "JPEG" else {}))))
    assert (width, height) == (pytest.approx(160, abs=8), pytest.approx(64, abs=8))


def test_a_white_logo_and_a_dot_stay_as_they_are():
    picture = Image.new("RGB", (100, 50), "white")
    assert logo_size(clean_logo(encoded(picture))) == (100, 50)
    picture.putpixel((50, 25), (0, 0, 0))
    assert logo_size(clean_logo(encoded(picture))) == (100, 50)


def test_a_large_logo_becomes_no_larger_than_it_prints():
    logo = clean_logo(encoded(Image.new("RGB", (2000, 1000))))
    assert logo_size(logo) == (384, 192)


def test_words_and_whatever_else_is_in_the_file_do_not_come_along():
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "geheim")
    file = encoded(Image.new("RGB", (64, 64)), pnginfo=said) + b"<script>geheim</script>"
    assert b"geheim" not in clean_logo(file)
    exif = Image.Exif()
    exif[0x010E] = "geheim"
    assert b"geheim" not in clean_logo(encoded(Image.new("RGB", (64, 64)), "JPEG", exif=exif))


def test_the_same_file_gives_the_same_logo_and_cleaning_twice_changes_no_pixel():
    picture = Image.new("RGB", (200, 100), "#00639b")
    picture.paste((122, 31, 61), (50, 20, 120, 80))
    file = encoded(picture)
    logo = clean_logo(file)
    assert clean_logo(file) == logo
    with Image.open(io.BytesIO(logo)) as once, Image.open(io.BytesIO(clean_logo(logo))) as twice:
        assert once.convert("RGB").tobytes() == twice.convert("RGB").tobytes()


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"", "niet lezen"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "niet lezen"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) run", "niet lezen"),
        (encoded(Image.new("RGB", (64, 64)), "GIF"), "niet lezen"),
        (encoded(Image.new("RGB", (64, 64)), "TIFF"), "niet lezen"),
        (encoded(Image.new("RGB", (64, 64)))[:60], "niet lezen"),
        (claiming(100, 100), "niet lezen"),
        (claiming(60_000, 60_000), "beeldpunten"),
        (claiming(3000, 2700), "beeldpunten"),
        (encoded(Image.new("RGB", (64, 15))), "te klein"),
        (b"\x89PNG" + b"\0" * 1_000_000, "groter dan 1 MB"),
    ],
)
def test_what_is_no_decent_picture_is_refused(file, words):
    with pytest.raises(InvalidLogo, match=words):
        clean_logo(file)


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(["PNG", "JPEG"]),
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6),
    keep=st.integers(1, 10_000),
)
def test_a_file_with_bytes_changed_is_cleaned_or_refused(kind, changes, keep):
    file = bytearray(encoded(Image.linear_gradient("L").resize((64, 64)), kind))
    for at, byte in changes:
        file[at % len(file)] = byte
    try:
        logo = clean_logo(bytes(file[: keep % len(file) + 1]))
    except InvalidLogo:
        return
    assert logo.startswith((b"\x89PNG", b"\xff\xd8\xff"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", [(640, 192), (640, 640), (300, 400)])
def test_a_logo_like_a_photo_stays_light_and_is_no_png(kind, size):
    noise = Image.effect_noise(size, 120).convert("RGB")
    logo = clean_logo(encoded(noise, kind) if kind == "PNG" else encoded(noise, kind, quality=90))
    assert logo.startswith(b"\xff\xd8\xff")
    assert len(logo) <= LARGEST_LOGO


@pytest.mark.parametrize("picture", [Image.new("RGB", (400, 120), "#00639b"), Image.effect_noise((640, 192), 120)])
def test_a_certificate_with_a_logo_stays_light_and_accessible_and_lasts(make_facts, tmp_path, picture):
    facts = make_facts()
    drawn = draw_certificate(facts, Template(logo=clean_logo(encoded(picture.convert("RGB")))))
    report = pdfa.validate_written(io.BytesIO(archive_twin(drawn)), "3b")
    assert report.passed, report.findings
    file = tmp_path / "certificate.pdf"
    file.write_bytes(archive(drawn, facts))
    assert pdfua.validate(file).findings == ()
    assert file.stat().st_size < 36_000  # A seal and a badge come on top.
    assert picture_certificate(facts, Template(logo=clean_logo(encoded(picture.convert("RGB")))))
