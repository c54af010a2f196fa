"""What a certificate can be drawn on: the few strokes the drawing needs, whatever comes out of them.

Places are in points from the lower left corner, boxes are (left, bottom, width, height), colours are "#rrggbb".
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Literal, Protocol

Box = tuple[float, float, float, float]

Role = Literal["H1", "H2", "P"]
"""What a text is to somebody who hears the page (ISO 32000-1, 14.8.4)."""


class Sheet(Protocol):
    """A page of paper, as a PDF file or as a picture."""

    def part(self, role: Role) -> AbstractContextManager[None]:
        """Draw what follows as one text that is read out."""

    def figure(self, box: Box, words: str) -> AbstractContextManager[None]:
        """Draw what follows as a figure in the box; the words are read out instead."""

    def link(self, box: Box, words: str, address: str) -> AbstractContextManager[None]:
        """Draw what follows as a figure in the box that can be clicked; the words say what it is and where it leads."""

    def decoration(self) -> AbstractContextManager[None]:
        """Draw what follows as something that needs no reading out."""

    def fill(self, boxes: Iterable[Box], colour: str) -> None:
        """Fill the boxes, as one shape."""

    def outline(self, box: Box, colour: str, weight: float) -> None:
        """Draw a line around the box."""

    def write(self, text: str, *, font: str, size: float, colour: str, x: float, y: float) -> None:
        """Write one kerned line whose first letter's origin is (x, y)."""

    def place(self, image: bytes, box: Box) -> None:
        """Place a PNG or JPEG image in the box, whatever its own proportions."""
