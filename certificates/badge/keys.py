"""The keys that badges and status lists are signed with, and the web address they are published under."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

BadgePublicKey = Ed25519PublicKey | RSAPublicKey


@dataclass(frozen=True, slots=True)
class BadgeKeys:
    """The key pairs in use, and the public keys that were in use before.

    `public_url` is where people reach us, without a slash at the end; `proof_key` signs the JSON (eddsa-rdfc-2022) and
    `token_key` the JWT (RS256). Retired keys stay published, so that what they signed can still be checked.
    """

    public_url: str
    proof_key: Ed25519PrivateKey
    token_key: RSAPrivateKey
    retired: tuple[BadgePublicKey, ...] = ()

    @property
    def did(self) -> str:
        """Return the identifier that signs: `did:web` with the host, whose port is written as %3A (did:web §3.2)."""
        return f"did:web:{quote(urlsplit(self.public_url).netloc, safe='')}"
