"""Sign the badge of a certificate: as JSON with a proof inside, and as a JWT around it."""

import json
from datetime import datetime

from certificates.badge.credential import make_credential, write_credential
from certificates.badge.keys import BadgeKeys, name_of
from certificates.badge.proof import add_proof
from certificates.badge.token import claims_of, sign_token
from certificates.facts import CertificateFacts


def sign_badge(
    facts: CertificateFacts, keys: BadgeKeys, *, status_index: int, signed_at: datetime | None = None
) -> bytes:
    """Return the badge as JSON with a Data Integrity proof; `signed_at` is told in the proof when it is given.

    The same facts, keys, index and moment give the same bytes, so a certificate can be made again and compared.
    """
    document = write_credential(make_credential(facts, keys.public_url, status_index=status_index))
    signed = add_proof(document, keys.proof_key, method=keys.proof_method, signed_at=signed_at)
    return json.dumps(signed, ensure_ascii=False, separators=(",", ":")).encode()


def sign_badge_jwt(facts: CertificateFacts, keys: BadgeKeys, *, status_index: int) -> str:
    """Return the badge as a compact JWT; the same input gives the same text."""
    document = write_credential(make_credential(facts, keys.public_url, status_index=status_index))
    return sign_token(claims_of(document), keys.token_key, key_id=token_key_url(keys))


def token_key_url(keys: BadgeKeys) -> str:
    """Return the web address of the key that signs tokens: Open Badges only asks that those can be looked up."""
    return f"{keys.public_url}/sleutels/{name_of(keys.token_key.public_key())}"
