from hypothesis import given
from hypothesis import strategies as st

from certificates.line_breaking import balanced_lines, name_pieces, word_pieces

words = st.lists(st.text("abcd-", min_size=1, max_size=9), min_size=1, max_size=25).map(" ".join)


def measured(text: str) -> list[tuple[str, float]]:
    return [(piece, float(len(piece))) for piece in word_pieces(text)]


def test_a_name_breaks_before_its_prefix_and_inside_a_double_name():
    assert name_pieces("Jan van der Heijden-Oosterbaan") == ["Jan ", "van der Heijden-", "Oosterbaan"]


def test_a_name_without_capitals_breaks_at_every_space():
    assert name_pieces("jan van der berg") == ["jan ", "van ", "der ", "berg"]


def test_short_words_are_not_broken_at_their_hyphen():
    assert word_pieces("per e-mail t/m morgen") == ["per ", "e-mail ", "t/m ", "morgen"]


def test_lines_are_about_equally_long():
    assert balanced_lines(measured("een twee drie vier vijf"), 20, 2) == ["een twee drie ", "vier vijf"]


def test_what_needs_more_lines_than_allowed_is_not_broken():
    assert balanced_lines(measured("een twee drie"), 5, 2) is None


def test_a_word_wider_than_the_line_is_not_broken():
    assert balanced_lines(measured("onderhoudsabonnement"), 10, 3) is None


@given(words, st.integers(min_value=5, max_value=60))
def test_no_line_is_too_wide_and_no_letter_is_lost(text, width):
    lines = balanced_lines(measured(text), width, 99)
    if lines is not None:
        assert max(map(len, lines)) <= width
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
