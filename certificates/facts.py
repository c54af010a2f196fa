"""The frozen snapshot a certificate is made from: everything that is printed, and nothing that is looked up later."""

import re
import unicodedata
from datetime import date
from typing import Any, Literal

import msgspec

from certificates.errors import Invalid
from certificates.numbering import parse_number

Language = Literal["nl", "en"]

# Control characters, invisible format characters (bidirectional overrides, zero-width space, byte order mark, soft
# hyphen) and lone surrogates: none of them shows, and some make a text look like another one.
HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs"}
HIDDEN_MARKS = {"\u034f"}  # The combining grapheme joiner counts as a mark, yet shows nothing.

# The QR code carries the address in capitals, which makes its modules larger; so it must mean the same in both cases.
VERIFY_URL = re.compile(r"https?://[a-z0-9./:-]+", re.ASCII)

REQUIRED = {
    "holder": "De naam van de deelnemer",
    "corporation": "De naam van de corporatie",
    "exam": "De naam van de toets",
    "exam_version": "De versie van de toets",
    "shown": "De zin die zegt wat de deelnemer heeft aangetoond",
    "verify_page": "Het adres van de controlepagina",
    "issuer": "De naam van de uitgever",
}


class InvalidFacts(Invalid):
    """Facts that cannot stand on a certificate."""


class CertificateFacts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one certificate says.

    Texts are cleaned on the way in, so facts that exist are fit to print (their glyphs are checked when drawing).
    Raises InvalidFacts for an empty text, contradicting dates or an unfit address, InvalidNumber for a wrong number.
    """

    holder: str  # Composed in full: "Jan van der Berg".
    corporation: str
    exam: str
    exam_version: str
    shown: str  # Continues after the holder's name: "heeft aangetoond te weten en te verwoorden hoe ..."
    passed_on: date
    valid_from: date
    valid_until: date  # The last day on which the certificate is valid.
    number: str
    verify_url: str  # With the secret token, in lower case; the QR code holds it in capitals.
    verify_page: str  # Where a number can be typed, as printed: "proeve.example/verifieer".
    issuer: str
    language: Language = "nl"

    def __post_init__(self) -> None:
        """Clean the texts and refuse what contradicts itself."""
        for field, meaning in REQUIRED.items():
            msgspec.structs.force_setattr(self, field, required_text(getattr(self, field), meaning))
        if not self.passed_on <= self.valid_until or not self.valid_from <= self.valid_until:
            raise InvalidFacts("De geldigheid eindigt voordat zij begint. Kijk de datums van het certificaat na.")
        if parse_number(self.number) != self.number:
            raise InvalidFacts(f"Schrijf het certificaatnummer voluit: {parse_number(self.number)}.")
        if not VERIFY_URL.fullmatch(self.verify_url):
            raise InvalidFacts(
                "Het controleadres moet met http:// of https:// beginnen en mag alleen kleine letters, cijfers, "
                "punten, streepjes en schuine strepen bevatten. Pas het adres van de website of de code aan."
            )

    def texts(self) -> list[str]:
        """Return every free text that is printed."""
        return [getattr(self, field) for field in REQUIRED]


def required_text(text: str, meaning: str) -> str:
    """Return the cleaned text; raise InvalidFacts when nothing is left of it."""
    cleaned = clean_text(text)
    if not cleaned:
        raise InvalidFacts(f"{meaning} is leeg. Vul dit in en probeer het opnieuw.")
    return cleaned


def clean_text(text: str) -> str:
    """Return the text in Unicode form NFC, without hidden characters, and with single spaces between its words."""
    shown = "".join(char for char in text if char.isspace() or not is_hidden(char))
    return unicodedata.normalize("NFC", " ".join(shown.split()))


def is_hidden(char: str) -> bool:
    """Tell whether the character shows nothing by itself but can change how others look or compare."""
    return unicodedata.category(char) in HIDDEN_CATEGORIES or char in HIDDEN_MARKS


def write_snapshot(facts: CertificateFacts) -> dict[str, Any]:
    """Return the facts as plain JSON values, to be stored as they are."""
    snapshot: dict[str, Any] = msgspec.to_builtins(facts)
    return snapshot


def read_snapshot(snapshot: dict[str, Any]) -> CertificateFacts:
    """Return the facts of a stored snapshot; raise msgspec.ValidationError when they do not hold together."""
    return msgspec.convert(snapshot, CertificateFacts)
