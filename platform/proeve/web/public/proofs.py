"""The proof of a check: what was said on a page, to take along as a sealed document.

Nothing is kept for it: the page carries what it said, signed, and gives it back when somebody asks for the document.
"""

import base64
import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from proeve.core import clock
from proeve.core.errors import Invalid
from proeve.core.settings import Settings
from proeve.web.public.verdict_words import CheckLine, Fact, Words

BY_NUMBER, BY_CODE, BY_FILE = "met het nummer", "met de QR-code", "met het bestand"
BY_LINK, BY_LIST = "met een link van de houder", "met een lijst van nummers"
LONGEST_AGE = timedelta(hours=1)
LONGEST_CLAIM = 100_000
"""Enough for a list of the most numbers, whatever was typed for them."""
STALE = "Deze controle is te lang geleden. Controleer het certificaat opnieuw, dan kunt u daarna het bewijs bewaren."


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """What a page said, and when; `way` says how was checked."""

    way: str
    words: Words
    facts: list[Fact]
    checks: list[CheckLine] = []
    sha256: str = ""
    checked_at: datetime

    @classmethod
    def of(
        cls, way: str, words: Words, facts: Sequence[Fact], *, checks: Sequence[CheckLine] = (), sha256: bytes = b""
    ) -> "Proof":
        """Return the proof of a check that is done now."""
        return cls(
            way=way,
            words=words,
            facts=list(facts),
            checks=list(checks),
            sha256=sha256.hex(),
            checked_at=clock.now(),
        )


def write_claim(settings: Settings, proof: Proof) -> str:
    """Return the proof as a text that only we can have written."""
    content = base64.urlsafe_b64encode(msgspec.json.encode(proof)).decode()
    return f"{content}.{_signature(settings, content)}"


def read_claim(settings: Settings, claim: str) -> Proof:
    """Return the proof in a text; raise Invalid when it is not ours, or from longer than an hour ago."""
    content, _, signature = claim[:LONGEST_CLAIM].partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(settings, content).encode()):
        raise Invalid(STALE, code="stale_claim")
    proof = msgspec.json.decode(base64.urlsafe_b64decode(content), type=Proof)
    if clock.now() - proof.checked_at > LONGEST_AGE:
        raise Invalid(STALE, code="stale_claim")
    return proof


def _signature(settings: Settings, content: str) -> str:
    return hmac.new(settings.secret_key, b"proof of a check:" + content.encode(), "sha256").hexdigest()
