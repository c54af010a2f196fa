"""The public lists of revoked and of suspended badges: one bit for each, as W3C Bitstring Status List 1.0 has it.

One list serves every corporation, and a badge's place in it is drawn at random, so that neither the list nor the
place says whose badge was revoked, or when it was issued. A badge names the list of what is revoked, and only that one;
beside it stands a list of what is suspended, in which a badge has the same place.
"""

import base64
import gzip
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Literal

from certificates.badge.contexts import CREDENTIALS
from certificates.badge.credential import ENTRIES_IN_LIST, status_list_url
from certificates.badge.keys import BadgeKeys
from certificates.badge.proof import add_proof, write_instant
from certificates.badge.token import claims_of, sign_token

MULTIBASE_BASE64URL = "u"
Purpose = Literal["revocation", "suspension"]
"""What a bit means: never counts again, or does not count until the bit is cleared."""

BEHIND_NUMBER: dict[Purpose, str] = {"revocation": "", "suspension": "/schorsing"}
LASTS = timedelta(days=1)
"""How long a list counts, so that somebody who hands over an old copy does not undo a revocation for long."""

FRESH_FOR = timedelta(minutes=5)
"""After how long whoever checks should read the list again; told to them in milliseconds."""


class UnreadableList(ValueError):
    """A text that holds no status list."""


@dataclass(frozen=True, slots=True)
class StatusList:
    """What a list says: the places in it, from 0, of the badges that are revoked or suspended, and when that was so."""

    number: int
    places: frozenset[int]
    signed_at: datetime
    purpose: Purpose = "revocation"

    def address(self, public_url: str) -> str:
        """Return where the list is published."""
        return status_list_url(public_url, self.number) + BEHIND_NUMBER[self.purpose]


def draw_status_index(taken: int, random: Random) -> int:
    """Draw a place over all lists, which somebody may have; pass ``secrets.SystemRandom()`` and how many are taken.

    The next list is begun when three quarters of the places so far are taken: until then a draw soon finds a free one.
    """
    lists = taken * 4 // (3 * ENTRIES_IN_LIST) + 1
    return random.randrange(lists * ENTRIES_IN_LIST)


def sign_status_list(listed: StatusList, keys: BadgeKeys) -> bytes:
    """Return the list as JSON with a Data Integrity proof."""
    document = make_status_list(listed, keys)
    signed = add_proof(document, keys.proof_key, method=keys.proof_method, signed_at=listed.signed_at)
    return json.dumps(signed, separators=(",", ":")).encode()


def sign_status_list_jwt(listed: StatusList, keys: BadgeKeys) -> str:
    """Return the list as a compact JWT, which some checkers read and others do not."""
    return sign_token(claims_of(make_status_list(listed, keys)), keys.token_key, key_id=keys.token_method)


def make_status_list(listed: StatusList, keys: BadgeKeys) -> dict[str, Any]:
    """Return the list as a credential of its own."""
    address = listed.address(keys.public_url)
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": keys.did,
        "validFrom": write_instant(listed.signed_at),
        "validUntil": write_instant(listed.signed_at + LASTS),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": listed.purpose,
            "encodedList": write_bits(listed.places),
            "ttl": FRESH_FOR // timedelta(milliseconds=1),
        },
    }


def write_bits(places: Iterable[int], length: int = ENTRIES_IN_LIST) -> str:
    """Return the bits as text, the first place in the highest bit; raise IndexError for a place outside the list."""
    bits = bytearray(length // 8)
    for place in places:
        if not 0 <= place < length:
            raise IndexError(f"A list of {length} places has no place {place}.")
        bits[place // 8] |= 0x80 >> place % 8
    # Without a moment inside, the same bits are the same text.
    packed = gzip.compress(bytes(bits), mtime=0)
    return MULTIBASE_BASE64URL + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_bits(text: str, length: int = ENTRIES_IN_LIST) -> frozenset[int]:
    """Return the places whose bit is set; raise UnreadableList for anything but a list of this length."""
    try:
        packed = base64.b64decode(text[1:] + "=" * (-len(text[1:]) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj(wbits=31)
        # One byte more than fits would be a longer list, or a bomb; no more than that is unpacked.
        bits = unpacking.decompress(packed, length // 8 + 1)
    except (ValueError, zlib.error) as error:
        raise UnreadableList("This is not a packed list of bits.") from error
    if not text.startswith(MULTIBASE_BASE64URL) or len(bits) != length // 8:
        raise UnreadableList(f"This is not a list of {length} places.")
    return frozenset(place for place in range(length) if bits[place // 8] & 0x80 >> place % 8)
