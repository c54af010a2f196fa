"""The sheet as a picture for the screen (SVG), in which letters are outlines: it looks the same without any font."""

from base64 import b64encode
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import cache

from fontTools.pens.svgPathPen import SVGPathPen

from certificates.fonts import characters_of, tables_of, units_per_em
from certificates.letters import advance_of, place_letters
from certificates.page import Page
from certificates.sheet import Box, Role

PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.2f} {height:.2f}" '
    'width="{width:.0f}" height="{height:.0f}"><defs>{glyphs}</defs>'
    '<rect width="100%" height="100%" fill="#ffffff"/>'
    '<g transform="matrix(1 0 0 -1 0 {height:.2f})">{strokes}</g></svg>'
)


class SvgSheet:
    """Draws strokes one after another; each glyph is kept once and used wherever it stands."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.strokes: list[str] = []
        self.glyphs: dict[tuple[str, str], str] = {}

    def picture(self) -> bytes:
        """Return the drawn page as a file."""
        glyphs = "".join(f'<path id="{name}" d="{outline_of(*key)}"/>' for key, name in self.glyphs.items())
        size = {"width": self.page.width, "height": self.page.height}
        return PICTURE.format(**size, glyphs=glyphs, strokes="".join(self.strokes)).encode()

    def part(self, _role: Role) -> AbstractContextManager[None]:
        """Draw only: whoever shows the picture says in words what it is."""
        return nullcontext()

    def figure(self, _box: Box, _words: str) -> AbstractContextManager[None]:
        """Draw only."""
        return nullcontext()

    def link(self, _box: Box, _words: str, _address: str) -> AbstractContextManager[None]:
        """Draw only."""
        return nullcontext()

    def decoration(self) -> AbstractContextManager[None]:
        """Draw only."""
        return nullcontext()

    def fill(self, boxes: Iterable[Box], colour: str) -> None:
        """Fill the boxes as one path."""
        path = "".join(f"M{x:.2f} {y:.2f}h{width:.2f}v{height:.2f}h{-width:.2f}z" for x, y, width, height in boxes)
        self.strokes.append(f'<path fill="{colour}" d="{path}"/>')

    def outline(self, box: Box, colour: str, weight: float) -> None:
        """Stroke the box."""
        x, y, width, height = box
        self.strokes.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" '
            f'fill="none" stroke="{colour}" stroke-width="{weight}"/>'
        )

    def write(self, text: str, *, font: str, size: float, colour: str, x: float, y: float) -> None:
        """Put the outline of each letter in its place."""
        scale = size / units_per_em(font)
        for letter in place_letters(text, font):
            name = self.glyphs.setdefault((letter.char, font), f"g{len(self.glyphs)}")
            place = f"matrix({scale:.5f} 0 0 {scale:.5f} {x:.2f} {y + letter.rise * size:.2f})"
            self.strokes.append(f'<use href="#{name}" fill="{colour}" transform="{place}"/>')
            x += size * (advance_of(letter.char, font) + letter.space)

    def place(self, image: bytes, box: Box) -> None:
        """Embed the image, turned over because heights on this sheet are counted upwards."""
        x, y, width, height = box
        kind = "png" if image.startswith(b"\x89PNG") else "jpeg"
        self.strokes.append(
            f'<image width="{width:.2f}" height="{height:.2f}" preserveAspectRatio="none" '
            f'transform="matrix(1 0 0 -1 {x:.2f} {y + height:.2f})" '
            f'href="data:image/{kind};base64,{b64encode(image).decode()}"/>'
        )


@cache
def outline_of(char: str, font: str) -> str:
    """Return the outline of a character in font units."""
    glyphs = tables_of(font).getGlyphSet()
    pen = SVGPathPen(glyphs)
    glyphs[characters_of(font)[ord(char)]].draw(pen)
    return str(pen.getCommands())
