"""The archive of certificates: exactly theirs, exactly as issued, with a list and sums that hold."""

import hashlib
import io
import runpy
import zipfile
from datetime import date
from pathlib import Path

import pytest

from proeve.core import clock
from proeve.core.errors import Invalid
from proeve.core.scope import Role, Scope
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.finding import CertificateFilter
from proeve.register.pe_points import set_pe_value
from proeve.reporting.certificates_archive import FileChanged, plan_archive

MadeUpPasses = runpy.run_path(str(Path(__file__).parents[1] / "register/made_up_passes.py"))["MadeUpPasses"]
LASTIG = "lastige-boodschappen"


@pytest.fixture
def make(database, settings, set_clock):
    return MadeUpPasses(database, settings)


@pytest.fixture
async def linde(make):
    return await make.corporation("Woonstichting De Linde")


@pytest.fixture
def file_of(make):
    """Give a certificate a file of its own, so that its digest is right."""

    async def file_of(member, content, **fields):
        certificate = await make.dated(member, date(2027, 1, 1), **fields)
        async with make.database.unit_of_work() as session:
            (await session.get_one(CertificateFile, certificate.id)).pdf = content
            (await session.get_one(Certificate, certificate.id)).pdf_sha256 = hashlib.sha256(content).digest()
        return certificate

    return file_of


@pytest.fixture
async def two(make, linde, file_of):
    """Two certificates of De Linde, one of which has a name with traps in it, and one elsewhere."""
    jan = await make.staff_member(linde, '=cmd("x")/../../|van der|Berg')
    zoe = await make.staff_member(await make.corporation("Elders"), "Zoë|de|Vries")
    await file_of(zoe, b"%PDF elders")
    return [await file_of(jan, b"%PDF een"), await file_of(jan, b"%PDF twee", exam=LASTIG)]


def _scope(corporation):
    return Scope(1, Role.ADMINISTRATOR, frozenset({corporation.id}))


async def _read(database, scope, wanted=CertificateFilter()):  # noqa: B008  It is frozen.
    async with database.reading() as session:
        archive = await plan_archive(session, scope, wanted)
    content = b"".join([piece async for piece in archive.stream(database)])
    assert len(content) == archive.length
    return zipfile.ZipFile(io.BytesIO(content))


async def test_it_holds_the_files_as_issued_under_names_of_their_numbers(database, linde, two):
    archive = await _read(database, _scope(linde))
    files = [f"certificaat-{each.number}.pdf" for each in two]
    assert archive.namelist() == ["manifest.csv", "SHA256SUMS", *files]
    assert [archive.read(name) for name in files] == [b"%PDF een", b"%PDF twee"]


async def test_the_sums_hold_for_every_other_file(database, linde, two):
    archive = await _read(database, _scope(linde))
    lines = [line.split("  ") for line in archive.read("SHA256SUMS").decode().splitlines()]
    assert {name for _, name in lines} == set(archive.namelist()) - {"SHA256SUMS"}
    assert all(hashlib.sha256(archive.read(name)).hexdigest() == digest for digest, name in lines)


async def test_the_manifest_says_what_each_file_is_and_no_program_calculates_a_name(database, linde, two):
    archive = await _read(database, _scope(linde))
    head, *lines = archive.read("manifest.csv").decode("utf-8-sig").splitlines()
    assert head.startswith("bestand;certificaatnummer;corporatie;naam op certificaat;toets;")
    assert head.endswith(";status;PE-punten;sha256")
    assert len(lines) == 2
    assert lines[0].split(";")[:2] == [f"certificaat-{two[0].number}.pdf", two[0].number]
    assert "'=cmd(" in lines[0]


async def test_the_manifest_says_how_many_points_each_is_worth(database, linde, two):
    async with database.unit_of_work() as session:
        await set_pe_value(session, _scope(linde), exam=LASTIG, points="2,5", applies_from=date(2026, 1, 1))
    archive = await _read(database, _scope(linde))
    _, *lines = archive.read("manifest.csv").decode("utf-8-sig").splitlines()
    assert [line.split(";")[-2] for line in lines] == ["0,0", "2,5"]


async def test_a_filter_narrows_it(database, linde, two):
    archive = await _read(database, _scope(linde), CertificateFilter(exam=LASTIG))
    assert len(archive.namelist()) == 3


async def test_an_empty_choice_is_refused_with_what_to_do(database, linde, two):
    with pytest.raises(Invalid, match="Haal een filter weg"):
        await _read(database, _scope(linde), CertificateFilter(text="niemand"))


async def test_an_erased_certificate_is_left_out(database, linde, two):
    async with database.unit_of_work() as session:
        (await session.get_one(Certificate, two[0].id)).erased_at = clock.now()
    assert len((await _read(database, _scope(linde))).namelist()) == 3


async def test_a_file_that_is_not_what_was_issued_stops_it(database, linde, two):
    async with database.unit_of_work() as session:
        (await session.get_one(CertificateFile, two[1].id)).pdf = b"%PDF anders"
    with pytest.raises(FileChanged, match=two[1].number):
        await _read(database, _scope(linde))
