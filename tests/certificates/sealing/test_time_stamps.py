"""A time-stamp of an authority goes into the seal when it can be had; the authority here is a local one."""

from datetime import timedelta
from io import BytesIO

import pytest
from asn1crypto import tsp
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certificates.sealing.key_file import KeyFileSeal
from certificates.sealing.provider import CannotSeal
from certificates.sealing.signing import as_asn1
from certificates.sealing.time_stamps import NOTHING, WebTimeStamper
from tests.certificates.time_stamping import STAMPED_AT


@pytest.fixture
def clock(identity):
    return [identity.certificate.not_valid_before_utc]


@pytest.fixture
def provider(identity, time_stamping, clock):
    return KeyFileSeal(identity, now=lambda: clock[0], time_stamper=WebTimeStamper(time_stamping.url))


@pytest.fixture
def stamp_of(root, time_stamping):
    """Check a seal, and return its status and when the authority says it was there."""

    def check(pdf):
        contexts = [
            ValidationContext(trust_roots=[as_asn1(each)], allow_fetching=False)
            for each in (root.certificate, time_stamping.certificate)
        ]
        (signature,) = PdfFileReader(BytesIO(pdf)).embedded_signatures
        status = validate_pdf_signature(signature, contexts[0], ts_validation_context=contexts[1])
        return status, status.timestamp_validity and status.timestamp_validity.timestamp

    return check


def test_a_seal_can_hold_the_time_stamp_of_an_authority(provider, archived, stamp_of, time_stamping):
    status, stamped_at = stamp_of(provider.seal(archived))
    assert status.bottom_line
    assert stamped_at == STAMPED_AT


def test_the_authority_is_asked_once_for_a_seal_and_once_more_at_first_for_how_long_its_stamps_are(
    provider, archived, time_stamping
):
    for _ in range(3):
        provider.seal(archived)
    assert time_stamping.questions == 4


def test_the_file_grows_by_little_more_than_its_stamp(identity, provider, archived, clock):
    without, stamped = KeyFileSeal(identity, now=lambda: clock[0]).seal(archived), provider.seal(archived)
    (signature,) = PdfFileReader(BytesIO(stamped)).embedded_signatures
    (attribute,) = signature.signer_info["unsigned_attrs"]
    stamp = len(attribute["values"][0].dump())
    assert stamp < (len(stamped) - len(without)) / 2 < stamp + 300  # Two digits for each byte.


def test_a_stamp_that_is_longer_than_any_before_gets_the_room_it_needs(
    identity, provider, time_stamping, archived, stamp_of, root
):
    provider.seal(archived)
    for certificate in (identity.certificate, root.certificate):
        time_stamping.stamper.certs_to_embed.append(as_asn1(certificate))
    assert stamp_of(provider.seal(archived))[1] == STAMPED_AT
    assert time_stamping.questions == 4


def test_an_authority_that_cannot_be_reached_stops_nothing_and_is_left_alone_for_a_minute(
    identity, provider, time_stamping, archived, stamp_of, clock
):
    time_stamping.instead = b"come back later"
    for _ in range(3):
        status, stamped_at = stamp_of(provider.seal(archived))
        assert status.bottom_line
        assert stamped_at is None
    assert time_stamping.questions == 1
    time_stamping.instead = None
    clock[0] += timedelta(minutes=1)
    assert stamp_of(provider.seal(archived))[1] == STAMPED_AT


def test_a_time_stamp_of_something_else_is_not_taken(provider, time_stamping, archived, stamp_of):
    question = tsp.TimeStampReq.load(time_stamping.stamper.request_cms(b"\0" * 32, "sha256")[1].dump())
    time_stamping.instead = time_stamping.stamp(question)
    assert stamp_of(provider.seal(archived))[1] is None


def test_an_old_answer_about_the_same_thing_is_not_taken(provider, time_stamping, archived, stamp_of):
    question = tsp.TimeStampReq.load(time_stamping.stamper.request_cms(NOTHING, "sha256")[1].dump())
    time_stamping.instead = time_stamping.stamp(question)
    assert stamp_of(provider.seal(archived))[1] is None


def test_nobody_at_the_address_stops_nothing(identity, archived, stamp_of, clock):
    provider = KeyFileSeal(identity, now=lambda: clock[0], time_stamper=WebTimeStamper("http://127.0.0.1:9/"))
    assert stamp_of(provider.seal(archived))[1] is None


def test_an_address_must_be_of_the_web():
    with pytest.raises(CannotSeal, match="PROEVE_TIME_STAMP_URL"):
        WebTimeStamper("file:///etc/passwd")
