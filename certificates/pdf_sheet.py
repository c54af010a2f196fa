"""The sheet as a page of PDF, in which every stroke is marked as a part to read out or as decoration."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from io import BytesIO
from itertools import groupby

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from certificates.letters import place_letters
from certificates.sheet import Box, Role

# Streams may hold any byte; written as text they would be a quarter longer.
rl_config.useA85 = 0


@cache
def paint(colour: str) -> Color:
    """Return a colour the way ReportLab takes it."""
    return HexColor(colour)


class PdfSheet:
    """Draws on a canvas of ReportLab; parts are numbered from 0 in the order of reading (MCID).

    ``certificates.tagging`` builds the structure from the marks that stand in the page.
    """

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.parts = 0

    def part(self, role: Role) -> AbstractContextManager[None]:
        """Mark a text with its role."""
        return self._marked(role)

    def figure(self, box: Box, words: str) -> AbstractContextManager[None]:
        """Mark a figure, with its box and its words."""
        return self._marked("Figure", figure_properties(box, words))

    def link(self, box: Box, words: str, address: str) -> AbstractContextManager[None]:
        """Mark a figure as a link, and lay the link over it."""
        x, y, width, height = box
        # F=4 lets the link be printed along, as PDF/A asks of every annotation.
        self.canvas.linkURL(address, (x, y, x + width, y + height), F=4)
        return self._marked("Link", figure_properties(box, words))

    @contextmanager
    def _marked(self, role: str, properties: str = "") -> Iterator[None]:
        self.canvas.addLiteral(f"/{role} <</MCID {self.parts}{properties}>> BDC")
        self.parts += 1
        yield
        self.canvas.addLiteral("EMC")

    @contextmanager
    def decoration(self) -> Iterator[None]:
        """Mark what is drawn as an artifact."""
        self.canvas.addLiteral("/Artifact BMC")
        yield
        self.canvas.addLiteral("EMC")

    def fill(self, boxes: Iterable[Box], colour: str) -> None:
        """Fill the boxes as one path."""
        self.canvas.setFillColor(paint(colour))
        # ReportLab takes its time for every number, and a QR code has more than a thousand.
        path = "\n".join(f"{x:.3f} {y:.3f} {width:.3f} {height:.3f} re" for x, y, width, height in boxes)
        self.canvas.addLiteral(f"{path}\nf")

    def outline(self, box: Box, colour: str, weight: float) -> None:
        """Stroke the box."""
        self.canvas.setStrokeColor(paint(colour))
        self.canvas.setLineWidth(weight)
        self.canvas.rect(*box)

    def write(self, text: str, *, font: str, size: float, colour: str, x: float, y: float) -> None:
        """Write a line, with letter space for the kerning and rises for loose accents."""
        line = self.canvas.beginText(x, y)
        line.setFont(font, size)
        line.setFillColor(paint(colour))
        for (space, rise), run in groupby(place_letters(text, font), key=lambda letter: letter[1:]):
            line.setCharSpace(space * size)
            line.setRise(rise * size)
            line.textOut("".join(letter.char for letter in run))
        line.setCharSpace(0)
        line.setRise(0)
        self.canvas.drawText(line)

    def place(self, image: bytes, box: Box) -> None:
        """Embed the image and draw it."""
        x, y, width, height = box
        self.canvas.drawImage(ImageReader(BytesIO(image)), x, y, width, height)


def figure_properties(box: Box, words: str) -> str:
    """Write the box and the words of a figure the way the structure will carry them."""
    x, y, width, height = box
    # In hexadecimal, no character of the words can end the string or anything around it.
    alternative = f"feff{words.encode('utf-16-be').hex()}"
    return f" /BBox [{x:.2f} {y:.2f} {x + width:.2f} {y + height:.2f}] /Alt <{alternative}>"
