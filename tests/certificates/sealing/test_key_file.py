"""A key from a file seals a document for good, in a way that an archive accepts."""

import asyncio
import hashlib
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import Signer, SimpleSigner

from certificates.authority import Identity, fingerprint, make_root
from certificates.sealing.key_file import KeyAtHand, KeyFileSeal, read_key_file, write_key_file
from certificates.sealing.provider import CannotSeal
from certificates.sealing.signing import as_asn1, sign, store_of


def test_a_sealed_file_is_whole_trusted_and_certified_against_any_change(provider, archived, status_of):
    status = status_of(provider.seal(archived))
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.docmdp_ok


def test_the_seal_forbids_every_change(provider, archived):
    (signature,) = PdfFileReader(BytesIO(provider.seal(archived))).embedded_signatures
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.docmdp_level.value == 1


def test_the_moment_of_sealing_is_the_one_of_the_clock(provider, archived, status_of):
    assert status_of(provider.seal(archived)).signer_reported_dt.isoformat() == "2026-11-21T12:00:00+00:00"


def test_the_same_names_under_another_root_are_not_trusted(provider, archived, status_of, root):
    stranger = make_root("Stichting Proeve", starts=root.certificate.not_valid_before_utc)
    status = status_of(provider.seal(archived), trusted=stranger.certificate)
    assert status.intact
    assert not status.bottom_line


def test_a_change_after_sealing_shows(provider, archived, status_of):
    sealed = bytearray(provider.seal(archived))
    place = bytes(sealed).index(b"MediaBox")
    sealed[place : place + 5] = b"Other"
    assert not status_of(bytes(sealed)).bottom_line


def test_the_file_stays_pdf_1_7_with_an_rsa_key(provider, archived):
    """Trap 1: a file of version 2.0 is no PDF/A-3."""
    _assert_still_1_7(provider.seal(archived))


def test_the_file_stays_pdf_1_7_even_with_a_key_on_an_elliptic_curve(archived, root):
    """Trap 1: pyHanko would declare the extension ISO 32002 and raise the version to 2.0."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = root.certificate.subject
    until = root.certificate.not_valid_before_utc + timedelta(days=900)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(root.certificate.not_valid_before_utc)
        .not_valid_after(until)
        .sign(key, hashes.SHA256())
    )

    class OnCurve(Signer):
        async def async_sign_raw(self, data, digest_algorithm, dry_run=False):  # noqa: ARG002, FBT002
            return key.sign(data, ec.ECDSA(hashes.SHA256()))

    signer = OnCurve(signing_cert=as_asn1(certificate), cert_registry=store_of((certificate,)))
    _assert_still_1_7(sign(archived, signer, at=root.certificate.not_valid_before_utc))


def _assert_still_1_7(pdf):
    assert pdf.startswith(b"%PDF-1.7")
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.Root.get("/Version", "/1.7") == "/1.7"
        assert list(opened.Root.Extensions.keys()) == ["/ESIC"]


def test_a_seal_costs_one_signature_and_no_reading_of_the_key(provider, archived, monkeypatch):
    """Trap 2: pyHanko reads the key again for each signature, and signs once more to learn how long it gets."""
    signed = []
    own = KeyAtHand._sign

    def counted(self, data):
        signed.append(data)
        return own(self, data)

    def refuse(*_, **__):
        pytest.fail("The key was read again.")

    monkeypatch.setattr(KeyAtHand, "_sign", counted)
    monkeypatch.setattr(KeyAtHand, "async_sign_raw", refuse)
    monkeypatch.setattr(SimpleSigner, "sign_raw", refuse)
    monkeypatch.setattr("cryptography.hazmat.primitives.serialization.load_der_private_key", refuse)
    provider.seal(archived)
    assert len(signed) == 1


def test_sealing_adds_to_the_file_and_leaves_its_metadata_alone(provider, archived):
    """Trap 3: pyHanko rewrites XMP and the information dictionary, after which they are no longer PDF/A's."""
    sealed = provider.seal(archived)
    assert sealed.startswith(archived)
    added = sealed[len(archived) :]
    assert b"xmpmeta" not in added
    assert b"/Producer" not in added
    assert b"ModDate" not in added
    with pikepdf.open(BytesIO(archived)) as before, pikepdf.open(BytesIO(sealed)) as after:
        assert before.Root.Metadata.objgen == after.Root.Metadata.objgen
        assert before.Root.Metadata.read_raw_bytes() == after.Root.Metadata.read_raw_bytes()
        assert dict(before.docinfo) == dict(after.docinfo)


