import pytest

from certificates.fonts import ALL_FONTS, SANS, characters_of
from certificates.glyphs import UndrawableText, check_drawable, undrawable_characters


@pytest.mark.parametrize(
    "name",
    [
        "Łukasz Özğür",
        "Çağla",
        "Zoë",
        "Nguyễn Ỹ",
        "Ĳsbrand ĳ",
        "Tŷr ŵ",
        "Ọ́yọ̀",
        "Ваня",
        "Παῦλος",
        "Ștefan Őry",
        "D’Arc-ß",
    ],
)
def test_names_with_european_letters_can_be_drawn(name):
    check_drawable(name)


def test_missing_letters_are_named_once_in_the_order_of_the_text():
    assert undrawable_characters("山Jan 田山 😀") == ["山", "田", "😀"]


def test_the_refusal_names_the_letters_and_says_what_to_do():
    with pytest.raises(
        UndrawableText, match=r"山 \(U\+5C71\), 田 \(U\+7530\)\. Schrijf de tekst met Latijnse letters"
    ) as refusal:
        check_drawable("山田 Jan")
    assert refusal.value.characters == ["山", "田"]


def test_letters_that_must_be_joined_are_refused_although_the_font_has_them():
    assert ord("अ") in characters_of(SANS)
    assert undrawable_characters("अमर") == ["अ", "म", "र"]


def test_all_fonts_have_the_letters_of_dutch():
    letters = "".join(map(chr, range(0x20, 0x7F))) + "áàäâéèëêíìïîóòöôúùüûçñÁÀÄÂÉÈËÊÍÌÏÎÓÒÖÔÚÙÜÛÇÑ€–’“”"
    assert [font for font in ALL_FONTS if undrawable_characters(letters, font)] == []
