"""Draw the proof of a check: it says what was checked, when, and what the answer was; ready to be sealed.

Mostly it is one page; a long list goes on over as many as it takes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from certificates.archiving import archive_file
from certificates.drawing import drop_empty_transition
from certificates.fonts import FONTS_IN_USE, SANS, SANS_BOLD, SERIF, register_fonts
from certificates.glyphs import undrawable_characters
from certificates.page import FRAME, INK, PORTRAIT, SOFT
from certificates.pdf_sheet import PdfSheet
from certificates.qr_code import qr_boxes
from certificates.sheet import Role, Sheet
from certificates.template import OCHRE, TEAL
from certificates.typesetting import Block, Style, TextTooLong, draw_block, fit_text

TITLE = "Verificatiebewijs"
SUBJECT = "Verificatiebewijs van een certificaat"
SEAL_WORDS = "Zegel van de uitgever. Dit veld is alleen voor de uitgever."
QR_WORDS = "QR-code en link waarmee u het certificaat opnieuw controleert bij {page}"
MOMENT_ONLY = (
    "Dit bewijs zegt hoe het was op het moment van de controle. Later kan een certificaat verlopen of ingetrokken "
    "zijn. Controleer het dan opnieuw op {page}."
)

HEADLINE = Style(SANS_BOLD, 18, INK)
TEXT = Style(SANS, 10, INK, leading=1.4)
SMALL = Style(SANS, 8.5, SOFT, leading=1.4)
HEADING = Style(SANS_BOLD, 11, TEAL)
LABEL = Style(SANS, 9.5, SOFT, leading=1.35)
LABEL_WIDTH = 128.0
QR_SIDE = 68.0
FLOOR = PORTRAIT.bottom + QR_SIDE + 14
"""Above the foot, which is on every page: on paper any of them may be the one that somebody has."""
MOST_TALL_ROWS = 10
"""From more rows on each takes one line."""
ROOM_UNDER_HEADING = 40.0
PAGE_NUMBER = "Bladzijde {page} van {pages}"
ELLIPSIS = "…"
REPLACEMENT = "?"
GAP = 7.0


@dataclass(frozen=True)
class ProofOfCheck:
    """What the page says; every text is plain, and `checked` tells when and how in words.

    `rows` are (label, value), `checks` are (outcome, what was found). `verify_url` is where to check again, and may be
    clicked and scanned.
    """

    headline: str
    explanation: str
    rows: list[tuple[str, str]]
    checks: list[tuple[str, str]]
    checked: str
    checked_at: datetime
    issuer: str
    verify_url: str
    verify_page: str
    sha256: str = ""


def draw_proof_of_check(proof: ProofOfCheck) -> bytes:
    """Return an archived PDF file with an empty field for the seal; the same proof gives the same bytes.

    Raises TextTooLong for a text that does not fit; what stands in the rows is cut off with an ellipsis instead.
    """
    with FONTS_IN_USE:
        register_fonts()
        file = BytesIO()
        canvas = _open_canvas(file, proof)
        pages = _set(proof)
        for page, strokes in enumerate(pages, start=1):
            _draw_page(PdfSheet(canvas), proof, strokes, page=page, pages=len(pages))
            canvas.showPage()
        drop_empty_transition(canvas)
        canvas.save()
        return archive_file(file.getvalue(), seal_words=SEAL_WORDS)


def _open_canvas(file: BytesIO, proof: ProofOfCheck) -> Canvas:
    size = (PORTRAIT.width, PORTRAIT.height)
    canvas = Canvas(file, size, invariant=1, pageCompression=1, initialFontName=SANS, lang="nl-NL")
    canvas.setTitle(f"{TITLE}: {proof.headline}")
    canvas.setAuthor(proof.issuer)
    canvas.setSubject(SUBJECT)
    canvas.setCreator("Proeve")
    canvas.setProducer("Proeve")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    written = proof.checked_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    canvas.setDateFormatter(lambda *_moment: written)
    return canvas


Stroke = Callable[[Sheet], None]


class _Writer:
    """Sets texts below each other, from the top of a page down, and goes on at the top of the next; then draws them."""

    def __init__(self) -> None:
        self.pages: list[list[Stroke]] = [[]]
        self.y = PORTRAIT.top

    def write(self, text: str, style: Style, *, role: Role = "P", gap: float = GAP, most_lines: int = 6) -> None:
        """Set a text over the whole width, some way under what stands above."""
        block = fit_text(drawable(text), style, width=PORTRAIT.column, most_lines=most_lines, smallest=6)
        y = self._take(gap, block, height=block.height, below=ROOM_UNDER_HEADING if role == "H2" else 0)

        def draw(sheet: Sheet) -> None:
            with sheet.part(role):
                draw_block(sheet, block, x=PORTRAIT.left, y=y)

        self.pages[-1].append(draw)

    def write_pair(self, label: str, value: str, *, most_lines: int = 6) -> None:
        """Set a label with its value beside it."""
        width = PORTRAIT.column - LABEL_WIDTH
        name = fit_or_cut(drawable(label), LABEL, width=LABEL_WIDTH - 8, most_lines=min(2, most_lines))
        text = fit_or_cut(drawable(value) or "–", TEXT, width=width, most_lines=most_lines)
        y = self._take(GAP, text, height=max(name.height, text.height))

        def draw(sheet: Sheet) -> None:
            with sheet.part("P"):
                draw_block(sheet, Block([*name.lines[:-1], f"{name.lines[-1]} "], name.style), x=PORTRAIT.left, y=y)
                draw_block(sheet, text, x=PORTRAIT.left + LABEL_WIDTH, y=y)

        self.pages[-1].append(draw)

    def _take(self, gap: float, block: Block, *, height: float, below: float = 0) -> float:
        """Return where the first line stands, on the next page when this one has no room left."""
        if self.y - gap - block.capital_height - height - below < FLOOR:
            self.pages.append([])
            self.y = PORTRAIT.top
        first = self.y - gap - block.capital_height
        self.y = first - height
        return first

    def rule(self) -> None:
        """Set a short line in colour."""
        self.y -= 14
        box = (PORTRAIT.left, self.y, 40, 1.8)

        def draw(sheet: Sheet) -> None:
            with sheet.decoration():
                sheet.fill([box], OCHRE)

        self.pages[-1].append(draw)
        self.y -= 6


def _set(proof: ProofOfCheck) -> list[list[Stroke]]:
    """Return what is to be drawn on each page."""
    writer = _Writer()
    writer.write(proof.issuer, SMALL, gap=0)
    writer.write(TITLE, Style(SERIF, 30, TEAL), role="H1", gap=16)
    writer.rule()
    writer.write(proof.headline, HEADLINE, role="H2", gap=12)
    if proof.explanation:
        writer.write(proof.explanation, TEXT)
    writer.write(proof.checked, TEXT)
    if proof.rows:
        writer.write("Dit staat in het register", HEADING, role="H2", gap=18)
        for label, value in proof.rows:
            writer.write_pair(label, value, most_lines=6 if len(proof.rows) <= MOST_TALL_ROWS else 1)
    if proof.checks:
        writer.write("Dit is bekeken", HEADING, role="H2", gap=18)
        for outcome, sentence in proof.checks:
            writer.write_pair(outcome, sentence)
    if proof.sha256:
        writer.write(f"Vingerafdruk van het bestand (SHA-256): {_in_fours(proof.sha256)}", SMALL, gap=14)
    return writer.pages


def _draw_page(sheet: Sheet, proof: ProofOfCheck, strokes: list[Stroke], *, page: int, pages: int) -> None:
    with sheet.decoration():
        frame = (FRAME, FRAME, PORTRAIT.width - 2 * FRAME, PORTRAIT.height - 2 * FRAME)
        sheet.outline(frame, TEAL, 0.6)
    for draw in strokes:
        draw(sheet)
    if pages > 1:
        with sheet.decoration():
            number = fit_text(PAGE_NUMBER.format(page=page, pages=pages), SMALL, width=200, most_lines=1, smallest=6)
            draw_block(sheet, number, x=PORTRAIT.left, y=PORTRAIT.bottom)
    _draw_foot(sheet, proof, is_read_out=page == pages)


def _draw_foot(sheet: Sheet, proof: ProofOfCheck, *, is_read_out: bool) -> None:
    """Say how to check again: the same on every page, and read out once, after everything else."""
    width = PORTRAIT.column - QR_SIDE - 24
    note = fit_text(MOMENT_ONLY.format(page=proof.verify_page), SMALL, width=width, most_lines=5, smallest=6)
    box = (PORTRAIT.right - QR_SIDE, PORTRAIT.bottom, QR_SIDE, QR_SIDE)
    words = QR_WORDS.format(page=proof.verify_page)
    with sheet.part("P") if is_read_out else sheet.decoration():
        draw_block(sheet, note, x=PORTRAIT.left, y=PORTRAIT.bottom + QR_SIDE - note.capital_height)
    with sheet.link(box, words, proof.verify_url) if is_read_out else sheet.decoration():
        sheet.fill(qr_boxes(proof.verify_url, x=box[0], y=box[1], side=QR_SIDE), INK)


def drawable(text: str) -> str:
    """Return a text with a question mark for what the fonts lack: a proof must come, whatever was typed."""
    lacking = set(undrawable_characters(text, SANS))
    return "".join(REPLACEMENT if char in lacking or not char.isprintable() else char for char in text)


def fit_or_cut(text: str, style: Style, *, width: float, most_lines: int) -> Block:
    """Set a text that somebody typed; of one that does not fit, as much as does, with an ellipsis."""
    shown = text
    while True:
        try:
            return fit_text(shown, style, width=width, most_lines=most_lines, smallest=6)
        except TextTooLong:
            text = text[:-1].rstrip()
            shown = f"{text}{ELLIPSIS}"


def _in_fours(digits: str) -> str:
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))
