"""From the facts of a certificate to a picture of it for the screen, drawn with the very same strokes."""

from certificates.drawing import draw_page
from certificates.facts import CertificateFacts
from certificates.fonts import FONTS_IN_USE, register_fonts
from certificates.svg_sheet import SvgSheet
from certificates.template import USUAL, Template


def picture_certificate(facts: CertificateFacts, template: Template = USUAL) -> bytes:
    """Return the picture as an SVG file; raise what ``draw_certificate`` raises."""
    with FONTS_IN_USE:
        register_fonts()
        sheet = SvgSheet(template.page)
        draw_page(sheet, facts, template)
        return sheet.picture()
