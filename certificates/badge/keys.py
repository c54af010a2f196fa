"""The keys that badges and status lists are signed with, and the addresses they are published under."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from certificates.badge.multikey import thumbprint, write_multikey

BadgePublicKey = Ed25519PublicKey | RSAPublicKey


@dataclass(frozen=True, slots=True)
class PublishedKeys:
    """What anybody may know of our keys, and all that checking takes: by name, the keys in use and the retired ones."""

    did: str
    named: Mapping[str, BadgePublicKey]

    def find(self, address: str) -> BadgePublicKey | None:
        """Return the key that an address names (`did:web:proeve.example#z6Mk...`), or None when it is not ours."""
        owner, _, name = address.partition("#")
        return self.named.get(name) if owner == self.did else None


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
        return did_of(self.public_url)

    @property
    def published(self) -> PublishedKeys:
        """Return what anybody may know: the keys in use first."""
        keys = (self.proof_key.public_key(), self.token_key.public_key(), *self.retired)
        return PublishedKeys(self.did, {name_of(key): key for key in keys})

    @property
    def proof_method(self) -> str:
        """Return the address of the key that signs the JSON."""
        return f"{self.did}#{name_of(self.proof_key.public_key())}"

    @property
    def token_method(self) -> str:
        """Return the address of the key that signs the JWT."""
        return f"{self.did}#{name_of(self.token_key.public_key())}"


def did_of(public_url: str) -> str:
    """Return the decentralised identifier of whoever is reached at this address."""
    return f"did:web:{quote(urlsplit(public_url).netloc.lower(), safe='')}"


def name_of(key: BadgePublicKey) -> str:
    """Return the name of a key, which says which one it is: its Multikey, or its thumbprint for RSA."""
    return write_multikey(key) if isinstance(key, Ed25519PublicKey) else thumbprint(key)
