"""The file of a certificate is drawn, holds its badge, is archived, and is sealed as a whole."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import msgspec
import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certificates.badge.verifying import BadgeVerdict, verify_badge
from certificates.facts import CertificateFacts
from certificates.glyphs import UndrawableText
from certificates.sealing.provider import CannotSeal
from certificates.sealing.signing import as_asn1
from certificates.template import Template
from proeve.core import clock
from proeve.core.settings import Settings
from proeve.register.keys import badge_keys, seal_provider, trusted_roots
from proeve.register.making import Draft, make_certificate
from proeve.register.templates import CertificateTemplate

FACTS = CertificateFacts(
    holder="Fatma Yıldız",
    corporation="Woonstichting De Linde",
    exam="Klantgericht werken",
    exam_version="1",
    shown="heeft aangetoond te weten hoe u eerlijk zegt wat niet kan.",
    passed_on=date(2026, 3, 9),
    valid_from=date(2026, 3, 9),
    valid_until=date(2029, 3, 9),
    number="PR-2026-4FTR-ARPC-6",
    verify_url="https://proeve.example/v/4ftrarpc7k2m9xyz3hjk4ftr",
    verify_page="proeve.example/verifieer",
    issuer="Stichting Proeve",
)

DRAFT = Draft(FACTS, token="4ftrarpc7k2m9xyz3hjk4ftr", status_index=7)


@pytest.fixture
def installation(tmp_path, keys_dir):
    """Settings without a database, for making a file takes none."""
    return Settings("", tmp_path, b"a key for tests only", public_url="https://proeve.example", keys_dir=keys_dir)


async def test_the_file_is_sealed_by_the_key_in_use(installation):
    made = await make_certificate(installation, DRAFT)
    assert made.seal_key == seal_provider(installation).fingerprint
    context = ValidationContext(trust_roots=[as_asn1(each) for each in trusted_roots(installation)])
    (signature,) = PdfFileReader(BytesIO(made.pdf)).embedded_signatures
    status = await async_validate_pdf_signature(signature, context)
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert len(made.pdf) < 50_000


async def test_the_badge_is_in_the_file_and_can_be_verified(installation):
    made = await make_certificate(installation, DRAFT)
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        (badge,) = [each.get_file().read_bytes() for each in pdf.attachments.values()]
    assert json.loads(badge)["credentialStatus"]["statusListIndex"] == "7"
    assert verify_badge(badge, badge_keys(installation).published).verdict is BadgeVerdict.GENUINE


async def test_the_seal_tells_the_time_of_the_clock(installation):
    moment = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
    with clock.running_from(lambda: moment):
        made = await make_certificate(installation, DRAFT)
    (signature,) = PdfFileReader(BytesIO(made.pdf)).embedded_signatures
    assert signature.self_reported_timestamp == moment


async def test_it_looks_as_the_corporation_chose(installation):
    look = Template(orientation="portrait")
    portrait = CertificateTemplate(id=3, orientation=look.orientation, accent=look.accent, highlight=look.highlight)
    made = await make_certificate(installation, replace(DRAFT, template=portrait))
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        _, _, width, height = (float(each) for each in pdf.pages[0].mediabox)
    assert height > width
    assert made.columns()["template_version_id"] == 3


async def test_its_row_follows_from_how_it_was_made(installation):
    made = await make_certificate(installation, DRAFT)
    row = made.columns()
    assert row["pdf_sha256"] == hashlib.sha256(made.pdf).digest()
    assert (row["status_index"], row["seal_key"], row["number"]) == (7, made.seal_key, FACTS.number)


async def test_what_cannot_be_printed_and_what_cannot_be_sealed_are_told_apart(installation):
    with pytest.raises(UndrawableText):
        await make_certificate(installation, replace(DRAFT, facts=msgspec.structs.replace(FACTS, holder="王小明")))
    with pytest.raises(CannotSeal):
        await make_certificate(replace(installation, key_passphrase="not this one"), DRAFT)
