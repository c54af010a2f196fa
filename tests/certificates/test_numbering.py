import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from certificates.numbering import ALPHABET, EXAMPLE, InvalidNumber, draw_number, parse_number

years = st.integers(min_value=2000, max_value=2199)
seeds = st.integers(min_value=0, max_value=2**64 - 1)
numbers = st.builds(lambda year, seed: draw_number(year, random.Random(seed)), years, seeds)
# The places of the year, the drawn characters and the check character in "PR-2026-4FTR-ARPC-6".
places = [3, 4, 5, 6, 8, 9, 10, 11, 13, 14, 15, 16, 18]


def test_a_number_shows_the_year_and_groups_of_four():
    number = draw_number(2026, random.Random(7))
    assert [len(part) for part in number.split("-")] == [2, 4, 4, 4, 1]
    assert number.startswith("PR-2026-")


def test_the_example_in_the_message_is_itself_a_right_number():
    assert parse_number(EXAMPLE) == EXAMPLE


def test_the_alphabet_has_31_characters_and_no_look_alikes():
    assert len(set(ALPHABET)) == 31
    assert not set(ALPHABET) & set("01OIL")


@given(years, seeds)
def test_the_same_source_of_chance_draws_the_same_number(year, seed):
    assert draw_number(year, random.Random(seed)) == draw_number(year, random.Random(seed))


@given(numbers)
def test_a_drawn_number_reads_back_as_itself(number):
    assert parse_number(number) == number


@given(numbers, st.sampled_from(["", " ", "–", "‑", " - ", "\u00a0", "—", "\t"]))
def test_lower_case_spaces_and_other_dashes_are_fine(number, separator):
    assert parse_number(f"  {number.lower().replace('-', separator)}\n") == number


@given(numbers)
def test_every_single_wrong_character_is_noticed(number):
    for place in places:
        for char in set("0123456789" + ALPHABET) - {number[place]}:
            with pytest.raises(InvalidNumber):
                parse_number(number[:place] + char + number[place + 1 :])


@given(numbers, st.sampled_from([1, 2]))
def test_every_swap_of_characters_next_to_each_other_or_one_apart_is_noticed(number, apart):
    for left, right in zip(places, places[apart:], strict=False):
        swapped = list(number)
        swapped[left], swapped[right] = number[right], number[left]
        if number[left] != number[right]:
            with pytest.raises(InvalidNumber):
                parse_number("".join(swapped))


@given(numbers, st.integers(min_value=0, max_value=18))
def test_a_number_with_a_character_too_few_is_refused(number, place):
    assume(number[place] != "-")
    with pytest.raises(InvalidNumber, match="ziet eruit als"):
        parse_number(number[:place] + number[place + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PR",
        "XX-2026-4FTR-ARPC-6",
        "PR-2026-4FTR-ARPC-66",
        "PR-2026-4FTO-ARPC-6",
        "PR-２０２６-4FTR-ARPC-6",
        "ß" * 99,
    ],
)
def test_what_does_not_look_like_a_number_is_answered_with_an_example(text):
    with pytest.raises(InvalidNumber, match="PR-2026-4FTR-ARPC-6"):
        parse_number(text)


def test_a_very_long_text_is_refused():
    with pytest.raises(InvalidNumber, match="ziet eruit als"):
        parse_number("PR-2026-4FTR-ARPC-6" + " " * 1_000_000)


def test_a_wrong_check_character_is_told_apart_and_says_what_to_do():
    with pytest.raises(InvalidNumber, match=r"tikfout.*Vergelijk het teken voor teken"):
        parse_number("PR-2026-4FTR-ARPC-7")
