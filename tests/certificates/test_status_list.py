"""The status list: the right bits, packed as everybody reads them, and places that cannot be guessed."""

import base64
import gzip
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib.ob3.status import decode_encoded_list, set_indices
from openbadgeslib.ob3.status_list import encode_bitstring

from certificates.badge.credential import ENTRIES_IN_LIST
from certificates.status_list import UnreadableList, draw_status_index, read_bits, write_bits

PLACES = st.frozensets(st.integers(0, ENTRIES_IN_LIST - 1), max_size=50)


@settings(max_examples=20, deadline=None)
@given(PLACES)
def test_an_independent_library_reads_our_bits_and_we_read_theirs(places):
    assert set_indices(decode_encoded_list(write_bits(places))) == places
    assert read_bits(encode_bitstring(places)) == places


def test_the_first_and_the_last_place_are_the_outermost_bits():
    unpacked = gzip.decompress(base64.urlsafe_b64decode(write_bits({0, ENTRIES_IN_LIST - 1})[1:] + "=="))
    assert (len(unpacked), unpacked[0], unpacked[-1]) == (16_384, 0x80, 0x01)


def test_the_same_places_give_the_same_text_and_an_empty_list_is_short():
    assert write_bits({3, 9}) == write_bits({9, 3})
    assert len(write_bits(())) < 100


@pytest.mark.parametrize("place", [-1, ENTRIES_IN_LIST])
def test_a_place_outside_the_list_is_refused(place):
    with pytest.raises(IndexError):
        write_bits({place})


@pytest.mark.parametrize(
    "text",
    ["", "u", "uAAAA", "z" + write_bits(())[1:], write_bits((), length=8), write_bits((), length=2 * ENTRIES_IN_LIST)],
)
def test_what_is_no_list_of_the_right_length_is_refused(text):
    with pytest.raises(UnreadableList):
        read_bits(text)


def test_a_bomb_is_not_unpacked():
    bomb = "u" + base64.urlsafe_b64encode(gzip.compress(bytes(50_000_000))).decode().rstrip("=")
    with pytest.raises(UnreadableList):
        read_bits(bomb)


@pytest.mark.parametrize(
    ("taken", "lists"),
    [(0, {0}), (ENTRIES_IN_LIST * 3 // 4 - 1, {0}), (ENTRIES_IN_LIST * 3 // 4, {0, 1}), (200_000, {0, 1, 2})],
)
def test_places_are_drawn_in_the_next_list_too_before_the_first_is_full(taken, lists):
    assert {draw_status_index(taken, Random(seed)) // ENTRIES_IN_LIST for seed in range(100)} == lists
