"""Static files as templates ask for them: addresses that change with the content, and icons as inline SVG."""

import hashlib
import re
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

STATIC_FOLDER = Path(__file__).parent / "static"
STATIC_PATH = "/static"


@cache
def asset(name: str) -> str:
    """Return the address of a static file, with a version that changes when its content does.

    Raises FileNotFoundError when the file is missing: run ``python hatch_build.py`` for vendored files.
    """
    digest = hashlib.sha256((STATIC_FOLDER / name).read_bytes()).hexdigest()
    return f"{STATIC_PATH}/{name}?v={digest[:10]}"


@cache
def icon(name: str, label: str = "") -> Markup:
    """Return one icon as inline SVG, hidden from screen readers unless it has a label.

    Raises LookupError for a name that icons.txt does not list.
    """
    file = STATIC_FOLDER / "vendor" / "icons" / f"{name}.svg"
    if not file.is_file():
        raise LookupError(f"There is no icon '{name}': add it to platform/proeve/web/icons.txt, run hatch_build.py.")
    shapes = re.sub(r"^<svg[^>]*>|</svg>\s*$", "", file.read_text(encoding="utf-8").strip())
    meaning = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return Markup(  # noqa: S704  # The shapes come from our own vendored files and the label is escaped.
        f'<svg class="icon" viewBox="0 0 16 16" fill="currentColor" focusable="false" {meaning}>'
        f"{' '.join(shapes.split())}</svg>"
    )
