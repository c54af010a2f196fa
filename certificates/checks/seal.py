"""Check the seal of a document: whole, ours, and over everything there is.

What a reader calls a valid signature says less than people think: it can cover an older version of the document, and
anybody can make a certificate with our name. So all of it counts here: the bytes are as they were sealed, the seal is
made with a certificate of ours, it forbids every change, and it covers the file to its last byte.
"""

import asyncio

from asn1crypto import cms, x509
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import ExpiredError, PathError, ValidationError

from certificates.checks.outcome import Outcome, failure, skipped, success
from certificates.checks.submission import Submission
from certificates.checks.trust import Known, Trust

NAME = "seal"
NOT_OURS, BROKEN, EXPIRED = "other_issuer", "broken", "expired_seal"
CHANGED, ADDED_TO = "changed", "added_to"
OTHER_TIME_STAMP, EXPIRED_TIME_STAMP = "other_time_stamp", "expired_time_stamp"
OUT_OF_TIME = {AdESIndeterminate.EXPIRED, AdESIndeterminate.OUT_OF_BOUNDS_NO_POE}


def check(file: Submission, trust: Trust, _known: Known | None) -> Outcome:
    """Check the only seal of a document."""
    if not file.is_pdf:
        return skipped(NAME, "no_document")
    seals = file.signed_document.embedded_signatures
    if not seals:
        return failure(NAME, "no_seal")
    problems = [asyncio.run(_problem_of(seal, trust)) for seal in seals]
    if len(seals) > 1 and set(problems) != {NOT_OURS}:
        return failure(NAME, ADDED_TO)
    return failure(NAME, problems[0]) if problems[0] else success(NAME)


async def _problem_of(seal: EmbeddedPdfSignature, trust: Trust) -> str:
    """Return what is wrong with a seal, or nothing."""
    problem = await _problem_of_maker(seal, trust)
    try:
        status = await _status_of(seal, trust)
    except SignatureValidationError:
        return BROKEN if problem == NOT_OURS else CHANGED
    if not (status.intact and status.valid):
        # A certificate that was damaged is as unknown as somebody else's, but nothing was signed with it.
        return BROKEN if problem == NOT_OURS else CHANGED
    if problem:
        return problem
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        return ADDED_TO
    if not _is_as_made(seal, status, trust):
        return CHANGED
    return _problem_of_promise(seal, status)


async def _problem_of_maker(seal: EmbeddedPdfSignature, trust: Trust) -> str:
    """Tell whether a seal at least names a certificate of ours; that its key was used is another matter."""
    is_known = seal.signer_cert.sha256.hex() in trust.seals
    if trust.seals and not is_known:
        return NOT_OURS
    validator = CertificateValidator(seal.signer_cert, seal.other_embedded_certs, _context(trust))
    try:
        await validator.async_validate_path()
    except ExpiredError:
        return EXPIRED
    except (PathError, ValidationError):
        return CHANGED if is_known else NOT_OURS
    return ""


def _problem_of_promise(seal: EmbeddedPdfSignature, status: PdfSignatureStatus) -> str:
    """Tell whether a seal of ours allows no change, and whether its time-stamp, if any, is of whom we believe."""
    if status.bottom_line and status.docmdp_ok and seal.docmdp_level is MDPPerm.NO_CHANGES:
        return ""
    stamp = status.timestamp_validity
    if stamp is None or (stamp.intact and stamp.valid and stamp.trusted):
        return "not_final"
    is_out_of_time = stamp.intact and stamp.valid and stamp.trust_problem_indic in OUT_OF_TIME
    return EXPIRED_TIME_STAMP if is_out_of_time else OTHER_TIME_STAMP


def _is_as_made(seal: EmbeddedPdfSignature, status: PdfSignatureStatus, trust: Trust) -> bool:
    """Tell whether also the place of the signature, which no signature covers, is as we fill it.

    It holds the signature in hexadecimal capitals, then zeros; and no certificates but those that lead to the root.
    """
    first, last = seal.byte_range[1], seal.byte_range[2]
    written = seal.reader.stream
    written.seek(first)
    digits = written.read(last - first)
    expected = b"<" + seal.pkcs7_content.hex().upper().encode() + b">"
    below_root = [each.dump() for each in status.validation_path or ()][1:]
    embedded = {each.chosen.dump() for each in seal.signed_data["certificates"]}
    is_bare = embedded <= {*below_root, *trust.roots}
    return digits == expected and is_bare and _is_one_piece(seal.pkcs7_content, seal.signer_cert)


def _is_one_piece(padded: bytes, signer: x509.Certificate) -> bool:
    """Tell whether what surrounds a signature, which it does not cover either, is as we write it.

    Written anew from what was read it must give the same bytes, followed by zeros alone.
    """
    info = cms.ContentInfo.load(padded)
    is_plain = info["content_type"].native == "signed_data" and _is_plain(info["content"], signer)
    written = info.copy().dump(force=True)
    return is_plain and padded.startswith(written) and not padded[len(written) :].strip(b"\0")


def _is_plain(signed: cms.SignedData, signer: x509.Certificate) -> bool:
    """Tell whether there is one signature in the first version of RFC 5652 (section 5.1), and nothing beside it."""
    if len(signed["signer_infos"]) != 1:
        return False
    info = signed["signer_infos"][0]
    digests = [each["algorithm"].native for each in signed["digest_algorithms"]]
    return bool(
        signed["version"].native == info["version"].native == "v1"
        and digests == [info["digest_algorithm"]["algorithm"].native]
        and signed["encap_content_info"]["content_type"].native == "data"
        and signed["encap_content_info"]["content"].native is None
        and signed["crls"].native is None
        # Names are compared without looking at capitals; here every letter counts.
        and info["sid"].chosen["issuer"].dump() == signer.issuer.dump()
    )


async def _status_of(seal: EmbeddedPdfSignature, trust: Trust) -> PdfSignatureStatus:
    stamps = _context(trust, trust.time_stamp_anchors() or _stamp_certificates(seal))
    return await async_validate_pdf_signature(seal, _context(trust), ts_validation_context=stamps)


def _stamp_certificates(seal: EmbeddedPdfSignature) -> list[x509.Certificate]:
    """Return whose time-stamp it says it is: believed where none are known, for nothing is trusted for its time."""
    stamps = extract_tst_data_iter(seal.signer_info, signed=False)
    return [each.chosen for stamp in stamps for each in stamp["certificates"]]


def _context(trust: Trust, anchors: list[x509.Certificate] | None = None) -> ValidationContext:
    roots = trust.anchors() if anchors is None else anchors
    return ValidationContext(trust_roots=roots, moment=trust.at, allow_fetching=False)
