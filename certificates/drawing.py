"""From the facts of a certificate to the bytes of its PDF file: the same facts give the same bytes."""

from hashlib import md5
from io import BytesIO

import msgspec
from reportlab.pdfgen.canvas import Canvas

from certificates.award import draw_award, fit_award
from certificates.facts import CertificateFacts
from certificates.fonts import FONTS_IN_USE, SANS, register_fonts
from certificates.footer import draw_footer, footer_of
from certificates.glyphs import check_drawable
from certificates.letterhead import draw_letterhead
from certificates.page import FRAME, Page
from certificates.pdf_sheet import PdfSheet
from certificates.sheet import Sheet
from certificates.template import USUAL, Template
from certificates.typesetting import check_length
from certificates.wording import WORDINGS

FRAME_WEIGHT = 0.6
ROOM_UNDER_LETTERHEAD = 26.0
ROOM_ABOVE_FOOTER = 28.0


def draw_certificate(facts: CertificateFacts, template: Template = USUAL) -> bytes:
    """Draw the certificate and return a PDF file that ``certificates.archiving.archive`` makes lasting.

    Threads that draw at once take turns. Raises UndrawableText when the fonts lack a character and TextTooLong when a
    text does not fit legibly.
    """
    with FONTS_IN_USE:
        register_fonts()
        file = BytesIO()
        canvas = open_canvas(file, facts, template.page)
        draw_page(PdfSheet(canvas), facts, template)
        canvas.showPage()
        drop_empty_transition(canvas)
        canvas.save()
        return file.getvalue()


def open_canvas(file: BytesIO, facts: CertificateFacts, page: Page) -> Canvas:
    """Start a document that says what it is and depends on nothing but the facts."""
    wording = WORDINGS[facts.language]
    # Without a first font of our own, Helvetica would stand in the page without being embedded.
    canvas = Canvas(
        file,
        (page.width, page.height),
        invariant=1,
        pageCompression=1,
        initialFontName=SANS,
        lang=wording.locale,
    )
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


def draw_page(sheet: Sheet, facts: CertificateFacts, template: Template) -> None:
    """Draw letterhead, award and footer inside a hairline frame, in the order in which they are read out."""
    for text in facts.texts():
        check_length(text)
        check_drawable(text)
    page, wording = template.page, WORDINGS[facts.language]
    with sheet.decoration():
        frame = (FRAME, FRAME, page.width - 2 * FRAME, page.height - 2 * FRAME)
        sheet.outline(frame, template.accent, FRAME_WEIGHT)
    top = draw_letterhead(sheet, facts, wording, template) - ROOM_UNDER_LETTERHEAD
    bottom = page.bottom + footer_of(page).height + ROOM_ABOVE_FOOTER
    award = fit_award(facts, wording, template, top - bottom)
    draw_award(sheet, award, template, top=top, bottom=bottom)
    draw_footer(sheet, facts, wording, page)


def drop_empty_transition(canvas: Canvas) -> None:
    """Remove the empty /Trans that ReportLab gives every page and that PDF/A forbids."""
    for page in canvas._doc.Pages.pages:  # noqa: SLF001  # ReportLab has no public way to its page dictionaries.
        page.Trans = None
