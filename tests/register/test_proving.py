"""Whoever kept the published roots can be shown that a certificate is under them, and nobody can make that up."""

from datetime import date

import msgspec
import pytest

from proeve.core.errors import Conflict, Invalid, NotFound
from proeve.register.checking import publish
from proeve.register.events import add_event
from proeve.register.proving import RegisterProof, problem_of, prove_number
from proeve.register.roots import add_roots, all_roots


@pytest.fixture
async def certificate(make, jan):
    return await make.issued(jan)


@pytest.fixture
async def published(make, jan, certificate, database, set_clock):
    """Seven events on two days, of two certificates, with the roots over them."""
    other = await make.issued(jan, exam="lastige-boodschappen")
    for days in (90, 60):
        async with database.unit_of_work() as session:
            await add_event(session, certificate.id, "reminded", days=days)
            await add_event(session, other.id, "reminded", days=days)
        set_clock.advance(days=1)
    async with database.unit_of_work() as session:
        await add_event(session, certificate.id, "suspended", reason="facts_in_doubt")
        await add_roots(session)
        return publish(await all_roots(session))


async def _prove(database, number):
    async with database.reading() as session:
        return await prove_number(session, number)


def _problems(proof, published, sha256=""):
    return [problem_of(each, proof.number, published, sha256) for each in proof.events]


async def test_each_event_with_a_root_is_proven_from_the_list_alone(database, certificate, published):
    proof = msgspec.json.decode(msgspec.json.encode(await _prove(database, certificate.number)), type=RegisterProof)
    assert [(each.event.sequence, each.event.kind) for each in proof.events] == [
        (1, "issued"),
        (3, "reminded"),
        (5, "reminded"),
    ]
    assert _problems(proof, published, certificate.pdf_sha256.hex()) == ["", "", ""]
    assert [each.day for each in proof.events] == [date(2026, 3, 10), date(2026, 3, 10), date(2026, 3, 11)]


@pytest.mark.usefixtures("published")
async def test_a_proof_holds_no_name(database, certificate):
    written = msgspec.json.encode(await _prove(database, certificate.number)).decode()
    assert not any(secret in written for secret in ("Jan", "Berg", "Linde"))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": "revoked"}, "Gebeurtenis 1 staat niet onder de wortel van 2026-03-10."),
        ({"at": 0}, "Gebeurtenis 1 staat niet onder de wortel van 2026-03-10."),
        ({"sequence": 2}, "Gebeurtenis 2 staat niet onder de wortel van 2026-03-10."),
        ({"sequence": 900}, "Gebeurtenis 900 staat niet onder de wortel van 2026-03-10."),
        ({"number": "PR-2026-4FTR-ARPC-6"}, "Gebeurtenis 1 gaat over een ander certificaat."),
        ({"file_sha256": "00"}, "Gebeurtenis 1 gaat over een ander bestand."),
    ],
)
async def test_a_made_up_event_is_not_proven(database, certificate, published, change, problem):
    proof = await _prove(database, certificate.number)
    issued = proof.events[0]
    made_up = msgspec.structs.replace(issued, event=msgspec.structs.replace(issued.event, **change))
    assert problem_of(made_up, proof.number, published, certificate.pdf_sha256.hex()) == problem


@pytest.mark.parametrize("change", [{"previous": "00"}, {"path": []}, {"path": ["00"] * 40}, {"path": ["x"]}])
async def test_another_way_up_is_not_one(database, certificate, published, change):
    proof = await _prove(database, certificate.number)
    made_up = msgspec.structs.replace(proof.events[0], **change)
    assert "staat niet onder" in problem_of(made_up, proof.number, published)


async def test_other_roots_prove_nothing(database, certificate, published):
    proof = await _prove(database, certificate.number)
    others = [msgspec.structs.replace(each, root="00" * 32) for each in published.roots]
    assert all(_problems(proof, msgspec.structs.replace(published, roots=others)))
    assert "geen wortel" in _problems(proof, msgspec.structs.replace(published, roots=[]))[0]


async def test_before_the_first_root_there_is_nothing_to_prove(database, certificate):
    with pytest.raises(Conflict, match="nog geen wortel"):
        await _prove(database, certificate.number)
    with pytest.raises(NotFound):
        await _prove(database, "PR-2026-4FTR-ARPC-6")
    with pytest.raises(Invalid):
        await _prove(database, "x")
