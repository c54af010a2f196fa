"""The sheet a certificate is drawn on, its margins and its ink; all measures are in points."""

from dataclasses import dataclass

from reportlab.lib.pagesizes import A4

# The frame stands this far from the edge, and the same white lies inside it on every side.
FRAME = 30.0

INK = "#17262e"
SOFT = "#4a5860"


@dataclass(frozen=True)
class Page:
    """One way to hold a sheet of A4."""

    width: float
    height: float
    margin: float
    exam_lines: int
    """How many lines the exam's name may take."""
    most_lines: int
    """How many lines the sentence about the holder may take."""

    @property
    def left(self) -> float:
        """Return where lines begin."""
        return self.margin

    @property
    def right(self) -> float:
        """Return where lines end."""
        return self.width - self.margin

    @property
    def top(self) -> float:
        """Return the height under which everything stands."""
        return self.height - self.margin

    @property
    def bottom(self) -> float:
        """Return the height above which everything stands."""
        return self.margin

    @property
    def column(self) -> float:
        """Return the width between the margins."""
        return self.right - self.left


SHORT, LONG = A4
LANDSCAPE = Page(width=LONG, height=SHORT, margin=FRAME + 62, exam_lines=2, most_lines=4)
PORTRAIT = Page(width=SHORT, height=LONG, margin=FRAME + 46, exam_lines=3, most_lines=7)
