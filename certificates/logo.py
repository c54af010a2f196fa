"""A logo as it may stand on certificates: drawn anew from its pixels, so that nothing else in the file comes along."""

import warnings
import zlib
from io import BytesIO
from itertools import product

from PIL import Image

from certificates.errors import Invalid

LARGEST_FILE = 1_000_000
MOST_PIXELS = 8_000_000
# At 150 by 44 points this prints with 300 dots per inch and more.
WIDTH, HEIGHT = 640, 192
SMALLEST_SIDE = 16
WHITE = (255, 255, 255, 255)
COLOURS = 256
LARGEST_LOGO = 12_000
"""What a logo may add to every certificate, in bytes, so that a sealed one stays under 50 kB."""
NEARLY_WHITE = 248
"""From this much light on (of 255), a pixel belongs to the paper, also when a JPEG made it a little grey."""
TOO_MANY_PIXELS = "Dit logo heeft te veel beeldpunten. Maak het niet breder dan 2000 en niet hoger dan 2000."


class InvalidLogo(Invalid):
    """A file that cannot be used as a logo."""


def clean_logo(file: bytes) -> bytes:
    """Return the picture as a small PNG or JPEG file without transparency, metadata or anything but pixels.

    Raises InvalidLogo for anything but a PNG or JPEG picture of a decent size.
    """
    if len(file) > LARGEST_FILE:
        raise InvalidLogo("Dit bestand is groter dan 1 MB. Maak het logo kleiner en probeer het opnieuw.")
    flat = trim(flatten(read_picture(file)))
    flat.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return as_png(flat) or as_jpeg(flat)


def as_png(picture: Image.Image) -> bytes | None:
    """Write a picture of even colours exactly; None for one that would make certificates heavy."""
    few_colours = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    # In a PDF file the pixels are packed without the tricks of PNG.
    if len(zlib.compress(few_colours.convert("RGB").tobytes())) > LARGEST_LOGO:
        return None
    cleaned = BytesIO()
    few_colours.save(cleaned, "PNG", optimize=True)
    return cleaned.getvalue()


def as_jpeg(picture: Image.Image) -> bytes:
    """Write a picture like a photo, first with less and less detail and then smaller, until it is light enough."""
    for scale, quality in product((1.0, 0.75, 0.5, 0.25), (85, 75, 65)):
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        cleaned = BytesIO()
        picture.resize(size, Image.Resampling.LANCZOS).save(cleaned, "JPEG", quality=quality, optimize=True)
        if cleaned.tell() <= LARGEST_LOGO:
            break
    return cleaned.getvalue()


def read_picture(file: bytes) -> Image.Image:
    """Decode a PNG or JPEG picture; look at its size first, because a small file can hold a huge picture."""
    try:
        # Pillow warns of pictures that look like an attack before it refuses them; both are refused here.
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(file), formats=("PNG", "JPEG"))
            check_size(picture)
            picture.load()
    except InvalidLogo:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as problem:
        raise InvalidLogo(TOO_MANY_PIXELS) from problem
    except Exception as problem:  # Decoders raise all sorts of errors for a file that somebody tampered with.
        raise InvalidLogo("Wij kunnen dit bestand niet lezen. Kies een logo dat een PNG of een JPG is.") from problem
    return picture


def check_size(picture: Image.Image) -> None:
    """Raise InvalidLogo for a picture with too many or too few pixels."""
    if picture.width * picture.height > MOST_PIXELS:
        raise InvalidLogo(TOO_MANY_PIXELS)
    if min(picture.size) < SMALLEST_SIDE:
        raise InvalidLogo("Dit logo is te klein. Kies een logo van minstens 16 bij 16 beeldpunten.")


def flatten(picture: Image.Image) -> Image.Image:
    """Return the picture on white paper, without transparency."""
    paper = Image.new("RGBA", picture.size, WHITE)
    paper.alpha_composite(picture.convert("RGBA"))
    return paper.convert("RGB")


def trim(picture: Image.Image) -> Image.Image:
    """Return the picture without the white around it, so that it lines up with the margin; a white one stays whole."""
    ink = picture.convert("L").point([255] * NEARLY_WHITE + [0] * (256 - NEARLY_WHITE))
    box = ink.getbbox()
    if box is None or min(box[2] - box[0], box[3] - box[1]) < SMALLEST_SIDE:
        return picture
    return picture.crop(box)


def logo_size(logo: bytes) -> tuple[int, int]:
    """Return the width and height of a cleaned logo in pixels."""
    with Image.open(BytesIO(logo)) as picture:
        return picture.size
