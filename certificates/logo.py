"""A logo as it may stand on certificates: drawn anew from its pixels, so that nothing else in the file comes along."""

import warnings
from io import BytesIO

from PIL import Image

from certificates.errors import Invalid

LARGEST_FILE = 1_000_000
MOST_PIXELS = 8_000_000
# At 150 by 44 points this prints with 300 dots per inch and more.
WIDTH, HEIGHT = 640, 192
SMALLEST_SIDE = 16
WHITE = (255, 255, 255, 255)
COLOURS = 256
TOO_MANY_PIXELS = "Dit logo heeft te veel beeldpunten. Maak het niet breder dan 2000 en niet hoger dan 2000."


class InvalidLogo(Invalid):
    """A file that cannot be used as a logo."""


def clean_logo(file: bytes) -> bytes:
    """Return the picture as a small PNG file without transparency, metadata or anything but pixels.

    Raises InvalidLogo for anything but a PNG or JPEG picture of a decent size.
    """
    if len(file) > LARGEST_FILE:
        raise InvalidLogo("Dit bestand is groter dan 1 MB. Maak het logo kleiner en probeer het opnieuw.")
    flat = flatten(read_picture(file))
    flat.thumbnail((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    cleaned = BytesIO()
    # Few colours make few bytes, and no logo of this size needs more.
    flat.quantize(COLOURS, dither=Image.Dither.NONE).save(cleaned, "PNG", optimize=True)
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


def logo_size(logo: bytes) -> tuple[int, int]:
    """Return the width and height of a cleaned logo in pixels."""
    with Image.open(BytesIO(logo)) as picture:
        return picture.size
