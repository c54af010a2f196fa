"""Merkle trees as in RFC 9162, section 2.1: one digest for a list, and short proofs that something is in it.

The leaves of the register's trees are the digests of its events.
"""

import hashlib
from collections.abc import Sequence

LEAF, NODE = b"\x00", b"\x01"
"""Told apart, so that a node is never taken for a leaf (second preimages)."""


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the digest over a list, in its order; that of an empty list is the digest of nothing."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    return _root([_leaf(leaf) for leaf in leaves])


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return what must be hashed with a leaf, from the bottom up, to arrive at the root; raise IndexError."""
    if not 0 <= index < len(leaves):
        raise IndexError(f"A list of {len(leaves)} leaves has no leaf {index}.")
    return _path([_leaf(leaf) for leaf in leaves], index)


def root_from_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root that a leaf and its path lead to, or None when the path does not fit the size (section 2.1.3.2).

    Compare it with the published root.
    """
    if not 0 <= index < size:
        return None
    place, last, digest = index, size - 1, _leaf(leaf)
    for sibling in path:
        if last == 0:
            return None
        if place % 2 or place == last:
            digest = _node(sibling, digest)
            while place and not place % 2:
                place, last = place >> 1, last >> 1
        else:
            digest = _node(digest, sibling)
        place, last = place >> 1, last >> 1
    return digest if last == 0 else None


def _root(nodes: Sequence[bytes]) -> bytes:
    if len(nodes) == 1:
        return nodes[0]
    split = _split(len(nodes))
    return _node(_root(nodes[:split]), _root(nodes[split:]))


def _path(nodes: Sequence[bytes], index: int) -> list[bytes]:
    if len(nodes) == 1:
        return []
    split = _split(len(nodes))
    if index < split:
        return [*_path(nodes[:split], index), _root(nodes[split:])]
    return [*_path(nodes[split:], index - split), _root(nodes[:split])]


def _split(size: int) -> int:
    """Return the largest power of two that is smaller than the size."""
    return 1 << ((size - 1).bit_length() - 1)


def _leaf(value: bytes) -> bytes:
    return hashlib.sha256(LEAF + value).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()
