"""Data Integrity proofs with the cryptosuite eddsa-rdfc-2022 (W3C VC-DI-EDDSA §3.2): made, and checked again."""

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certificates.badge.base58 import read_base58, write_base58
from certificates.badge.canonical import canonical_hash
from certificates.badge.multikey import MULTIBASE_BASE58

CRYPTOSUITE = "eddsa-rdfc-2022"


def add_proof(
    document: dict[str, Any], key: Ed25519PrivateKey, *, method: str, signed_at: datetime | None = None
) -> dict[str, Any]:
    """Return the document with its proof, in a list as the schema of Open Badges 3.0 asks.

    The same document, key and moment give the same bytes. Raises what `canonical_hash` raises.
    """
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": CRYPTOSUITE,
        **({"created": write_instant(signed_at)} if signed_at else {}),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    signature = key.sign(signed_content(document, options))
    return document | {"proof": [options | {"proofValue": MULTIBASE_BASE58 + write_base58(signature)}]}


def proof_holds(document: dict[str, Any], proof: dict[str, Any], key: Ed25519PublicKey) -> bool:
    """Tell whether the proof is the key's over this document without its proofs; raises what `canonical_hash` raises.

    Who calls has looked at what sort of proof it is, and chosen the key that its verification method names.
    """
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    bare = {name: value for name, value in document.items() if name != "proof"}
    content = signed_content(bare, options)
    try:
        key.verify(read_base58(proof["proofValue"].removeprefix(MULTIBASE_BASE58)), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def signed_content(document: dict[str, Any], options: dict[str, Any]) -> bytes:
    """Return the 64 bytes that are signed: the hash of the proof's options, then that of the document."""
    written = json.dumps({"@context": document["@context"], **options})
    return _hash_of_options(written) + canonical_hash(document)


@lru_cache(maxsize=16)
def _hash_of_options(written: str) -> bytes:
    """Hash the options once for all badges under a key: without a moment in them they are the same for each."""
    return canonical_hash(json.loads(written))


def write_instant(moment: datetime) -> str:
    """Write a moment as XML Schema does, in UTC and whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
