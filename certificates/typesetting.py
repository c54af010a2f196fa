"""Setting plain text on the page: kerned, shrunk or broken to fit, and never read as markup."""

from dataclasses import dataclass, replace
from functools import lru_cache

from certificates.errors import Invalid
from certificates.fonts import capital_height_of, left_bearing_of
from certificates.letters import REMEMBERED_LINES, advance_of, place_letters
from certificates.line_breaking import balanced_lines, word_pieces
from certificates.sheet import Sheet

SIZE_STEP = 0.5
LONGEST_TEXT = 600
"""Characters that no text of a certificate needs; looking for a fitting size would take ever longer."""
LONGEST_QUOTE = 120


class TextTooLong(Invalid):
    """A text that does not fit on the certificate at a size one can still read."""

    def __init__(self, text: str) -> None:
        self.text = text
        shown = text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rstrip()} …"
        super().__init__(f"“{shown}” is te lang voor het certificaat. Kort de tekst in en probeer het opnieuw.")


@dataclass(frozen=True)
class Style:
    """How a text looks; size in points, leading as a multiple of the size."""

    font: str
    size: float
    colour: str
    leading: float = 1.2


@dataclass(frozen=True)
class Block:
    """Lines of text in one style that are ready to draw."""

    lines: list[str]
    style: Style

    @property
    def height(self) -> float:
        """Return the distance in points from the first baseline to the last."""
        return (len(self.lines) - 1) * self.style.size * self.style.leading

    @property
    def capital_height(self) -> float:
        """Return how far the capitals of the first line rise above its baseline, in points."""
        return capital_height_of(self.style.font) * self.style.size

    @property
    def last_width(self) -> float:
        """Return the width in points of the last line."""
        return self.style.size * width_at_size_one(self.lines[-1], self.style.font)


def check_length(text: str) -> None:
    """Raise TextTooLong for a text that need not be tried at any size."""
    if len(text) > LONGEST_TEXT:
        raise TextTooLong(text)


def fit_text(text: str, style: Style, *, width: float, most_lines: int, smallest: float) -> Block:
    """Set a text as fit_pieces does, broken between words; raise TextTooLong when it does not fit."""
    block = fit_pieces(word_pieces(text), style, width=width, most_lines=most_lines, smallest=smallest)
    if block is None:
        raise TextTooLong(text)
    return block


def fit_pieces(pieces: list[str], style: Style, *, width: float, most_lines: int, smallest: float) -> Block | None:
    """Set the pieces in the style's size, or as little smaller as makes them fit.

    Returns None when even ``smallest`` is too large.
    """
    measured = [(piece, width_at_size_one(piece, style.font)) for piece in pieces]
    size = style.size
    while size >= smallest:
        lines = balanced_lines(measured, width / size, most_lines)
        if lines:
            return Block(lines, replace(style, size=size))
        size -= SIZE_STEP
    return None


@lru_cache(REMEMBERED_LINES)
def width_at_size_one(text: str, font: str) -> float:
    """Return the width of a line as a multiple of the font size, kerning included."""
    return sum(advance_of(letter.char, font) + letter.space for letter in place_letters(text, font))


def draw_block(sheet: Sheet, block: Block, *, x: float, y: float) -> None:
    """Draw the lines with the first baseline starting at (x, y)."""
    for number, line in enumerate(block.lines):
        draw_line(sheet, line, block.style, x=x, y=y - number * block.style.size * block.style.leading)


def draw_line(sheet: Sheet, text: str, style: Style, *, x: float, y: float) -> None:
    """Draw one line with its ink, rather than the white of its first letter, starting at x on the baseline y."""
    origin = x - style.size * max(0.0, left_bearing_of(text[:1], style.font))
    sheet.write(text, font=style.font, size=style.size, colour=style.colour, x=origin, y=y)
