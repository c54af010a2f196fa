"""The sheet a certificate is drawn on, its margins and its colours; all measures are in points."""

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape

PAGE_SIZE = landscape(A4)
PAGE_WIDTH, PAGE_HEIGHT = PAGE_SIZE

# The margin inside the frame is the same on every side.
FRAME = 30.0
MARGIN = FRAME + 62.0
LEFT = MARGIN
RIGHT = PAGE_WIDTH - MARGIN
TOP = PAGE_HEIGHT - MARGIN
BOTTOM = MARGIN
COLUMN = RIGHT - LEFT

INK = HexColor("#17262e")
SOFT = HexColor("#4a5860")
TEAL = HexColor("#0e5a5a")
OCHRE = HexColor("#b86e14")
