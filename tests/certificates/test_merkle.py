"""The trees are those of RFC 9162, and a path leads to the root from its own leaf only."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.merkle import inclusion_path, merkle_root, root_from_path

# The well-known test list of Certificate Transparency, and the root over all eight of its leaves.
LEAVES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOT_OF_EIGHT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


def test_the_root_is_that_of_certificate_transparency():
    assert merkle_root(LEAVES).hex() == ROOT_OF_EIGHT


def test_the_root_of_nothing_is_the_digest_of_nothing():
    assert merkle_root([]) == hashlib.sha256(b"").digest()


def test_the_root_of_one_is_its_leaf():
    assert merkle_root([b"a"]) == hashlib.sha256(b"\x00a").digest()


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_each_leaf_has_a_path_to_the_root(leaves, data):
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = inclusion_path(leaves, index)
    assert root_from_path(leaves[index], index, len(leaves), path) == merkle_root(leaves)
    assert len(path) <= (len(leaves) - 1).bit_length()


@given(st.lists(st.binary(max_size=8), min_size=2, max_size=40, unique=True), st.data())
def test_another_leaf_has_no_use_for_the_path(leaves, data):
    index, other = data.draw(st.lists(st.integers(0, len(leaves) - 1), min_size=2, max_size=2, unique=True))
    path = inclusion_path(leaves, index)
    assert root_from_path(leaves[other], index, len(leaves), path) != merkle_root(leaves)


@given(st.integers(1, 40), st.data())
def test_a_path_of_another_length_does_not_fit(size, data):
    leaves = [bytes([number]) for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_path(leaves, index)
    assert root_from_path(leaves[index], index, size, [*path, b"\x00" * 32]) is None
    if path:
        assert root_from_path(leaves[index], index, size, path[:-1]) is None


@pytest.mark.parametrize("index", [-1, 3])
def test_a_leaf_that_is_not_there_has_no_path(index):
    with pytest.raises(IndexError):
        inclusion_path(LEAVES[:3], index)
    assert root_from_path(LEAVES[0], index, 3, []) is None
