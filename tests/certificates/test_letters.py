import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.accents import accent_offset
from certificates.fonts import ALL_FONTS, SANS, SERIF, register_fonts
from certificates.kerning import kerning_between
from certificates.letters import advance_of, place_letters


@pytest.fixture(autouse=True, scope="module")
def _fonts():
    register_fonts()


@pytest.mark.parametrize("font", ALL_FONTS)
def test_letters_that_lean_over_each_other_come_closer(font):
    assert kerning_between("T", "o", font) < 0
    assert kerning_between("A", "V", font) < 0
    assert kerning_between("H", "H", font) == 0


def test_a_letter_the_font_lacks_is_not_kerned():
    assert kerning_between("T", "山", SERIF) == 0


def test_an_accent_stands_higher_on_a_capital_than_on_a_small_letter():
    assert accent_offset("Ọ", "\u0301", SANS)[1] > accent_offset("ọ", "\u0301", SANS)[1]


def test_an_accent_without_a_letter_has_no_place_of_its_own():
    assert accent_offset("€", "\u0301", SANS) is None


def test_a_loose_accent_takes_no_room():
    register_fonts()
    plain, accented = place_letters("Ọyo", SANS), place_letters("Ọ\u0301yo", SANS)
    width = [sum(advance_of(letter.char, SANS) + letter.space for letter in line) for line in (plain, accented)]
    assert width[0] == pytest.approx(width[1])
    assert accented[1].rise > 0


@given(st.text(st.sampled_from("TaVo Ọ\u0301\u0300j-"), max_size=30))
def test_placing_keeps_every_letter_in_order(text):
    assert "".join(letter.char for letter in place_letters(text, SANS)) == text
