"""Put a certification signature (PAdES B-B, or B-T with a time-stamp) in the empty field of a PDF file."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from typing import TypeVar

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.sealing.provider import CannotSeal
from certificates.sealing.time_stamps import WebTimeStamper
from certificates.signature_field import FIELD_NAME

T = TypeVar("T")
DIGEST = "sha256"
BESIDE_CERTIFICATES = 2_048
"""Bytes of a signature without the certificates in it; asking pyHanko for an estimate would sign everything twice."""
PDF_1_7 = (1, 7)


class UntouchedMetadata(IncrementalPdfFileWriter):
    """Leaves the document's metadata as they are: rewritten by pyHanko, they are no longer those of an archive file."""

    def _update_meta(self) -> None:
        """Change nothing."""


class Certifier(PdfSigner):
    """Signs at a moment that it is told, and adds nothing that a PDF/A-3 file may not have."""

    def __init__(self, signer: Signer, *, at: datetime, time_stamper: WebTimeStamper | None) -> None:
        metadata = PdfSignatureMetadata(
            field_name=FIELD_NAME,
            md_algorithm=DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        super().__init__(metadata, signer, timestamper=time_stamper)
        self._at = at

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002  Theirs.
    ) -> PdfSigningSession:
        """Open a session whose time is ours."""
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self._at
        return session

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:  # noqa: ARG002  Theirs.
        """Declare PAdES alone: the extension for elliptic curves would raise the file to PDF 2.0."""
        pdf_out.ensure_output_version(version=PDF_1_7)  # type: ignore[no-untyped-call]  # Theirs.
        pdf_out.register_extension(ESIC_EXTENSION_1)


def sign(pdf: bytes, signer: Signer, *, at: datetime, time_stamper: WebTimeStamper | None = None) -> bytes:
    """Return the file with the signature in its field; raise CannotSeal when it has no such field or is no PDF.

    Raises OSError when there is a time-stamper that gives no time-stamp.
    """
    try:
        try:
            return run_to_end(_sign(pdf, signer, at, time_stamper))
        except SigningError:
            if time_stamper is None:
                raise
            # A time-stamp was longer than any before; now it is known how much room such a one takes.
            return run_to_end(_sign(pdf, signer, at, time_stamper))
    except (PdfError, SigningError) as error:
        raise CannotSeal("Dit bestand kan niet worden verzegeld: het lege veld voor het zegel ontbreekt.") from error


async def _sign(pdf: bytes, signer: Signer, at: datetime, time_stamper: WebTimeStamper | None) -> bytes:
    certificates = {certificate.dump() for certificate in (signer.signing_cert, *signer.cert_registry) if certificate}
    room = sum(map(len, certificates)) + BESIDE_CERTIFICATES + (await time_stamper.async_room() if time_stamper else 0)
    writer, certifier = UntouchedMetadata(BytesIO(pdf)), Certifier(signer, at=at, time_stamper=time_stamper)
    # It is written in hexadecimal digits.
    signed: BytesIO = await certifier.async_sign_pdf(writer, existing_fields_only=True, bytes_reserved=2 * room)
    return signed.getvalue()


def run_to_end(coroutine: Coroutine[object, object, T]) -> T:
    """Run to the end, also where an event loop is running already, as in a handler of the web."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, coroutine).result()


def as_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Return a certificate in the form in which pyHanko takes it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def store_of(certificates: tuple[x509.Certificate, ...]) -> SimpleCertificateStore:
    """Return the certificates that go into the signature, so that whoever reads it can follow the chain."""
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # Theirs.
    store.register_multiple(as_asn1(certificate) for certificate in certificates)
    return store
