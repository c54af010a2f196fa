"""Text that people type or paste: kept as they wrote it, without what nobody can see."""

import unicodedata
from collections.abc import Sequence

JOINERS = "\u200c\u200d"
"""Signs without width that some scripts need between letters."""

INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
"""Control signs, marks without width or that turn the reading direction round, and halves of signs."""


def tidy(text: str) -> str:
    """Return text in composed form (NFC), trimmed, with single spaces and without invisible signs."""
    visible = "".join(" " if sign.isspace() else sign for sign in text if _is_kept(sign))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def in_a_row(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: "a, b en c"."""
    return " en ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _is_kept(sign: str) -> bool:
    return sign.isspace() or sign in JOINERS or unicodedata.category(sign) not in INVISIBLE
