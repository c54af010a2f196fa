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
from certificates.badge.did_document import write_did_document
from certificates.badge.proof import add_proof
from certificates.status_list import StatusList, sign_status_list, sign_status_list_jwt

PLACE = 70_123
SCRIPT = Path(__file__).with_name("check_badge.mjs")
VERIFIER = Path(__file__).parents[3] / "node_modules/@digitalbazaar/vc"
NODE = shutil.which("node")

needs_node = pytest.mark.skipif(
    NODE is None or not VERIFIER.is_dir(), reason="Needs Node and the development packages of package.json."
)


def both_lists(revoked, suspended):
    now = datetime.now(UTC)
    return [
        StatusList(1, frozenset(revoked), now),
        StatusList(1, frozenset(suspended), now, "suspension"),
    ]


@pytest.fixture
def asking_for_suspension(badge, keys):
    """A badge that names the list of what is suspended: ours never does, but checkers read the list by this."""
    document = {name: value for name, value in json.loads(badge).items() if name != "proof"}
    address = both_lists((), ())[1].address(keys.public_url)
    document["credentialStatus"] |= {
        "id": f"{address}#{PLACE}",
        "statusPurpose": "suspension",
        "statusListCredential": address,
    }
    return add_proof(document, keys.proof_key, method=keys.proof_method, signed_at=datetime.now(UTC))


@pytest.fixture
def served(keys):
    """What openbadgeslib would fetch: the DID document, and the status list as a JWT."""

    def serve(revoked=frozenset(), suspended=frozenset()):
        documents = {"https://proeve.example:8443/.well-known/did.json": json.dumps(write_did_document(keys.published))}
        documents |= {
            each.address(keys.public_url): sign_status_list_jwt(each, keys) for each in both_lists(revoked, suspended)
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


def test_openbadgeslib_reads_who_is_suspended(asking_for_suspension, keys, served):
    verifier, text = OB3LdpVerifier.for_issuer_did(keys.did), json.dumps(asking_for_suspension)
    verifier.verify(text, check_status=True, download=served(suspended={PLACE - 1}, revoked={PLACE}))
    with pytest.raises(OB3VerificationError, match="'suspension' is set"):
        verifier.verify(text, check_status=True, download=served(suspended={PLACE}))


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

    def check(badge, revoked=frozenset(), suspended=frozenset()):
        did_document = write_did_document(keys.published)
        contexts = {address: read_context(address) for address in PINNED}
        methods = {
            method["id"]: {"@context": "https://w3id.org/security/multikey/v1", **method}
            for method in did_document["verificationMethod"]
        }
        documents = contexts | methods
        documents[keys.did] = did_document
        for each in both_lists(revoked, suspended):
            documents[each.address(keys.public_url)] = json.loads(sign_status_list(each, keys))
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
def test_digital_bazaars_verifier_reads_who_is_suspended(asking_for_suspension, ask):
    assert ask(asking_for_suspension, suspended={PLACE - 1}, revoked={PLACE})["revoked"] is False
    assert ask(asking_for_suspension, suspended={PLACE})["revoked"] is True


@needs_node
@pytest.mark.parametrize("change", [{"name": "Another"}, {"corporatie": "EVIL BV"}])
def test_digital_bazaars_verifier_refuses_a_changed_and_an_extended_badge(badge, ask, change):
    assert ask(json.loads(badge) | change)["verified"] is False
