"""Whether the embedded fonts can draw a text; ReportLab leaves a missing letter out without a word."""

import unicodedata

from certificates.errors import Invalid
from certificates.fonts import FONTS_IN_USE, SANS, characters_of

# Noto Sans has glyphs for Devanagari, but its letters join and change places, which plain drawing does not do.
SCRIPTS_THAT_NEED_SHAPING = ("DEVANAGARI", "VEDIC")


class UndrawableText(Invalid):
    """A text with characters that the fonts lack; they stand in ``characters``."""

    def __init__(self, text: str, characters: list[str]) -> None:
        self.text = text
        self.characters = characters
        named = ", ".join(f"{char} (U+{ord(char):04X})" for char in characters)
        super().__init__(
            f"In “{text}” staan tekens die wij niet op een certificaat kunnen drukken: {named}. "
            "Schrijf de tekst met Latijnse letters, zoals in het paspoort. Accenten mogen."
        )


def undrawable_characters(text: str, font: str = SANS) -> list[str]:
    """Return the characters that the font cannot draw, each once, in order of appearance."""
    with FONTS_IN_USE:
        drawable = characters_of(font)
    return [char for char in dict.fromkeys(text) if ord(char) not in drawable or needs_shaping(char)]


def check_drawable(text: str, font: str = SANS) -> None:
    """Raise UndrawableText when the font cannot draw the text in full."""
    missing = undrawable_characters(text, font)
    if missing:
        raise UndrawableText(text, missing)


def needs_shaping(char: str) -> bool:
    """Tell whether the character belongs to a script that plain drawing would garble."""
    return unicodedata.name(char, "").startswith(SCRIPTS_THAT_NEED_SHAPING)
