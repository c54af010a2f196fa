"""The head of the certificate: the corporation's name, and its logo when it has one."""

from certificates.facts import CertificateFacts
from certificates.fonts import SANS_BOLD
from certificates.logo import logo_size
from certificates.page import INK, Page
from certificates.sheet import Box, Sheet
from certificates.template import Template
from certificates.typesetting import Block, Style, draw_block, fit_text
from certificates.wording import Wording

NAME = Style(SANS_BOLD, 13, INK, leading=1.3)
LOGO_WIDTH, LOGO_HEIGHT = 150.0, 44.0
ROOM_BESIDE_LOGO = 24.0


def draw_letterhead(sheet: Sheet, facts: CertificateFacts, wording: Wording, template: Template) -> float:
    """Draw the head and return the height above which it stands; raise TextTooLong when the name does not fit."""
    page = template.page
    box = logo_box(template.logo, page) if template.logo else None
    width = page.column - (box[2] + ROOM_BESIDE_LOGO if box else 0)
    name = fit_text(facts.corporation, NAME, width=width, most_lines=2, smallest=8)
    baseline = name_baseline(name, page, box)
    with sheet.part("P"):
        draw_block(sheet, name, x=page.left, y=baseline)
    if box and template.logo:
        with sheet.figure(box, wording.logo.format(corporation=facts.corporation)):
            sheet.place(template.logo, box)
    return min(baseline - name.height, box[1] if box else page.top)


def name_baseline(name: Block, page: Page, box: Box | None) -> float:
    """Return the first baseline: the name hangs from the top, or stands level with the middle of the logo."""
    high = name.capital_height + name.height
    above = max(0.0, (box[3] - high) / 2) if box else 0.0
    return page.top - above - name.capital_height


def logo_box(logo: bytes, page: Page) -> Box:
    """Return the box of a logo in the upper right corner, in its own proportions."""
    width, height = logo_size(logo)
    scale = min(LOGO_WIDTH / width, LOGO_HEIGHT / height)
    return page.right - width * scale, page.top - height * scale, width * scale, height * scale
