"""The foot of the certificate: its dates and issuer, and how anyone can check that it is genuine."""

from reportlab.pdfgen.canvas import Canvas

from certificates.facts import CertificateFacts
from certificates.fonts import SANS, SANS_BOLD
from certificates.page import BOTTOM, INK, LEFT, RIGHT, SOFT
from certificates.qr_code import draw_qr_code
from certificates.typesetting import Block, Style, draw_block, fit_text
from certificates.wording import Wording

FOOTER_HEIGHT = 76.0
QR_SIDE = FOOTER_HEIGHT
COLUMN_STEP = 137.0
COLUMN_WIDTH = COLUMN_STEP - 12
CHECK_WIDTH = 154.0

LABEL = Style(SANS, 8.5, SOFT)
VALUE = Style(SANS, 11, INK, leading=1.25)
CHECK = Style(SANS_BOLD, 9.5, INK)
CHECK_HOW = Style(SANS, 8.5, SOFT, leading=1.45)
LABEL_ABOVE_VALUE = 16.0
PAIR_ABOVE_PAIR = 34.0


def draw_footer(canvas: Canvas, facts: CertificateFacts, wording: Wording) -> None:
    """Draw the foot; its last baseline and the QR code stand on the bottom margin."""
    columns = [LEFT + number * COLUMN_STEP for number in range(4)]
    draw_pair(canvas, wording.passed_on, wording.written_date(facts.passed_on), x=columns[0])
    draw_pair(canvas, wording.valid_until, wording.written_date(facts.valid_until), x=columns[1])
    if facts.valid_from != facts.passed_on:
        start = wording.written_date(facts.valid_from)
        draw_pair(canvas, wording.valid_from, start, x=columns[1], y=BOTTOM + PAIR_ABOVE_PAIR)
    draw_pair(canvas, wording.issuer, facts.issuer, x=columns[2])
    draw_pair(canvas, wording.number, facts.number, x=columns[3])
    draw_check(canvas, facts, wording, x=columns[3])


def draw_pair(canvas: Canvas, label: str, text: str, *, x: float, y: float = BOTTOM) -> None:
    """Draw a text that ends on the baseline y, with its label above."""
    value = fit_text(text, VALUE, width=COLUMN_WIDTH, most_lines=3, smallest=7)
    draw_block(canvas, Block([label], LABEL), x=x, y=y + value.height + LABEL_ABOVE_VALUE)
    draw_block(canvas, value, x=x, y=y + value.height)


def draw_check(canvas: Canvas, facts: CertificateFacts, wording: Wording, *, x: float) -> None:
    """Draw the QR code, which can be clicked as well, and beside it the words that explain it."""
    how = wording.verify_how.format(page=facts.verify_page)
    title = Block([wording.verify], CHECK)
    top = BOTTOM + FOOTER_HEIGHT - title.capital_height
    draw_block(canvas, title, x=x, y=top)
    draw_block(canvas, fit_text(how, CHECK_HOW, width=CHECK_WIDTH, most_lines=2, smallest=6), x=x, y=top - 13.5)
    left = RIGHT - QR_SIDE
    canvas.setFillColor(INK)
    draw_qr_code(canvas, facts.verify_url.upper(), x=left, y=BOTTOM, side=QR_SIDE)
    # F=4 lets the link be printed along, as PDF/A asks of every annotation.
    canvas.linkURL(facts.verify_url, (left, BOTTOM, RIGHT, BOTTOM + QR_SIDE), F=4)
