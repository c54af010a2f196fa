"""A line of text as letters with their exact places: kerned, and with loose accents put on their letters."""

import unicodedata
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics

from certificates.accents import accent_offset
from certificates.kerning import kerning_between

REMEMBERED_LINES = 500


class Letter(NamedTuple):
    """One character, with the space to add after it and how far it is raised, as fractions of the font size."""

    char: str
    space: float
    rise: float


# Fixed words, exams and corporations come back on certificate after certificate.
@lru_cache(REMEMBERED_LINES)
def place_letters(text: str, font: str) -> tuple[Letter, ...]:
    """Return the letters of a line in order."""
    letters: list[Letter] = []
    for cluster, following in clusters_of(text):
        letters += place_cluster(cluster, kerning_between(cluster[0], following, font) if following else 0.0, font)
    return tuple(letters)


def clusters_of(text: str) -> list[tuple[str, str]]:
    """Split a text into letters with their loose accents, each paired with the letter that follows."""
    clusters: list[str] = []
    for char in text:
        if clusters and unicodedata.combining(char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return [(cluster, following[:1]) for cluster, following in pairwise([*clusters, ""])]


def place_cluster(cluster: str, space: float, font: str) -> list[Letter]:
    """Place the accents on their letter, and end where the letter itself would have ended."""
    base = cluster[0]
    end = advance_of(base, font)
    placed = [(char, *(accent_offset(base, char, font) or (end, 0.0))) for char in cluster[1:]]
    starts = [0.0, *(right for _, right, _ in placed)]
    rises = [0.0, *(up for _, _, up in placed)]
    ends = [*starts[1:], end + space]
    return [
        Letter(char, after - start - advance_of(char, font), rise)
        for char, start, after, rise in zip(cluster, starts, ends, rises, strict=True)
    ]


@cache
def advance_of(char: str, font: str) -> float:
    """Return the width of a character as a fraction of the font size."""
    return float(pdfmetrics.stringWidth(char, font, 1))
