"""From a drawn file to one that lasts: tagged, PDF/A-3b and PDF/UA-1, with what belongs to it attached.

It ends with an empty signature field, for after sealing nothing may change. The same input gives the same bytes.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO

from pikepdf import Array, AttachedFileSpec, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel, String, pdfa

from certificates.facts import CertificateFacts
from certificates.metadata import moment_of, write_metadata
from certificates.signature_field import add_signature_field
from certificates.tagging import tag
from certificates.wording import WORDINGS

BADGE_FILE = "badge.json"
BADGE_TYPE = "application/ld+json"
FLAVOUR = "3b"


@dataclass(frozen=True)
class Attachment:
    """A file that travels inside the document; its description is for people."""

    name: str
    media_type: str
    description: str
    content: bytes


def archive(drawn: bytes, facts: CertificateFacts, *, attachment: bytes | None = None) -> bytes:
    """Return the certificate as it will be sealed, with the badge inside when there is one."""
    wording = WORDINGS[facts.language]
    badge = Attachment(BADGE_FILE, BADGE_TYPE, wording.badge, attachment) if attachment else None
    return archive_file(drawn, attachment=badge, seal_words=wording.seal)


def archive_file(drawn: bytes, *, attachment: Attachment | None = None, seal_words: str) -> bytes:
    """Archive any page drawn on a ``PdfSheet``; the seal's words are read out for its field."""
    with Pdf.open(BytesIO(drawn)) as pdf:
        make_archive(pdf, attachment)
        add_signature_field(pdf, seal_words)
        return save_archive(pdf, accessible=True)


def archive_twin(drawn: bytes, *, attachment: Attachment | None = None) -> bytes:
    """Return the same file without its field and its promise of PDF/UA, which the validator of PDF/A does not know."""
    with Pdf.open(BytesIO(drawn)) as pdf:
        make_archive(pdf, attachment)
        return save_archive(pdf, accessible=False)


def make_archive(pdf: Pdf, attachment: Attachment | None) -> None:
    """Tag the page, say what its colours mean, and attach the file."""
    tag(pdf)
    add_output_intent(pdf)
    if attachment:
        attach(pdf, attachment)


def add_output_intent(pdf: Pdf) -> None:
    """Say that the colours are sRGB, so that they look the same in fifty years."""
    profile = pdf.make_stream(colour_profile(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = pdf.make_indirect(Array([intent]))


@cache
def colour_profile() -> bytes:
    """Return the sRGB profile that pikepdf carries, by letting it prepare an empty file."""
    with Pdf.new() as empty:
        empty.add_blank_page()
        pdfa.prepare(empty, FLAVOUR)
        profile: bytes = empty.Root.OutputIntents[0].DestOutputProfile.read_bytes()
        return profile


def attach(pdf: Pdf, attachment: Attachment) -> None:
    """Attach the file as data that belongs to the whole document (ISO 19005-3, 6.8)."""
    written = moment_of(pdf).strftime("D:%Y%m%d%H%M%SZ")
    file = AttachedFileSpec(
        pdf,
        attachment.content,
        description=attachment.description,
        filename=attachment.name,
        mime_type=attachment.media_type,
        creation_date=written,
        mod_date=written,
    )
    file.obj.AFRelationship = Name.Data
    pdf.attachments[attachment.name] = file
    pdf.Root.AF = pdf.make_indirect(Array([file.obj]))


def save_archive(pdf: Pdf, *, accessible: bool) -> bytes:
    """Write the metadata last, then the file, with an identifier that follows from what is in it."""
    packet = write_metadata(pdf, accessible=accessible)
    # PDF/A wants the packet readable for who knows nothing of PDF: no filter (ISO 19005-1; kept for old readers).
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    file = BytesIO()
    pdf.save(
        file,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.generate,
        stream_decode_level=StreamDecodeLevel.generalized,
    )
    return file.getvalue()
