"""Base58, by its definition and by known values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.badge.base58 import read_base58, write_base58


@given(st.binary(max_size=80))
def test_what_was_written_is_read_back(content):
    assert read_base58(write_base58(content)) == content


@pytest.mark.parametrize(("content", "text"), [(b"", ""), (b"\0\0\x01", "112"), (b"\x39", "z"), (b"\x3a", "21")])
def test_zero_bytes_in_front_become_ones_and_the_rest_is_a_number(content, text):
    assert write_base58(content) == text


@pytest.mark.parametrize("sign", ["0", "O", "I", "l", " ", "é"])
def test_look_alikes_and_other_signs_are_refused(sign):
    with pytest.raises(ValueError, match="base58"):
        read_base58("2" + sign)
