"""Draw the proof of a check: one page that says what was checked, when, and what the answer was; ready to be sealed."""

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
MOST_ROWS = 24
MOST_TALL_ROWS = 10
"""From more rows on each takes one line, so that they end above the foot of the page."""
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
        _draw(PdfSheet(canvas), proof)
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


class _Writer:
    """Writes texts below each other, from the top of the page down."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.y = PORTRAIT.top

    def write(self, text: str, style: Style, *, role: Role = "P", gap: float = GAP, most_lines: int = 6) -> None:
        """Write a text over the whole width, some way under what stands above."""
        block = fit_text(drawable(text), style, width=PORTRAIT.column, most_lines=most_lines, smallest=6)
        self.y -= gap + block.capital_height
        with self.sheet.part(role):
            draw_block(self.sheet, block, x=PORTRAIT.left, y=self.y)
        self.y -= block.height

    def write_pair(self, label: str, value: str, *, most_lines: int = 6) -> None:
        """Write a label with its value beside it."""
        width = PORTRAIT.column - LABEL_WIDTH
        name = fit_or_cut(drawable(label), LABEL, width=LABEL_WIDTH - 8, most_lines=min(2, most_lines))
        text = fit_or_cut(drawable(value) or "–", TEXT, width=width, most_lines=most_lines)
        self.y -= GAP + text.capital_height
        with self.sheet.part("P"):
            draw_block(
                self.sheet, Block([*name.lines[:-1], f"{name.lines[-1]} "], name.style), x=PORTRAIT.left, y=self.y
            )
            draw_block(self.sheet, text, x=PORTRAIT.left + LABEL_WIDTH, y=self.y)
        self.y -= max(name.height, text.height)

    def rule(self) -> None:
        """Draw a short line in colour."""
        self.y -= 14
        with self.sheet.decoration():
            self.sheet.fill([(PORTRAIT.left, self.y, 40, 1.8)], OCHRE)
        self.y -= 6


def _draw(sheet: Sheet, proof: ProofOfCheck) -> None:
    with sheet.decoration():
        frame = (FRAME, FRAME, PORTRAIT.width - 2 * FRAME, PORTRAIT.height - 2 * FRAME)
        sheet.outline(frame, TEAL, 0.6)
    writer = _Writer(sheet)
    writer.write(proof.issuer, SMALL, gap=0)
    writer.write(TITLE, Style(SERIF, 30, TEAL), role="H1", gap=16)
    writer.rule()
    writer.write(proof.headline, HEADLINE, role="H2", gap=12)
    writer.write(proof.explanation, TEXT)
    writer.write(proof.checked, TEXT)
    if proof.rows:
        writer.write("Dit staat in het register", HEADING, role="H2", gap=18)
        rows = proof.rows[:MOST_ROWS]
        for label, value in rows:
            writer.write_pair(label, value, most_lines=6 if len(rows) <= MOST_TALL_ROWS else 1)
    if proof.checks:
        writer.write("Dit is bekeken", HEADING, role="H2", gap=18)
        for outcome, sentence in proof.checks:
            writer.write_pair(outcome, sentence)
    if proof.sha256:
        writer.write(f"Vingerafdruk van het bestand (SHA-256): {_in_fours(proof.sha256)}", SMALL, gap=14)
    _draw_foot(sheet, proof)


def _draw_foot(sheet: Sheet, proof: ProofOfCheck) -> None:
    width = PORTRAIT.column - QR_SIDE - 24
    note = fit_text(MOMENT_ONLY.format(page=proof.verify_page), SMALL, width=width, most_lines=5, smallest=6)
    with sheet.part("P"):
        draw_block(sheet, note, x=PORTRAIT.left, y=PORTRAIT.bottom + QR_SIDE - note.capital_height)
    box = (PORTRAIT.right - QR_SIDE, PORTRAIT.bottom, QR_SIDE, QR_SIDE)
    with sheet.link(box, QR_WORDS.format(page=proof.verify_page), proof.verify_url):
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
