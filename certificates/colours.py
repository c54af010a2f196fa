"""Whether a colour can be read on white paper."""

import re

from certificates.errors import Invalid

HEX_COLOUR = re.compile(r"#[0-9a-f]{6}")
# Up to this much, sRGB is a straight line.
STRAIGHT_UNTIL = 0.04045


class WeakContrast(Invalid):
    """A colour that is too light to be read on white."""


def check_contrast(colour: str, least: float) -> None:
    """Raise WeakContrast for a colour that contrasts less with white than this, or that is no colour at all."""
    if not HEX_COLOUR.fullmatch(colour):
        raise WeakContrast(f"“{colour}” is geen kleur. Schrijf een kleur als #0e5a5a: een hekje en zes tekens.")
    contrast = contrast_with_white(colour)
    if contrast < least:
        raise WeakContrast(
            f"De kleur {colour} is te licht: het contrast met wit papier is {dutch(contrast)} en moet minstens "
            f"{dutch(least)} zijn. Kies een donkerder kleur."
        )


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of "#rrggbb" with white, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    red, green, blue = (linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def linear(channel: float) -> float:
    """Return the light of a channel of sRGB (WCAG 2.2, "relative luminance")."""
    return channel / 12.92 if channel <= STRAIGHT_UNTIL else float(((channel + 0.055) / 1.055) ** 2.4)


def dutch(number: float) -> str:
    """Write a number with one decimal, rounded down so that nothing seems to be enough that is not."""
    return f"{int(number * 10) / 10:.1f}".replace(".", ",")