def test_what_is_filled_in_is_what_would_have_been_built(identity):
    """The signature is the one pyHanko itself makes for the same digest, to the byte."""
    signer, digest = KeyAtHand(identity), hashlib.sha256(b"a file").digest()
    built = asyncio.run(Signer.async_sign(signer, digest, "sha256", use_pades=True))
    filled = asyncio.run(signer.async_sign(digest, "sha256", use_pades=True))
    assert filled.dump() == built.dump()


async def test_a_key_can_be_opened_where_an_event_loop_runs(identity, archived, status_of):
    """Trap 5, for the signature that is built when a key is opened."""
    opened = KeyFileSeal(identity, now=lambda: identity.certificate.not_valid_before_utc)
    assert (await asyncio.to_thread(status_of, opened.seal(archived))).bottom_line


async def test_sealing_works_where_an_event_loop_runs(provider, archived, status_of):
    """Trap 5: pyHanko starts a loop of its own, which fails inside another one."""
    sealed = provider.seal(archived)
    assert (await asyncio.to_thread(status_of, sealed)).bottom_line


async def test_twenty_can_be_sealed_at_once(provider, archived, status_of):
    """Trap 5, as jobs do it."""
    sealed = await asyncio.gather(*(asyncio.to_thread(provider.seal, archived) for _ in range(20)))
    statuses = [await asyncio.to_thread(status_of, each) for each in sealed]
    assert all(status.bottom_line for status in statuses)


def test_there_is_room_for_a_long_chain(identity, archived, status_of):
    """Certificates of others can be several times as large as ours."""
    starts = identity.certificate.not_valid_before_utc
    more = tuple(make_root("Iemand", starts=starts, key=identity.key).certificate for _ in range(8))
    longer = Identity(identity.certificate, identity.key, identity.chain + more)
    provider = KeyFileSeal(longer, now=lambda: starts)
    assert status_of(provider.seal(archived)).bottom_line


def test_there_is_room_for_a_long_certificate_of_the_seal_itself(identity, issuing, archived, status_of):
    """One of a trust service provider can hold long names, addresses and statements."""
    own = identity.certificate
    long_one = (
        x509.CertificateBuilder()
        .subject_name(own.subject)
        .issuer_name(own.issuer)
        .public_key(own.public_key())
        .serial_number(1)
        .not_valid_before(own.not_valid_before_utc)
        .not_valid_after(own.not_valid_after_utc)
        .add_extension(own.extensions.get_extension_for_class(x509.KeyUsage).value, critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(f"{each}.example") for each in range(300)]), False)
        .sign(issuing.key, hashes.SHA256())
    )
    provider = KeyFileSeal(Identity(long_one, identity.key, identity.chain), now=lambda: own.not_valid_before_utc)
    assert status_of(provider.seal(archived)).bottom_line


def test_the_signature_holds_each_certificate_once(provider, archived):
    (signature,) = PdfFileReader(BytesIO(provider.seal(archived))).embedded_signatures
    held = [each.chosen.dump() for each in signature.signed_data["certificates"]]
    assert sorted(held) == sorted(as_asn1(each).dump() for each in (provider.certificate, *provider.chain))


def test_a_file_without_the_field_is_refused(provider):
    file = BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(file)
    with pytest.raises(CannotSeal):
        provider.seal(file.getvalue())


@pytest.mark.parametrize("file", [b"", b"%PDF-1.7", b"no pdf at all" * 50])
def test_what_is_no_pdf_is_refused(provider, file):
    with pytest.raises(CannotSeal):
        provider.seal(file)


def test_a_sealed_file_cannot_be_sealed_again(provider, archived):
    with pytest.raises(CannotSeal):
        provider.seal(provider.seal(archived))


def test_a_key_comes_back_from_its_file_with_its_chain(identity, archived, status_of):
    read = read_key_file(write_key_file(identity, b"wachtzin"), b"wachtzin")
    assert read.certificate == identity.certificate
    assert read.chain == identity.chain
    provider = KeyFileSeal(read, now=lambda: identity.certificate.not_valid_before_utc)
    assert status_of(provider.seal(archived)).bottom_line
    assert provider.fingerprint == fingerprint(identity.certificate)


@pytest.mark.parametrize("passphrase", [b"", b"iets anders"])
def test_a_wrong_passphrase_opens_nothing(identity, passphrase):
    with pytest.raises(CannotSeal, match="PROEVE_KEY_PASSPHRASE"):
        read_key_file(write_key_file(identity, b"wachtzin"), passphrase)
