import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.colours import WeakContrast, check_contrast, contrast_with_white

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("colour", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#0000ff", 8.59)]
)
def test_contrast_is_that_of_the_standard(colour, contrast):
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.01)


@given(colours)
def test_contrast_lies_between_one_and_twenty_one(colour):
    assert 1.0 <= contrast_with_white(colour) <= 21.0


def test_the_lightest_grey_for_text_is_allowed_and_one_lighter_is_not():
    check_contrast("#767676", 4.5)
    with pytest.raises(WeakContrast, match=r"contrast met wit papier is 4,4 en moet minstens 4,5 zijn"):
        check_contrast("#777777", 4.5)


@pytest.mark.parametrize("colour", ["", "red", "#FFF", "#12345", "#0E5A5A", "#0e5a5a;", "#0e5a5a\n", "url(#a)"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(WeakContrast, match="is geen kleur"):
        check_contrast(colour, 1)
