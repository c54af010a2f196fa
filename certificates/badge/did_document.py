"""The DID document: the public keys that speak for us, the retired ones among them, as `/.well-known/did.json`."""

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from certificates.badge.keys import BadgePublicKey, PublishedKeys
from certificates.badge.multikey import read_jwk, read_multikey, write_jwk, write_multikey

CONTEXTS = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]


def write_did_document(keys: PublishedKeys) -> dict[str, Any]:
    """Return the document; every key may state things in our name, for what a retired one signed stays true."""
    methods = [describe_key(keys.did, name, key) for name, key in keys.named.items()]
    return {
        "@context": CONTEXTS,
        "id": keys.did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def describe_key(did: str, name: str, key: BadgePublicKey) -> dict[str, Any]:
    """Return one key as a verification method."""
    method: dict[str, Any] = {"id": f"{did}#{name}", "type": "JsonWebKey", "controller": did}
    if isinstance(key, Ed25519PublicKey):
        return method | {"type": "Multikey", "publicKeyMultibase": write_multikey(key)}
    return method | {"publicKeyJwk": write_jwk(key)}


def read_did_document(document: dict[str, Any]) -> PublishedKeys:
    """Return the keys of a document that was written here, for whoever checks badges without a connection."""
    named = {method["id"].partition("#")[2]: read_key(method) for method in document["verificationMethod"]}
    return PublishedKeys(document["id"], named)


def read_key(method: dict[str, Any]) -> BadgePublicKey:
    """Return the key of one verification method."""
    if method["type"] == "Multikey":
        return read_multikey(method["publicKeyMultibase"])
    return read_jwk(method["publicKeyJwk"])
