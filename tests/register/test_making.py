"""The file of a certificate is drawn, holds its badge, is archived, and is sealed as a whole."""

import hashlib
import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import msgspec
import pdfua
import pikepdf
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certificates.authority import common_name
from certificates.badge.verifying import BadgeVerdict, verify_badge
from certificates.glyphs import UndrawableText
from certificates.sealing.provider import CannotSeal
from certificates.sealing.signing import as_asn1
from certificates.template import Template
from proeve.core import clock
from proeve.register.keys import badge_keys, seal_provider, trusted_roots
from proeve.register.making import Draft, make_certificate
from proeve.register.templates import CertificateTemplate
from tests.programs import needs


@pytest.fixture
def draft(facts):
    return Draft(facts, token="4ftrarpc7k2m9xyz3hjk4ftr", status_index=7)


async def test_the_file_is_sealed_by_the_key_in_use(installation, draft):
    made = await make_certificate(installation, draft)
    assert made.seal_key == seal_provider(installation).fingerprint
    context = ValidationContext(trust_roots=[as_asn1(each) for each in trusted_roots(installation)])
    (signature,) = PdfFileReader(BytesIO(made.pdf)).embedded_signatures
    status = await async_validate_pdf_signature(signature, context)
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    assert len(made.pdf) < 50_000


@pytest.fixture
async def made_file(installation, draft, tmp_path):
    """The path of a sealed certificate, for programs that know nothing of ours."""
    path = tmp_path / "certificate.pdf"
    path.write_bytes((await make_certificate(installation, draft)).pdf)
    return path


@pytest.fixture
def run():
    """Run a program and return what it says."""

    def run(program, *arguments):
        return subprocess.run([needs(program), *arguments], capture_output=True, text=True, check=False)

    return run


async def test_poppler_finds_the_seal_valid_and_over_the_whole_file(installation, made_file, run):
    said = run("pdfsig", made_file).stdout
    assert said.count("Signature #") == 1
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert f"Signer Certificate Common Name: {common_name(seal_provider(installation).certificate)}\n" in said


async def test_qpdf_finds_nothing_wrong_with_the_sealed_file(made_file, run):
    checked = run("qpdf", "--check", made_file)
    assert checked.returncode == 0
    assert "No syntax or stream encoding errors found" in checked.stdout
    assert checked.stderr == ""


async def test_the_sealed_file_breaks_no_rule_of_pdf_ua(made_file):
    assert pdfua.validate(made_file).findings == ()


async def test_the_badge_is_in_the_file_and_can_be_verified(installation, draft):
    made = await make_certificate(installation, draft)
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        (badge,) = [each.get_file().read_bytes() for each in pdf.attachments.values()]
    assert json.loads(badge)["credentialStatus"]["statusListIndex"] == "7"
    assert verify_badge(badge, badge_keys(installation).published).verdict is BadgeVerdict.GENUINE


async def test_the_seal_tells_the_time_of_the_clock(installation, draft):
    moment = datetime(2026, 3, 9, 8, 30, tzinfo=UTC)
    with clock.running_from(lambda: moment):
        made = await make_certificate(installation, draft)
    (signature,) = PdfFileReader(BytesIO(made.pdf)).embedded_signatures
    assert signature.self_reported_timestamp == moment


async def test_it_looks_as_the_corporation_chose(installation, draft):
    look = Template(orientation="portrait")
    portrait = CertificateTemplate(id=3, orientation=look.orientation, accent=look.accent, highlight=look.highlight)
    made = await make_certificate(installation, replace(draft, template=portrait))
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        _, _, width, height = (float(each) for each in pdf.pages[0].mediabox)
    assert height > width
    assert made.columns()["template_version_id"] == 3


async def test_its_row_follows_from_how_it_was_made(installation, draft):
    made = await make_certificate(installation, draft)
    row = made.columns()
    assert row["pdf_sha256"] == hashlib.sha256(made.pdf).digest()
    assert (row["status_index"], row["seal_key"], row["number"]) == (7, made.seal_key, draft.facts.number)


async def test_what_cannot_be_printed_and_what_cannot_be_sealed_are_told_apart(installation, draft):
    with pytest.raises(UndrawableText):
        await make_certificate(
            installation, replace(draft, facts=msgspec.structs.replace(draft.facts, holder="王小明"))
        )
    with pytest.raises(CannotSeal):
        await make_certificate(replace(installation, key_passphrase="not this one"), draft)
