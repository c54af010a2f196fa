"""From the facts of a certificate to the bytes of its PDF file: the same facts give the same bytes."""

from hashlib import md5
from io import BytesIO

import msgspec
from reportlab.pdfgen.canvas import Canvas

from certificates.award import draw_award
from certificates.facts import CertificateFacts
from certificates.fonts import FONTS_IN_USE, SANS, SANS_BOLD, register_fonts
from certificates.footer import FOOTER_HEIGHT, draw_footer
from certificates.glyphs import check_drawable
from certificates.page import BOTTOM, COLUMN, FRAME, INK, LEFT, PAGE_HEIGHT, PAGE_SIZE, PAGE_WIDTH, TEAL, TOP
from certificates.typesetting import Style, draw_block, fit_text
from certificates.wording import WORDINGS, Wording

LETTERHEAD = Style(SANS_BOLD, 13, INK, leading=1.3)
ROOM_UNDER_LETTERHEAD = 26.0
ROOM_ABOVE_FOOTER = 28.0


def draw_certificate(facts: CertificateFacts) -> bytes:
    """Draw the certificate and return the PDF file; threads that draw at once take turns.

    Raises UndrawableText when the fonts lack a character and TextTooLong when a text does not fit legibly.
    """
    with FONTS_IN_USE:
        register_fonts()
        for text in facts.texts():
            check_drawable(text)
        file = BytesIO()
        canvas = open_canvas(file, facts)
        draw_page(canvas, facts, WORDINGS[facts.language])
        canvas.showPage()
        drop_empty_transition(canvas)
        canvas.save()
        return file.getvalue()


def open_canvas(file: BytesIO, facts: CertificateFacts) -> Canvas:
    """Start a document that says what it is and depends on nothing but the facts."""
    wording = WORDINGS[facts.language]
    # Without a first font of our own, Helvetica would stand in the page without being embedded.
    canvas = Canvas(file, PAGE_SIZE, invariant=1, pageCompression=1, initialFontName=SANS, lang=wording.locale)
    canvas.setTitle(f"{wording.title} {facts.exam}: {facts.holder}")
    canvas.setAuthor(facts.issuer)
    canvas.setSubject(facts.number)
    canvas.setCreator("Proeve")
    canvas.setProducer("Proeve")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    # ReportLab would write the first day of 2000. The facts know a day but no hour, so noon will do.
    written = f"D:{facts.passed_on:%Y%m%d}120000Z"
    canvas.setDateFormatter(lambda *_moment: written)
    # ReportLab would start the file identifier from a time, which the environment can set.
    identity = md5(msgspec.json.encode(facts), usedforsecurity=False)
    canvas._doc.signature = identity  # noqa: SLF001  # ReportLab has no public way to the identifier.
    return canvas


def draw_page(canvas: Canvas, facts: CertificateFacts, wording: Wording) -> None:
    """Draw letterhead, award and footer inside a hairline frame."""
    draw_frame(canvas)
    letterhead = fit_text(facts.corporation, LETTERHEAD, width=COLUMN, most_lines=2, smallest=8)
    baseline = TOP - letterhead.capital_height
    draw_block(canvas, letterhead, x=LEFT, y=baseline)
    under_letterhead = baseline - letterhead.height - ROOM_UNDER_LETTERHEAD
    draw_award(canvas, facts, wording, top=under_letterhead, bottom=BOTTOM + FOOTER_HEIGHT + ROOM_ABOVE_FOOTER)
    draw_footer(canvas, facts, wording)


def draw_frame(canvas: Canvas) -> None:
    """Draw the hairline around the page."""
    canvas.setStrokeColor(TEAL)
    canvas.setLineWidth(0.6)
    canvas.rect(FRAME, FRAME, PAGE_WIDTH - 2 * FRAME, PAGE_HEIGHT - 2 * FRAME)


def drop_empty_transition(canvas: Canvas) -> None:
    """Remove the empty /Trans that ReportLab gives every page and that PDF/A forbids."""
    for page in canvas._doc.Pages.pages:  # noqa: SLF001  # ReportLab has no public way to its page dictionaries.
        page.Trans = None
