"""How the certificates of the made-up corporations look: one with a logo, one upright and in other colours."""

from io import BytesIO

from PIL import Image, ImageDraw

from certificates.logo import clean_logo
from certificates.template import Template
from proeve.demo.cast import COMPANIES, Company

RED, BLUE, GREEN = "#8a2432", "#1d4e89", "#2f6b2f"
PIXELS = 4
"""How much larger the logo is drawn than it becomes, so that its slopes are smooth."""


def look_of(company: Company) -> Template:
    """Return the look that a corporation chose when it began."""
    if company is COMPANIES[0]:
        return Template(logo=houses())
    return Template(orientation="portrait", accent=BLUE, highlight=RED)


def houses() -> bytes:
    """Draw three gables in a row, the way a corporation in a demonstration might have them."""
    picture = Image.new("RGB", (480 * PIXELS, 144 * PIXELS), "white")
    pen = ImageDraw.Draw(picture)
    for number, (colour, height) in enumerate(((BLUE, 100), (RED, 132), (GREEN, 84))):
        left, right, roof = 24 + 148 * number, 148 + 148 * number, 144 - height
        gable = [(left, 144), (left, roof + 40), ((left + right) / 2, roof), (right, roof + 40), (right, 144)]
        pen.polygon([(x * PIXELS, y * PIXELS) for x, y in gable], fill=colour)
        pen.rectangle([edge * PIXELS for edge in (left + 48, 100, left + 76, 144)], fill="white")
    file = BytesIO()
    picture.resize((480, 144), Image.Resampling.LANCZOS).save(file, "PNG")
    return clean_logo(file.getvalue())
