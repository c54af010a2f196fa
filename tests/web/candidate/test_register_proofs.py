"""The holder, and nobody else, takes along the proof that a certificate is under the published roots."""

import msgspec
import pytest

from proeve.register.checking import PublishedRoots
from proeve.register.proving import RegisterProof, problem_of
from proeve.register.roots import add_roots
from proeve.web.candidate.certificates import read_certificate_cards


@pytest.fixture
async def certificate(life):
    return await life.certified(await life.handed_in())


async def test_the_proof_fits_the_roots_that_anybody_can_fetch(employee, life, certificate, set_clock):
    for _ in range(2):  # Twice eight hours, for who does nothing for twelve is signed out.
        set_clock.advance(hours=8)
        await employee.get("/mijn")
    async with life.database.unit_of_work() as session:
        await add_roots(session)
    (card,) = await read_certificate_cards(life.database, life.settings, life.scope)
    answer = await employee.get(card.register_proof_path)
    assert answer.headers["content-disposition"] == f'attachment; filename="registerbewijs-{certificate.number}.json"'
    proof = msgspec.json.decode(answer.content, type=RegisterProof)
    published = msgspec.json.decode((await employee.get("/register/wortels.json")).content, type=PublishedRoots)
    sha256 = certificate.pdf_sha256.hex()
    assert [problem_of(each, certificate.number, published, sha256) for each in proof.events] == [""]


async def test_before_the_first_night_there_is_none(employee, life, certificate):
    (card,) = await read_certificate_cards(life.database, life.settings, life.scope)
    assert card.register_proof_path == ""
    answer = await employee.get(f"/mijn/certificaten/{certificate.id}/registerbewijs.json")
    assert answer.status_code == 409


async def test_the_proof_of_somebody_else_does_not_exist(employee, other_life):
    certificate = await other_life.certified(await other_life.handed_in())
    assert (await employee.get(f"/mijn/certificaten/{certificate.id}/registerbewijs.json")).status_code == 404
