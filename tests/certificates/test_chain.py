"""The chain of the register tells every change, gap and insertion, and keeps no texts."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.chain import BEFORE_THE_FIRST, Break, Link, chain_event, find_breaks, make_event

NOON = datetime(2026, 3, 10, 12, 0, 0, 123_457, tzinfo=UTC)


def _event(sequence, kind="issued", **facts):
    return make_event(
        sequence=sequence, at=NOON, kind=kind, number="PR-2026-4FTR-ARPC-6", file_sha256=b"\x07" * 32, facts=facts
    )


def _chain(count):
    links, previous = [], BEFORE_THE_FIRST
    for sequence in range(1, count + 1):
        event = _event(sequence)
        link = Link(event, previous, chain_event(event, previous))
        links.append(link)
        previous = link.digest
    return links


def _changed(link, **changes):
    return Link(msgspec.structs.replace(link.event, **changes), link.previous, link.digest)


def test_the_format_never_changes():
    digest = chain_event(_event(1, "revoked", reason="fraud"), BEFORE_THE_FIRST)
    assert digest.hex() == "9b6e9371b3089c422c6677ef9e8d4f913682c63f2ee3c6f594f835d71c4828ac"


@given(st.integers(0, 20))
def test_a_chain_as_it_was_made_has_no_breaks(count):
    assert list(find_breaks(_chain(count))) == []


@given(st.integers(1, 12), st.data())
def test_a_changed_event_is_told_where_it_stands(count, data):
    links = _chain(count)
    place = data.draw(st.integers(0, count - 1))
    changes = data.draw(
        st.sampled_from([{"kind": "erased"}, {"number": "PR-2026-XXXX-XXXX-X"}, {"at": 0}, {"facts": {"a": 1}}])
    )
    links[place] = _changed(links[place], **changes)
    assert list(find_breaks(links)) == [Break(place + 1, "changed")]


@given(st.integers(2, 12), st.data())
def test_a_removed_event_is_told_unless_it_was_the_last(count, data):
    links = _chain(count)
    place = data.draw(st.integers(0, count - 2))
    del links[place]
    assert list(find_breaks(links)) == [Break(place + 1, "missing")]


def test_a_rewritten_event_breaks_the_chain_behind_it():
    links = _chain(3)
    forged = msgspec.structs.replace(links[1].event, kind="erased")
    links[1] = Link(forged, links[1].previous, chain_event(forged, links[1].previous))
    assert list(find_breaks(links)) == [Break(3, "previous")]


def test_a_chain_of_ones_own_does_not_begin_where_ours_does():
    event = _event(1)
    assert list(find_breaks([Link(event, b"\x00" * 32, chain_event(event, b"\x00" * 32))])) == [Break(1, "previous")]


@pytest.mark.parametrize("text", ["Jan van der Berg", "jan@voorbeeld.example", "", "Çelik", "x" * 81, "a\n"])
def test_texts_are_refused(text):
    with pytest.raises(ValueError, match="codes, not texts"):
        _event(1, "revoked", reason=text)


@pytest.mark.parametrize("value", [["fraud"], {"why": "fraud"}, 0.5, None])
def test_what_is_neither_a_code_nor_a_number_is_refused(value):
    with pytest.raises(ValueError, match="codes, not texts"):
        _event(1, "revoked", reason=value)


def test_moments_keep_their_microseconds():
    assert _event(1).at == 1_773_144_000_123_457
