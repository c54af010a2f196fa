"""Draw secrets that travel, and the hashes that stay."""

import hashlib
import secrets

TOKEN_BYTES = 32


def draw_token() -> str:
    """Draw a URL-safe secret of 256 bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> bytes:
    """Return what we store of a secret: its SHA-256 (32 bytes).

    A plain hash is enough because the secret itself is random; there is nothing to guess from a leaked table.
    """
    return hashlib.sha256(token.encode()).digest()
