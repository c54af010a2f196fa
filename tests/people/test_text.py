"""Text stays as people wrote it, without what nobody can see."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proeve.people.text import tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Zoë \n", "Zoë"),
        ("Zoe\u0308", "Zoë"),
        ("van\u00a0der\tBerg", "van der Berg"),
        ("Van Dijk–de Boer", "Van Dijk–de Boer"),
        ("\ufeffJan\u200b", "Jan"),
        ("Jan\u202egnB", "JangnB"),
        ("Jan\x00", "Jan"),
    ],
)
def test_text_is_composed_trimmed_and_freed_of_invisible_signs(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(st.text(st.characters(categories=["L", "N", "P"])))
def test_letters_digits_and_punctuation_are_never_lost(text: str) -> None:
    assert tidy(text) == unicodedata.normalize("NFC", text)
