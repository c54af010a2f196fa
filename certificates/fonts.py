"""The fonts that certificates embed: Noto Sans for its many letters, Source Serif 4 for the title.

The files are put into the folder ``fonts`` when the project is installed; they are not part of its source.
"""

from functools import cache
from pathlib import Path
from threading import RLock

from fontTools.ttLib import TTFont as FontTables
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"

SANS = "NotoSans-Regular"
SANS_BOLD = "NotoSans-Bold"
SERIF = "SourceSerif4-Regular"
ALL_FONTS = (SANS, SANS_BOLD, SERIF)


FONTS_IN_USE = RLock()
"""Held by whoever reads fonts: their tables are read bit by bit when first needed, which two threads cannot do at once.
Nothing is lost by it, because drawing keeps Python busy all the time."""


@cache
def register_fonts() -> None:
    """Make the fonts known to ReportLab, once in a process."""
    for font in ALL_FONTS:
        # Without asciiReadable only the letters in use are embedded, not the whole of ASCII.
        pdfmetrics.registerFont(TTFont(font, str(file_of(font)), asciiReadable=False, shapable=False))


@cache
def tables_of(font: str) -> FontTables:
    """Return the OpenType tables of a font, read when first asked for."""
    return FontTables(file_of(font), lazy=True)


@cache
def characters_of(font: str) -> dict[int, str]:
    """Return the glyph name for each code point the font has a glyph for."""
    return dict(tables_of(font).getBestCmap())


@cache
def units_per_em(font: str) -> int:
    """Return how many font units make up the font size."""
    return int(tables_of(font)["head"].unitsPerEm)


@cache
def capital_height_of(font: str) -> float:
    """Return the height of the capitals as a fraction of the font size."""
    return float(tables_of(font)["OS/2"].sCapHeight / units_per_em(font))


@cache
def left_bearing_of(char: str, font: str) -> float:
    """Return the white on the left of a letter as a fraction of the font size; below nought when it sticks out."""
    _advance, bearing = tables_of(font)["hmtx"][characters_of(font)[ord(char)]]
    return float(bearing / units_per_em(font))


def file_of(font: str) -> Path:
    """Return the file of a font; raise FileNotFoundError that tells how to get it."""
    file = FOLDER / f"{font}.ttf"
    if not file.is_file():
        raise FileNotFoundError(f"The font {file.name} is not in {FOLDER}. Run 'python hatch_build.py' to fetch it.")
    return file
