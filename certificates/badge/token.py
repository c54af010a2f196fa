"""Badges and status lists as a signed token: VC-JWT with RS256, the least that Open Badges 3.0 asks of everybody."""

import base64
import json
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from certificates.badge.strict_json import UnfitJson, read_object

ALGORITHM = "RS256"
ALGORITHMS = [ALGORITHM]
"""All that is accepted: what a token says of itself does not choose how it is checked."""


class UnfitToken(ValueError):
    """A text that is no token of ours; `problem` says why in one word."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"This is not a token that we sign: {problem}.")
        self.problem = problem


def sign_token(claims: dict[str, Any], key: RSAPrivateKey, *, key_id: str) -> str:
    """Return the claims as a signed compact token; `key_id` is an address at which the key can be read."""
    header = {"alg": ALGORITHM, "kid": key_id, "typ": "JWT"}
    payload = json.dumps(claims, ensure_ascii=False, separators=(",", ":")).encode()
    return jws.serialize_compact(header, payload, RSAKey.import_key(key), ALGORITHMS)


def claims_of(document: dict[str, Any]) -> dict[str, Any]:
    """Return the credential with the claims of a JWT that repeat it (Open Badges 3.0 §8.2.4.1)."""
    issuer = document["issuer"]
    return {
        "iss": issuer if isinstance(issuer, str) else issuer["id"],
        "jti": document["id"],
        "sub": document["credentialSubject"]["id"],
        "nbf": seconds(document["validFrom"]),
        "exp": seconds(document["validUntil"]),
        **document,
    }


def seconds(instant: str) -> int:
    """Return an instant as JWT counts time: seconds since 1970."""
    return int(datetime.fromisoformat(instant).timestamp())


def key_id_of(token: str) -> str:
    """Return the address of the key a token names; raise UnfitToken unless its header is exactly one of ours.

    A header with anything more (`jwk`, `jku`, `x5c`, `crit`) would like to choose the key or the rules itself.
    """
    try:
        header = read_part(token, 0)
    except UnfitJson as error:
        raise UnfitToken("not_a_token") from error
    if header.get("alg") != ALGORITHM:
        raise UnfitToken("unknown_algorithm")
    if set(header) != {"alg", "kid", "typ"} or header["typ"] != "JWT" or not isinstance(header["kid"], str):
        raise UnfitToken("unexpected_header")
    return str(header["kid"])


def read_token(token: str, key: RSAPublicKey) -> dict[str, Any]:
    """Return what the token holds; raise UnfitToken when the key did not sign it."""
    try:
        payload = jws.deserialize_compact(token.encode("ascii"), RSAKey.import_key(key), ALGORITHMS).payload
        return read_object(payload.decode())
    except (JoseError, ValueError) as error:
        raise UnfitToken("signature") from error


def read_part(token: str, place: int) -> dict[str, Any]:
    """Return the header (0) or the payload (1) of a token, unchecked; raise UnfitJson when there is none."""
    parts = token.split(".")
    if len(parts) != 3:  # noqa: PLR2004  # Header, payload, signature.
        raise UnfitJson("A token has three parts.")
    part = parts[place]
    try:
        return read_object(base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True).decode())
    except ValueError as error:
        raise UnfitJson("A part of the token is no JSON in base64url.") from error
