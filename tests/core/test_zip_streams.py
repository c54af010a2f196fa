"""A ZIP file that is sent while it is written: whole, of the length announced, one entry in memory at a time."""

import io
import zipfile
from datetime import UTC, datetime

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from proeve.core.zip_streams import MOST_ENTRIES, zip_length, zip_stream

WRITTEN = datetime(2026, 3, 10, 9, 30, 4, tzinfo=UTC)
LOCAL_FLAGS = slice(6, 8)


def _pieces(entries):
    async def give():
        for entry in entries:
            yield entry

    async def read():
        return [piece async for piece in zip_stream(give(), written_at=WRITTEN)]

    return anyio.run(read)


@given(st.lists(st.binary(max_size=300), max_size=8))
def test_it_unpacks_to_what_went_in_and_is_as_long_as_announced(contents):
    entries = [(f"bestand-{number}.pdf", content) for number, content in enumerate(contents)]
    file = b"".join(_pieces(entries))
    assert len(file) == zip_length((name, len(content)) for name, content in entries)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        assert [(info.filename, archive.read(info)) for info in archive.infolist()] == entries
        assert {info.compress_type for info in archive.infolist()} <= {zipfile.ZIP_STORED}
        assert {info.date_time for info in archive.infolist()} <= {(2026, 3, 10, 10, 30, 4)}


def test_sum_and_size_stand_before_the_content_so_that_a_stream_can_be_unpacked():
    pieces = _pieces([("a.pdf", b"een"), ("b.pdf", b"twee")])
    assert [piece[LOCAL_FLAGS] for piece in pieces[:2]] == [b"\0\0", b"\0\0"]


def test_each_entry_is_given_before_the_next_is_asked_for():
    asked = []

    async def give():
        for number in range(3):
            asked.append(number)
            yield f"{number}.pdf", bytes(1000)

    async def read():
        return [(len(asked), len(piece)) async for piece in zip_stream(give(), written_at=WRITTEN)]

    lengths = anyio.run(read)
    assert [number for number, _ in lengths] == [1, 2, 3, 3]
    assert max(length for _, length in lengths) < 1100


@pytest.mark.parametrize("entries", [[("a", 2**31)], [("a", 0)] * (MOST_ENTRIES + 1)])
def test_what_does_not_fit_in_a_plain_file_is_refused(entries):
    with pytest.raises(ValueError, match="do not fit"):
        zip_length(entries)
