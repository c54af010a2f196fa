"""The names that keys are published under, and the document in which they are."""

import json

import pytest

from certificates.badge.base58 import write_base58
from certificates.badge.did_document import read_did_document, write_did_document
from certificates.badge.keys import did_of, name_of
from certificates.badge.multikey import read_multikey, write_multikey


@pytest.mark.parametrize(
    ("address", "did"),
    [
        ("https://proeve.example", "did:web:proeve.example"),
        ("https://Proeve.example:8443", "did:web:proeve.example%3A8443"),
        ("http://127.0.0.1:8000", "did:web:127.0.0.1%3A8000"),
    ],
)
def test_the_identifier_is_the_host_with_its_port_percent_encoded(address, did):
    assert did_of(address) == did


def test_a_multikey_begins_as_ed25519_keys_do_and_is_read_back(keys):
    key = keys.proof_key.public_key()
    assert write_multikey(key).startswith("z6Mk")
    assert read_multikey(write_multikey(key)) == key


@pytest.mark.parametrize("text", ["", "z", "z6Mk", "u6Mk", "z" + write_base58(b"\xec\x01" + bytes(32))])
def test_what_is_no_ed25519_multikey_is_refused(text):
    with pytest.raises(ValueError, match=r"Ed25519|32 bytes"):
        read_multikey(text)


def test_retired_keys_stay_in_the_document_and_may_still_state_things(make_keys):
    old = make_keys()
    retired = (old.proof_key.public_key(), old.token_key.public_key())
    document = write_did_document(make_keys(retired=retired).published)
    assert len(document["verificationMethod"]) == 4
    assert document["assertionMethod"] == [method["id"] for method in document["verificationMethod"]]
    assert document["assertionMethod"][2:] == [f"{old.did}#{name_of(key)}" for key in retired]


def test_the_document_holds_no_private_number(keys):
    (method,) = (each for each in write_did_document(keys.published)["verificationMethod"] if "publicKeyJwk" in each)
    assert set(method["publicKeyJwk"]) == {"kty", "n", "e"}


def test_the_document_is_read_back_as_the_keys_it_was_made_of(keys):
    document = json.loads(json.dumps(write_did_document(keys.published)))
    assert read_did_document(document) == keys.published


def test_a_key_is_found_only_under_its_own_name_and_identifier(keys):
    published = keys.published
    assert published.find(keys.proof_method) == keys.proof_key.public_key()
    assert published.find(keys.proof_method.replace("proeve", "proof")) is None
    assert published.find(keys.did) is None
