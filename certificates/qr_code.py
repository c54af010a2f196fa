"""A QR code as boxes to fill, which print sharp at any size and cost a third of ReportLab's own code."""

from collections.abc import Iterator
from itertools import groupby

import segno

from certificates.sheet import Box

MASK = 3
"""Readers take any of the eight masks. Trying all of them for the evenest would take half the time of a certificate,
and a secret address is as random under one as under another."""


def qr_boxes(text: str, *, x: float, y: float, side: float) -> list[Box]:
    """Return the dark boxes of the text as a QR code with its lower left corner at (x, y).

    ``side`` counts the modules only: leave white of four modules around it (ISO/IEC 18004).
    Letters in capitals, digits and ``$%*+-./:`` take the least room.
    """
    rows = [list(row) for row in segno.make_qr(text, error="m", mask=MASK).matrix]
    module = side / len(rows)
    return [
        (x + start * module, y + side - from_top * module, length * module, module)
        for from_top, row in enumerate(rows, start=1)
        for start, length in dark_runs(row)
    ]


def dark_runs(row: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the start and length of each run of dark modules in a row."""
    column = 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            yield column, length
        column += length
