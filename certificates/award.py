"""The middle of the certificate: what is awarded, to whom, and what that person has shown."""

import unicodedata
from dataclasses import dataclass

from certificates.facts import CertificateFacts
from certificates.fonts import SANS, SERIF
from certificates.glyphs import undrawable_characters
from certificates.line_breaking import name_pieces
from certificates.page import INK, SOFT, Page
from certificates.sheet import Sheet
from certificates.template import Template
from certificates.typesetting import Block, Style, TextTooLong, draw_block, fit_pieces, fit_text
from certificates.wording import Wording

READING_WIDTH = 510.0
VERSION_WIDTH, VERSION_GAP = 120.0, 4.0
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


def draw_award(sheet: Sheet, award: Award, template: Template, *, top: float, bottom: float) -> None:
    """Draw the award about midway between two heights."""
    y = top - SHARE_ABOVE * (top - bottom - award.height)
    title, exam, holder, shown = (y - depth for depth in award.depths())
    last_exam_line = exam - award.exam.height
    left = template.page.left
    with sheet.part("H1"):
        draw_block(sheet, award.title, x=left, y=title)
    with sheet.part("H2"):
        draw_block(sheet, award.exam, x=left, y=exam)
        draw_block(sheet, award.version, x=left + award.exam.last_width + VERSION_GAP, y=last_exam_line)
    with sheet.decoration():
        rule = (left, last_exam_line - 26 * award.scale, RULE_LENGTH, RULE_WEIGHT)
        sheet.fill([rule], template.highlight)
    with sheet.part("P"):
        draw_block(sheet, award.holder, x=left, y=holder)
    with sheet.part("P"):
        draw_block(sheet, award.shown, x=left, y=shown)


def fit_award(facts: CertificateFacts, wording: Wording, template: Template, room: float) -> Award:
    """Set the award at the largest scale that stays within the height; raise TextTooLong when none does."""
    for scale in SCALES:
        award = set_award(facts, wording, template, scale)
        if award.height <= room:
            return award
    raise TextTooLong(max(facts.shown, facts.exam, facts.holder, key=len))


def set_award(facts: CertificateFacts, wording: Wording, template: Template, scale: float) -> Award:
    """Set every text of the award at one scale; raise TextTooLong when one cannot be set legibly."""
    page, column = template.page, template.page.column
    version = wording.exam_version.format(version=facts.exam_version)
    exam = Style(serif_or_sans(facts.exam), 21 * scale, INK)
    shown = Style(SANS, 14 * scale, INK, leading=1.55)
    # The exam's name ends in a space for those who hear it and its version as one line.
    name = fit_text(facts.exam, exam, width=column - VERSION_WIDTH, most_lines=page.exam_lines, smallest=11)
    return Award(
        title=Block([wording.title], Style(SERIF, 36 * scale, template.accent)),
        exam=Block([*name.lines[:-1], f"{name.lines[-1]} "], name.style),
        version=fit_text(version, Style(SANS, 10.5, SOFT), width=VERSION_WIDTH - 9, most_lines=1, smallest=6),
        holder=set_holder(facts.holder, page, scale),
        shown=fit_text(facts.shown, shown, width=min(READING_WIDTH, column), most_lines=page.most_lines, smallest=9),
        scale=scale,
    )


def set_holder(name: str, page: Page, scale: float) -> Block:
    """Set the name large on one line, or else on two; raise TextTooLong when even that cannot be read."""
    font = serif_or_sans(name)
    one_line = fit_pieces([name], Style(font, 50 * scale, INK), width=page.column, most_lines=1, smallest=36 * scale)
    if one_line:
        return one_line
    style = Style(font, 40 * scale, INK, leading=1.15)
    two_lines = fit_pieces(name_pieces(name), style, width=page.column, most_lines=2, smallest=15)
    if not two_lines:
        raise TextTooLong(name)
    return two_lines


def serif_or_sans(text: str) -> str:
    """Return the serif when it has every letter of the text, and otherwise Noto Sans, which has many more."""
    loose_accents = any(unicodedata.combining(char) for char in text)
    return SANS if loose_accents or undrawable_characters(text, SERIF) else SERIF
