"""The foot of the certificate: its dates and issuer, and how anyone can check that it is genuine."""

from collections.abc import Iterator
from dataclasses import dataclass

from certificates.facts import CertificateFacts
from certificates.fonts import SANS, SANS_BOLD
from certificates.page import INK, LANDSCAPE, SOFT, Page
from certificates.qr_code import qr_boxes
from certificates.sheet import Sheet
from certificates.typesetting import Block, Style, draw_block, fit_text
from certificates.wording import Wording

QR_SIDE = 76.0
COLUMN_GAP = 12.0

LABEL = Style(SANS, 8.5, SOFT)
VALUE = Style(SANS, 11, INK, leading=1.25)
CHECK = Style(SANS_BOLD, 9.5, INK)
CHECK_HOW = Style(SANS, 8.5, SOFT, leading=1.45)
LABEL_ABOVE_VALUE = 16.0
PAIR_ABOVE_PAIR = 34.0


@dataclass(frozen=True)
class Footer:
    """Where things stand in the foot: columns from the left margin, heights above the bottom margin."""

    height: float
    step: float
    """From one column to the next."""
    passed_on: tuple[int, float]
    valid_until: tuple[int, float]
    valid_from: tuple[int, float]
    issuer: tuple[int, float]
    number: tuple[int, float]
    check_column: int
    check_width: float
    check_lines: int


WIDE = Footer(
    height=QR_SIDE,
    step=137,
    passed_on=(0, 0),
    valid_until=(1, 0),
    valid_from=(1, PAIR_ABOVE_PAIR),
    issuer=(2, 0),
    number=(3, 0),
    check_column=3,
    check_width=154,
    check_lines=2,
)
HIGH = Footer(
    height=200,
    step=149,
    passed_on=(0, 172),
    valid_until=(1, 172),
    valid_from=(2, 172),
    issuer=(0, 106),
    number=(1, 106),
    check_column=0,
    check_width=300,
    check_lines=3,
)


def footer_of(page: Page) -> Footer:
    """Return how the foot of a page is laid out."""
    return WIDE if page is LANDSCAPE else HIGH


def draw_footer(sheet: Sheet, facts: CertificateFacts, wording: Wording, page: Page) -> None:
    """Draw the foot, in the order in which it is read out; the QR code stands on the bottom margin."""
    footer = footer_of(page)
    for label, text, (column, height) in pairs_of(facts, wording, footer):
        draw_pair(sheet, label, text, x=page.left + column * footer.step, y=page.bottom + height, step=footer.step)
    draw_check(sheet, facts, wording, page)


def pairs_of(facts: CertificateFacts, wording: Wording, footer: Footer) -> Iterator[tuple[str, str, tuple[int, float]]]:
    """Yield each label with its text and its place; the start of validity only where it says something new."""
    yield wording.passed_on, wording.written_date(facts.passed_on), footer.passed_on
    if facts.valid_from != facts.passed_on:
        yield wording.valid_from, wording.written_date(facts.valid_from), footer.valid_from
    yield wording.valid_until, wording.written_date(facts.valid_until), footer.valid_until
    yield wording.issuer, facts.issuer, footer.issuer
    yield wording.number, facts.number, footer.number


def draw_pair(sheet: Sheet, label: str, text: str, *, x: float, y: float, step: float) -> None:
    """Draw a text that ends on the baseline y, with its label above."""
    value = fit_text(text, VALUE, width=step - COLUMN_GAP, most_lines=3, smallest=7)
    with sheet.part("P"):
        # The space keeps label and text apart for who hears them as one sentence.
        draw_block(sheet, Block([f"{label} "], LABEL), x=x, y=y + value.height + LABEL_ABOVE_VALUE)
        draw_block(sheet, value, x=x, y=y + value.height)


def draw_check(sheet: Sheet, facts: CertificateFacts, wording: Wording, page: Page) -> None:
    """Draw the words that explain the QR code, and the code, which can be clicked as well."""
    footer = footer_of(page)
    how = wording.verify_how.format(page=facts.verify_page)
    title = Block([wording.verify], CHECK)
    left, top = page.left + footer.check_column * footer.step, page.bottom + QR_SIDE - title.capital_height
    with sheet.part("H2"):
        draw_block(sheet, title, x=left, y=top)
    lines = fit_text(how, CHECK_HOW, width=footer.check_width, most_lines=footer.check_lines, smallest=6)
    with sheet.part("P"):
        draw_block(sheet, lines, x=left, y=top - 13.5)
    box = (page.right - QR_SIDE, page.bottom, QR_SIDE, QR_SIDE)
    with sheet.link(box, wording.qr_code.format(page=facts.verify_page), facts.verify_url):
        sheet.fill(qr_boxes(facts.verify_url.upper(), x=box[0], y=box[1], side=QR_SIDE), INK)
