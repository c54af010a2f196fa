"""How a corporation's certificates look: the way up of the sheet, two colours and a logo."""

from typing import Literal

import msgspec

from certificates.colours import check_contrast
from certificates.page import LANDSCAPE, PORTRAIT, Page

Orientation = Literal["landscape", "portrait"]

TEAL = "#0e5a5a"
OCHRE = "#b86e14"

PAGES: dict[Orientation, Page] = {"landscape": LANDSCAPE, "portrait": PORTRAIT}

# Text needs 4.5 to 1 on white paper and a line 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
ACCENT_CONTRAST = 4.5
HIGHLIGHT_CONTRAST = 3.0


class Template(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One look; raises WeakContrast for a colour that cannot be read on white paper."""

    orientation: Orientation = "landscape"
    accent: str = TEAL
    """The colour of the title and the frame."""
    highlight: str = OCHRE
    """The colour of the short line under the exam."""
    logo: bytes | None = None
    """A PNG or JPEG image as ``certificates.logo.clean_logo`` returns it."""

    def __post_init__(self) -> None:
        """Refuse colours that cannot be read."""
        check_contrast(self.accent, ACCENT_CONTRAST)
        check_contrast(self.highlight, HIGHLIGHT_CONTRAST)

    @property
    def page(self) -> Page:
        """Return the sheet this look is for."""
        return PAGES[self.orientation]


USUAL = Template()
