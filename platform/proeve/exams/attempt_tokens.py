"""The signed token of an open exam page, by which a save is checked without reading the database."""

import base64
import hmac
from datetime import timedelta
from functools import lru_cache

import msgspec
from msgspec import Struct

from proeve.core import clock
from proeve.core.errors import ProeveError

VALID = timedelta(hours=12)
"""Longer than any attempt with all its extra time; the deadline itself is the database's business, not the token's."""
MOST_SEEN = 50_000
"""How many tokens are remembered as ours, about 500 bytes each: a page sends the same one hundreds of times."""
EXPIRED = "Deze pagina is verouderd. Laad de toets opnieuw."

_encode = msgspec.msgpack.Encoder().encode


class TokenRefused(ProeveError):
    """A token that is not ours (`token_invalid`) or not valid any more (`token_expired`)."""


class Pass(Struct, frozen=True, array_like=True, kw_only=True):
    """What a token says: which page of which attempt this is, whose, and what answers its slots take.

    `shapes` are those of `question_bank.kinds`, one per slot; `expires_at` is in seconds since 1970.
    """

    attempt_id: int
    lease: int
    person_id: int
    shapes: tuple[str, ...]
    expires_at: int = 0


class AttemptTokens:
    """Issues and verifies tokens under one key: HMAC-SHA256 over a compact MessagePack array, both in base64url."""

    def __init__(self, secret_key: bytes) -> None:
        # A key of its own, so that nothing signed elsewhere with the same secret can pass for a token.
        key = hmac.digest(secret_key, b"proeve attempt token", "sha256")
        self._signing = hmac.new(key, digestmod="sha256")
        self._decode = msgspec.msgpack.Decoder(Pass).decode
        self._seen = lru_cache(MOST_SEEN)(self._read)

    def issue(self, facts: Pass) -> str:
        """Return a token that says this for the next twelve hours."""
        expires_at = int((clock.now() + VALID).timestamp())
        payload = base64.urlsafe_b64encode(_encode(msgspec.structs.replace(facts, expires_at=expires_at)))
        return (payload + b"." + self._signature(payload)).decode()

    def verify(self, token: bytes) -> Pass:
        """Return what a token says, or raise TokenRefused."""
        facts = self._seen(token)
        if facts.expires_at * 1000 < clock.now_ms():
            raise TokenRefused(EXPIRED, code="token_expired")
        return facts

    def _read(self, token: bytes) -> Pass:
        payload, _, signature = token.partition(b".")
        if not hmac.compare_digest(signature, self._signature(payload)):
            raise TokenRefused("Deze pagina is niet geldig. Laad de toets opnieuw.", code="token_invalid")
        try:
            return self._decode(base64.urlsafe_b64decode(payload))
        except msgspec.MsgspecError:
            # Signed by us, but by a release that wrote it otherwise.
            raise TokenRefused(EXPIRED, code="token_expired") from None

    def _signature(self, payload: bytes) -> bytes:
        # Not `hmac.digest`: it lets go of Python's lock, and on a busy server getting that back takes far longer.
        signing = self._signing.copy()
        signing.update(payload)
        return base64.urlsafe_b64encode(signing.digest())
