"""Proofs: reproducible, and the same that an independent library makes."""

import json
from datetime import UTC, datetime

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from openbadgeslib.ob3.ldp import add_data_integrity_proof

from certificates.badge.proof import add_proof, proof_holds
from certificates.badge.signing import sign_badge

MOMENT = datetime(2026, 11, 21, 13, 14, 15, tzinfo=UTC)


def test_the_same_facts_key_and_moment_give_the_same_bytes(facts, keys):
    first, second = (sign_badge(facts, keys, status_index=3, signed_at=MOMENT) for _ in range(2))
    assert first == second


def test_an_independent_library_makes_the_same_signature(badge, keys):
    document = json.loads(badge)
    del document["proof"]
    ours = add_proof(document, keys.proof_key, method=keys.proof_method, signed_at=MOMENT)
    pem = keys.proof_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    theirs = add_data_integrity_proof(document, pem, keys.proof_method, created=MOMENT)
    assert ours["proof"] == [theirs["proof"]]


def test_a_proof_of_an_independent_library_is_accepted(badge, keys):
    document = json.loads(badge)
    del document["proof"]
    pem = keys.proof_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    signed = add_data_integrity_proof(document, pem, keys.proof_method, created=MOMENT)
    assert proof_holds(signed, signed["proof"], keys.proof_key.public_key())


def test_the_moment_is_covered_by_the_signature(badge, keys):
    document = json.loads(badge)
    (proof,) = document["proof"]
    assert not proof_holds(document, proof | {"created": "2026-11-21T13:14:15Z"}, keys.proof_key.public_key())
