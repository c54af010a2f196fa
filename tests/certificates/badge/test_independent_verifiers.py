"""Badges and status lists as two independent implementations see them: openbadgeslib and Digital Bazaar's."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from certificates.badge.contexts import PINNED, read_context
from certificates.badge.credential import status_list_url
from certificates.badge.did_document import write_did_document
from certificates.status_list import StatusList, sign_status_list, sign_status_list_jwt

PLACE = 70_123
SCRIPT = Path(__file__).with_name("check_badge.mjs")
VERIFIER = Path(__file__).parents[3] / "node_modules/@digitalbazaar/vc"
NODE = shutil.which("node")

needs_node = pytest.mark.skipif(
    NODE is None or not VERIFIER.is_dir(), reason="Needs Node and the development packages of package.json."
)


@pytest.fixture
def served(keys):
    """What openbadgeslib would fetch: the DID document, and the status list as a JWT."""

    def serve(revoked=frozenset()):
        listed = StatusList(1, frozenset(revoked), datetime.now(UTC))
        documents = {
            "https://proeve.example:8443/.well-known/did.json": json.dumps(write_did_document(keys.published)),
            status_list_url(keys.public_url, 1): sign_status_list_jwt(listed, keys),
        }
        return lambda address: documents[address].encode()

    return serve


def test_openbadgeslib_accepts_our_json_with_the_key_and_the_list_found_by_our_identifier(badge, keys, facts, served):
    verifier = OB3LdpVerifier.for_issuer_did(keys.did)
    credential = verifier.verify(badge, check_status=True, download=served({PLACE - 1}))
    assert credential.issuer.name == facts.issuer


def test_openbadgeslib_sees_a_revocation(badge, keys, served):
    verifier = OB3LdpVerifier.for_issuer_did(keys.did)
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        verifier.verify(badge, check_status=True, download=served({PLACE}))


def test_openbadgeslib_accepts_our_token(token, keys, served):
    pem = keys.token_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    OB3Verifier(pem).verify(token, check_status=True, download=served())


def test_openbadgeslib_refuses_a_changed_name_and_an_added_member(badge, keys, served):
    verifier = OB3LdpVerifier.for_issuer_did(keys.did)
    document = json.loads(badge)
    for changed in (document | {"name": "Another"}, document | {"corporatie": "EVIL BV"}):
        with pytest.raises(OB3VerificationError):
            verifier.verify(json.dumps(changed), download=served())


@pytest.fixture
def ask(keys):
    """Ask Digital Bazaar's verifier about a badge, while some places of the list are revoked."""

    def check(badge, revoked=frozenset()):
        did_document = write_did_document(keys.published)
        listed = StatusList(1, frozenset(revoked), datetime.now(UTC))
        contexts = {address: read_context(address) for address in PINNED}
        methods = {
            method["id"]: {"@context": "https://w3id.org/security/multikey/v1", **method}
            for method in did_document["verificationMethod"]
        }
        documents = contexts | methods
        documents |= {
            keys.did: did_document,
            status_list_url(keys.public_url, 1): json.loads(sign_status_list(listed, keys)),
        }
        question = json.dumps({"badge": badge, "documents": documents})
        answer = subprocess.run([NODE, SCRIPT], input=question.encode(), capture_output=True, check=True)
        return json.loads(answer.stdout)

    return check


@needs_node
def test_digital_bazaars_verifier_accepts_our_badge_and_our_list(badge, ask):
    answer = ask(json.loads(badge), {PLACE + 1})
    assert answer == {"verified": True, "revoked": False, "error": None, "statusError": None}


@needs_node
def test_digital_bazaars_verifier_sees_a_revocation(badge, ask):
    assert ask(json.loads(badge), {PLACE})["revoked"] is True


@needs_node
@pytest.mark.parametrize("change", [{"name": "Another"}, {"corporatie": "EVIL BV"}])
def test_digital_bazaars_verifier_refuses_a_changed_and_an_extended_badge(badge, ask, change):
    assert ask(json.loads(badge) | change)["verified"] is False
