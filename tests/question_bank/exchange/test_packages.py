"""Attacks on the reading of packages: each is refused with its reason, and memory stays bounded."""

import io
import stat
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.exchange import packages
from question_bank.exchange.packages import RefusedPackage, read_package

Entry = tuple[str | zipfile.ZipInfo, bytes]


def zipped(*entries: Entry) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def with_mode(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def lying(content: bytes, announced: int) -> bytes:
    """Give a package of one file that announces another size than it has, in both places where it stands."""
    size = len(content).to_bytes(4, "little")
    package = zipped(("vraag.xml", content))
    assert package.count(size) >= 2
    return package.replace(size, announced.to_bytes(4, "little"))


def test_a_plain_package_gives_its_files() -> None:
    package = read_package(zipped(("imsmanifest.xml", b"<manifest/>"), ("items/vraag-1.xml", "é".encode())))
    assert package.names == ("imsmanifest.xml", "items/vraag-1.xml")
    assert package.read("items/vraag-1.xml").decode() == "é"


def test_folders_are_no_files() -> None:
    assert read_package(zipped(("items/", b""), ("items/vraag.xml", b"x"))).names == ("items/vraag.xml",)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(RefusedPackage, match=r"weg\.xml: .*ontbreekt"):
        read_package(zipped(("a.xml", b""))).read("weg.xml")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"geen zip", zipped(("a.xml", b"x"))[:-30]])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedPackage, match="geen zip-bestand"):
        read_package(content)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../vraag.xml", "buiten zijn map"),
        ("items/../../vraag.xml", "buiten zijn map"),
        ("items\\..\\..\\vraag.xml", "buiten zijn map"),
        ("/etc/passwd", "vaste plek"),
        ("\\\\server\\map\\vraag.xml", "vaste plek"),
        ("C:\\vraag.xml", "vaste plek"),
        ("items\\vraag.xml", "vreemde naam"),
        ("vraag\n.xml", "vreemde naam"),
        ("a" * 400 + ".xml", "vreemde naam"),
        ("binnenin.zip", "pakket in dit pakket"),
        ("vragen.IMSCC", "pakket in dit pakket"),
        ("tekening.svg", "SVG"),
        ("module.js", "script of programma"),
        ("bladzijde.HTML", "script of programma"),
    ],
)
def test_names_that_may_do_harm_are_refused(name: str, reason: str) -> None:
    # Python would tidy the name while writing, so it is put in afterwards.
    info = zipfile.ZipInfo("tijdelijk")
    info.filename = name
    with pytest.raises(RefusedPackage, match=reason):
        read_package(zipped((info, b"x")))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_links_and_devices_are_refused(kind: int) -> None:
    with pytest.raises(RefusedPackage, match="verwijzing naar een ander bestand"):
        read_package(zipped((with_mode("vraag.xml", kind | 0o777), b"/etc/passwd")))


@pytest.mark.parametrize("other", ["vraag.xml", "VRAAG.xml"])
def test_double_names_are_refused(other: str) -> None:
    with pytest.warns(UserWarning, match="Duplicate") if other == "vraag.xml" else _nothing():
        package = zipped(("vraag.xml", b"1"), (other, b"2"))
    with pytest.raises(RefusedPackage, match="twee keer"):
        read_package(package)


def _nothing() -> io.StringIO:
    return io.StringIO()


def test_an_encrypted_file_is_refused() -> None:
    package = bytearray(zipped(("vraag.xml", b"x")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        package[package.index(signature) + offset] |= 1
    with pytest.raises(RefusedPackage, match="versleuteld"):
        read_package(bytes(package))


def test_an_unusual_packing_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("vraag.xml", b"x")
    with pytest.raises(RefusedPackage, match="ongewone manier"):
        read_package(file.getvalue())


@pytest.mark.parametrize("content", [zipped(("a.xml", b"x")), zlib.compress(b"x", wbits=31), b"Rar!\x1a\x07rest"])
def test_an_archive_under_another_name_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedPackage, match="pakket in dit pakket"):
        read_package(zipped(("foto.png", content)))


def test_too_many_files_are_refused_before_they_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_FILES", 20)
    with pytest.raises(RefusedPackage, match="bestanden"):
        read_package(zipped(*((f"{number}.xml", b"") for number in range(21))))


def test_a_package_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_PACKED", 50)
    with pytest.raises(RefusedPackage, match="groter dan"):
        read_package(zipped(("a.xml", b"x")))


def test_a_file_that_unpacks_much_too_large_is_refused() -> None:
    with pytest.raises(RefusedPackage, match="zip-bom"):
        read_package(zipped(("vraag.xml", bytes(3_000_000))))


def test_many_files_that_are_too_large_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_UNPACKED", 2_000_000)
    with pytest.raises(RefusedPackage, match="zip-bom"):
        read_package(zipped(*((f"{number}.xml", bytes(600_000)) for number in range(4))))


def test_files_that_share_their_bytes_are_refused() -> None:
    package = zipped(("aaaa.xml", b"x" * 100), ("bbbb.xml", b"x" * 100))
    directory = package.index(b"PK\x01\x02", package.index(b"PK\x01\x02") + 1)
    shared = package[: directory + 42] + bytes(4) + package[directory + 46 :]
    with pytest.raises(RefusedPackage, match="zip-bom"):
        read_package(shared)


@pytest.mark.parametrize("announced", [10, 90_000_000])
def test_an_announced_size_is_not_believed(announced: int) -> None:
    with pytest.raises(RefusedPackage):
        read_package(lying(b"<a/>" * 700_001, announced))


def test_a_damaged_file_is_refused() -> None:
    package = bytearray(zipped(("vraag.xml", bytes(range(256)) * 4)))
    package[60] ^= 0xFF
    with pytest.raises(RefusedPackage, match="beschadigd"):
        read_package(bytes(package))


@pytest.fixture
def peak() -> Callable[[Callable[[], object]], int]:
    """Measure how many bytes a call takes at most."""

    def measure(call: Callable[[], object]) -> int:
        tracemalloc.start()
        try:
            with pytest.raises(RefusedPackage):
                call()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    return measure


def test_a_bomb_takes_no_more_memory_than_a_few_pieces(peak: Callable[[Callable[[], object]], int]) -> None:
    bomb = zipped(("vraag.xml", bytes(150_000_000)))
    assert peak(lambda: read_package(bomb)) < 2_000_000


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with pytest.raises(RefusedPackage):
        read_package(content)


@given(st.data())
def test_a_package_with_changed_bytes_is_read_or_refused(data: st.DataObject) -> None:
    package = bytearray(zipped(("a.xml", b"<a/>" * 20), ("map/b.xml", b"<b/>")))
    for place in data.draw(st.lists(st.integers(0, len(package) - 1), min_size=1, max_size=6)):
        package[place] = data.draw(st.integers(0, 255))
    try:
        read = read_package(bytes(package))
    except RefusedPackage:
        return
    for name in read.names:
        read.read(name)
