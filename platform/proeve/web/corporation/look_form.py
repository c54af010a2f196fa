"""Read the form of a certificate's look: which way up, two colours, and a logo that is drawn anew."""

import asyncio

from certificates.colours import check_contrast
from certificates.errors import Invalid as InvalidCertificate
from certificates.logo import LARGEST_FILE, clean_logo
from certificates.template import ACCENT_CONTRAST, HIGHLIGHT_CONTRAST, Orientation
from certificates.template import Template as Look
from proeve.web.forms import Form


async def read_look(form: Form, before: Look) -> Look:
    """Return the look in the form; the logo of before stays unless another or none is chosen.

    Raises Invalid with a sentence for each field that is not right.
    """
    orientation: Orientation = "portrait" if form.text("orientation") == "portrait" else "landscape"
    accent = _colour(form, "accent", ACCENT_CONTRAST)
    highlight = _colour(form, "highlight", HIGHLIGHT_CONTRAST)
    logo = None if form.text("no_logo") else await _logo(form) or before.logo
    form.check()
    return Look(orientation=orientation, accent=accent, highlight=highlight, logo=logo)


def _colour(form: Form, field: str, least: float) -> str:
    colour = form.text(field, required="Kies een kleur.").lower()
    try:
        check_contrast(colour, least)
    except InvalidCertificate as problem:
        form.problems.setdefault(field, str(problem))
    return colour


async def _logo(form: Form) -> bytes | None:
    file = form.file("logo")
    if file is None:
        return None
    try:
        # One byte more than is allowed is enough to see that it is too much.
        return await asyncio.to_thread(clean_logo, await file.read(LARGEST_FILE + 1))
    except InvalidCertificate as problem:
        form.problems["logo"] = str(problem)
        return None
