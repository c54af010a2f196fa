"""A file that somebody hands over, and what can be read of it without believing any of it."""

import hashlib
import re
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from typing import Any

import pikepdf
from pyhanko.pdf_utils.reader import PdfFileReader

from certificates.badge.keys import PublishedKeys
from certificates.badge.verifying import BadgeCheck, verify_badge
from certificates.numbering import ALPHABET, InvalidNumber, parse_number

MOST_BYTES = 2 * 1024 * 1024
"""Some forty times what a certificate takes."""
BADGE_FILE = "badge.json"
"""As `certificates.archiving` names it, which takes too long to import for a process that reads one file."""
MOST_PAGES = 20
MOST_FINDINGS = 20
MOST_BADGE_BYTES = 64 * 1024
MOST_LINKS = 200

HEAD = 1024
NUMBER = re.compile(rf"PR-\d{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]".encode())
ADDRESS = re.compile(r"/[vV]/([A-Za-z0-9]{16,64})$")
END_OF_FILE = re.compile(rb"%%EOF(\r\n|\n|\r)?")


class Submission:
    """The bytes and, once asked for, the document in them; what it raises is the file's fault."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._badge_check: BadgeCheck | None = None

    @property
    def is_pdf(self) -> bool:
        """Whether it begins as readers of PDF files want it."""
        return b"%PDF-" in self.content[:HEAD]

    @cached_property
    def sha256(self) -> bytes:
        """The SHA-256 of the whole file."""
        return hashlib.sha256(self.content).digest()

    @cached_property
    def document(self) -> pikepdf.Pdf:
        """The document as a lenient reader sees it."""
        return pikepdf.open(BytesIO(self.content), inherit_page_attributes=False)

    @cached_property
    def signed_document(self) -> PdfFileReader:
        """The document as a strict reader sees it."""
        return PdfFileReader(BytesIO(self.content), strict=True)

    @cached_property
    def badge(self) -> bytes | None:
        """The badge: the file itself, or what is attached to the document; None when there is none."""
        if not self.is_pdf:
            return self.content
        attached = self.document.attachments.get(BADGE_FILE)
        if attached is None:
            return None
        stream = attached.get_file()
        if stream.size > MOST_BADGE_BYTES:
            return b""
        return stream.read_bytes()[: MOST_BADGE_BYTES + 1]

    def badge_check(self, keys: PublishedKeys | None) -> BadgeCheck | None:
        """Check the badge, once for all who ask; None without a badge or without keys to check it with."""
        if self._badge_check is None and self.badge is not None and keys is not None:
            self._badge_check = verify_badge(self.badge, keys)
        return self._badge_check

    def numbers(self) -> list[str]:
        """List the certificate numbers that stand in the file, the document's own first."""
        found = [str(self.document.docinfo.get("/Subject", ""))] if self.is_pdf else []
        return _sound(found) or self.plain_numbers()

    def plain_numbers(self) -> list[str]:
        """List the numbers that can be read without understanding the file, which may be in pieces."""
        return _sound(match.decode() for match in NUMBER.findall(self.content))

    def codes(self) -> list[str]:
        """List the secrets of the QR codes that the document's links lead to, in lower case."""
        found = (ADDRESS.search(address) for address in self._links())
        return list(dict.fromkeys(match[1].lower() for match in found if match))[:MOST_FINDINGS]

    def earlier_versions(self) -> list[bytes]:
        """List the SHA-256 of every beginning that could be a file by itself: what the file was before an addition."""
        ends = [match.end() for match in END_OF_FILE.finditer(self.content)][:MOST_FINDINGS]
        return [hashlib.sha256(self.content[:end]).digest() for end in ends if end != len(self.content)]

    def _links(self) -> Iterator[str]:
        for page in list(self.document.pages)[:MOST_PAGES]:
            for annotation in list(page.obj.get("/Annots", []))[:MOST_LINKS]:
                action: Any = annotation.get("/A", {})
                yield str(action.get("/URI", ""))[:HEAD]


def _sound(texts: Any) -> list[str]:
    numbers = []
    for text in texts:
        try:
            numbers.append(parse_number(text))
        except InvalidNumber:
            continue
    return list(dict.fromkeys(numbers))[:MOST_FINDINGS]
