"""The theme's colours can be read: WCAG 2.2 contrast of every pair that the style sheet puts together."""

import re

import pytest

from proeve.web.assets import STATIC_FOLDER

THEME = (STATIC_FOLDER / "theme.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--pv-([a-z-]+): (#[0-9a-f]{6});", THEME.partition("}\n\n/* Type */")[0]))

GROUNDS = ("surface", "paper", "sand")
BEST = 7.0  # Success criterion 1.4.6, level AAA.
ENOUGH = 4.5  # Success criterion 1.4.3, level AA.
SHAPE = 3.0  # Success criterion 1.4.11: borders of fields, bars, the focus ring.

PAIRS = [
    *[("ink", ground, BEST) for ground in (*GROUNDS, "primary-soft", "good-soft", "attention-soft", "wrong-soft")],
    *[("primary", ground, BEST) for ground in GROUNDS],
    *[("primary-dark", ground, BEST) for ground in (*GROUNDS, "primary-soft")],
    ("primary", "primary-soft", ENOUGH),
    *[("ink-soft", ground, BEST) for ground in ("surface", "paper")],
    *[("ink-soft", ground, ENOUGH) for ground in ("sand", "primary-soft")],
    *[
        (f"{tone}-text", ground, BEST)
        for tone in ("good", "attention", "wrong")
        for ground in ("surface", f"{tone}-soft")
    ],
    ("on-primary", "primary", BEST),
    ("on-primary", "primary-dark", BEST),
    ("surface", "wrong", BEST),
    *[(part, ground, SHAPE) for part in ("edge", "accent", "focus", "wrong") for ground in (*GROUNDS, "primary-soft")],
]


def luminance(colour: str) -> float:
    """WCAG 2.2, definition of relative luminance."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_contrast_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_pair_of_colours_is_far_enough_apart(front, ground, least):
    assert contrast(COLOURS[front], COLOURS[ground]) >= least


def test_ochre_is_never_the_colour_of_words():
    """It is too light for text; icons and lines may carry it."""
    sheets = [file.read_text(encoding="utf-8") for file in STATIC_FOLDER.rglob("*.css") if "vendor" not in file.parts]
    rules = re.findall(r"([^{}]+)\{[^{}]*(?<![-\w])color: var\(--pv-accent\)", "\n".join(sheets))
    assert rules
    assert all(".icon" in selector for selector in rules)
