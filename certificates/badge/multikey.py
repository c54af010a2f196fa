"""Public keys as text: an Ed25519 key as a Multikey (`z6Mk...`), an RSA key as a JSON Web Key with its thumbprint."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc.jwk import RSAKey

from certificates.badge.base58 import read_base58, write_base58

MULTIBASE_BASE58 = "z"
ED25519_PUBLIC_KEY = bytes((0xED, 0x01))
"""What a Multikey begins with, so that a reader knows what sort of key follows (multicodec)."""


def write_multikey(key: Ed25519PublicKey) -> str:
    """Return the key as a Multikey (W3C Controlled Identifiers §2.2.2)."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return MULTIBASE_BASE58 + write_base58(ED25519_PUBLIC_KEY + raw)


def read_multikey(text: str) -> Ed25519PublicKey:
    """Return the key that a Multikey holds; raise ValueError for anything but an Ed25519 key."""
    content = read_base58(text.removeprefix(MULTIBASE_BASE58))
    if not text.startswith(MULTIBASE_BASE58) or not content.startswith(ED25519_PUBLIC_KEY):
        raise ValueError("This is not an Ed25519 key in base58.")
    return Ed25519PublicKey.from_public_bytes(content.removeprefix(ED25519_PUBLIC_KEY))


def write_jwk(key: RSAPublicKey) -> dict[str, str]:
    """Return the key as a JSON Web Key with nothing but its kind, modulus and exponent."""
    numbers = RSAKey.import_key(key).as_dict(private=False)
    return {name: str(numbers[name]) for name in ("kty", "n", "e")}


def read_jwk(numbers: dict[str, str]) -> RSAPublicKey:
    """Return the key that a JSON Web Key holds; raise ValueError for anything but an RSA key."""
    key = RSAKey.import_key({name: numbers[name] for name in ("kty", "n", "e")})
    return key.public_key


def thumbprint(key: RSAPublicKey) -> str:
    """Return the name of the key: the SHA-256 of its canonical JSON Web Key (RFC 7638)."""
    return RSAKey.import_key(key).thumbprint()
