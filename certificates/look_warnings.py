"""What is allowed on a certificate and still may disappoint: colours that are only just readable, a faint logo."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from certificates.colours import contrast_with_white, dutch
from certificates.template import HIGHLIGHT_CONTRAST, Template

COMFORTABLE_CONTRAST = 7.0
"""What people with poor sight need of a text (WCAG 2.2, 1.4.6)."""
LEAST_LOGO_INK = 0.01
"""The part of a logo that has to show on white paper."""
SHARP_LOGO_WIDTH = 250
"""The pixels that a logo as wide as fits needs for 120 dots to the inch."""


def look_warnings(look: Template) -> Iterator[str]:
    """Yield a sentence for each thing that is allowed but better otherwise."""
    contrast = contrast_with_white(look.accent)
    if contrast < COMFORTABLE_CONTRAST:
        yield (
            f"De hoofdkleur is leesbaar, maar wel licht: het contrast is {dutch(contrast)}. Vanaf "
            f"{dutch(COMFORTABLE_CONTRAST)} lezen ook mensen die slecht zien de titel goed. Kies liever een donkerder "
            "kleur."
        )
    if look.logo:
        yield from logo_warnings(look.logo)


def logo_warnings(logo: bytes) -> Iterator[str]:
    """Yield what may disappoint about a cleaned logo."""
    with Image.open(BytesIO(logo)) as picture:
        width = picture.width
        ink = ink_share(picture)
    if ink < LEAST_LOGO_INK:
        yield "Uw logo is bijna wit en valt weg op wit papier. Kies een donkere versie van uw logo."
    if width < SHARP_LOGO_WIDTH:
        yield (
            f"Uw logo is maar {width} beeldpunten breed en kan er korrelig uitzien. Kies een groter bestand als u dat "
            f"heeft: minstens {SHARP_LOGO_WIDTH} breed."
        )


def ink_share(picture: Image.Image) -> float:
    """Return the part of the pixels that contrast enough with white to be seen."""
    colours = picture.convert("RGB").getcolors(picture.width * picture.height) or []
    seen = sum(count for count, colour in colours if is_seen(colour))
    return seen / (picture.width * picture.height)


def is_seen(colour: object) -> bool:
    """Tell whether a colour (red, green, blue, each up to 255) can be seen on white paper."""
    return contrast_with_white("#{:02x}{:02x}{:02x}".format(*colour)) >= HIGHLIGHT_CONTRAST  # type: ignore[misc]  # Pillow says only that a colour is something.
