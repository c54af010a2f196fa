"""The middle of the certificate: what is awarded, to whom, and what that person has shown."""

import unicodedata
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from certificates.facts import CertificateFacts
from certificates.fonts import SANS, SERIF
from certificates.glyphs import undrawable_characters
from certificates.line_breaking import name_pieces
from certificates.page import COLUMN, INK, LEFT, OCHRE, SOFT, TEAL
from certificates.typesetting import Block, Style, TextTooLong, draw_block, fit_pieces, fit_text
from certificates.wording import Wording

READING_WIDTH = 510.0
VERSION_WIDTH = 120.0
RULE_LENGTH, RULE_WEIGHT = 40.0, 1.8
# A little more room under the award than above it looks like the middle.
SHARE_ABOVE = 0.44
# An award that is too tall is set smaller as a whole, so that its proportions stay.
SCALES = (1.0, 0.93, 0.86, 0.8, 0.74)


@dataclass(frozen=True)
class Award:
    """The texts of the award, set and ready to be placed below each other."""

    title: Block
    exam: Block
    version: Block
    holder: Block
    shown: Block
    scale: float

    def depths(self) -> tuple[float, float, float, float]:
        """Return how far under the top the first baselines of title, exam, holder and sentence are, in points."""
        title = self.title.capital_height
        exam = title + 33 * self.scale
        holder = exam + self.exam.height + 52 * self.scale + self.holder.capital_height
        shown = holder + self.holder.height + 21 * self.scale + 0.38 * self.holder.style.size
        return title, exam, holder, shown

    @property
    def height(self) -> float:
        """Return the distance in points from the top of the title to the last baseline."""
        return self.depths()[-1] + self.shown.height


def draw_award(canvas: Canvas, facts: CertificateFacts, wording: Wording, *, top: float, bottom: float) -> None:
    """Draw the award about midway between two heights; raise TextTooLong when it does not fit legibly."""
    award = fit_award(facts, wording, top - bottom)
    y = top - SHARE_ABOVE * (top - bottom - award.height)
    title, exam, holder, shown = (y - depth for depth in award.depths())
    draw_block(canvas, award.title, x=LEFT, y=title)
    draw_block(canvas, award.exam, x=LEFT, y=exam)
    draw_block(canvas, award.version, x=LEFT + award.exam.last_width + 9, y=exam - award.exam.height)
    draw_rule(canvas, y=exam - award.exam.height - 26 * award.scale)
    draw_block(canvas, award.holder, x=LEFT, y=holder)
    draw_block(canvas, award.shown, x=LEFT, y=shown)


def draw_rule(canvas: Canvas, *, y: float) -> None:
    """Draw the short line between the exam and the holder."""
    canvas.setFillColor(OCHRE)
    canvas.rect(LEFT, y, RULE_LENGTH, RULE_WEIGHT, stroke=0, fill=1)


def fit_award(facts: CertificateFacts, wording: Wording, room: float) -> Award:
    """Set the award at the largest scale that stays within the room; raise TextTooLong when none does."""
    for scale in SCALES:
        award = set_award(facts, wording, scale)
        if award.height <= room:
            return award
    raise TextTooLong(max(facts.shown, facts.exam, facts.holder, key=len))


def set_award(facts: CertificateFacts, wording: Wording, scale: float) -> Award:
    """Set every text of the award at one scale; raise TextTooLong when one cannot be set legibly."""
    version = wording.exam_version.format(version=facts.exam_version)
    exam = Style(serif_or_sans(facts.exam), 21 * scale, INK)
    shown = Style(SANS, 14 * scale, INK, leading=1.55)
    return Award(
        title=Block([wording.title], Style(SERIF, 36 * scale, TEAL)),
        exam=fit_text(facts.exam, exam, width=COLUMN - VERSION_WIDTH, most_lines=2, smallest=11),
        version=fit_text(version, Style(SANS, 10.5, SOFT), width=VERSION_WIDTH - 9, most_lines=1, smallest=6),
        holder=set_holder(facts.holder, scale),
        shown=fit_text(facts.shown, shown, width=READING_WIDTH, most_lines=4, smallest=9),
        scale=scale,
    )


def set_holder(name: str, scale: float) -> Block:
    """Set the name large on one line, or else on two; raise TextTooLong when even that cannot be read."""
    font = serif_or_sans(name)
    one_line = fit_pieces([name], Style(font, 50 * scale, INK), width=COLUMN, most_lines=1, smallest=36 * scale)
    if one_line:
        return one_line
    style = Style(font, 40 * scale, INK, leading=1.15)
    two_lines = fit_pieces(name_pieces(name), style, width=COLUMN, most_lines=2, smallest=15)
    if not two_lines:
        raise TextTooLong(name)
    return two_lines


def serif_or_sans(text: str) -> str:
    """Return the serif when it has every letter of the text, and otherwise Noto Sans, which has many more."""
    loose_accents = any(unicodedata.combining(char) for char in text)
    return SANS if loose_accents or undrawable_characters(text, SERIF) else SERIF
