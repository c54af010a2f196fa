import hashlib
import io
import json
import subprocess
import sys

import pdfua
import pikepdf
import pytest
from pikepdf import pdfa

from certificates.archiving import BADGE_FILE, Attachment, archive, archive_file, archive_twin
from certificates.drawing import draw_certificate
from certificates.facts import write_snapshot
from certificates.template import Template
from tests.programs import needs

BADGE = b'{"@context": [], "name": "Klantgericht werken \xe2\x98\x85"}'
ATTACHED = Attachment("badge.json", "application/ld+json", "Open Badge", BADGE)
LANDSCAPE, PORTRAIT = Template(), Template(orientation="portrait", accent="#7a1f3d", highlight="#00639b")

# What changes these changes the bytes of every certificate from now on: look at the picture before writing new ones.
GOLDEN = {
    "landscape": "4cbd7c82b04c8f3a2e5b860f9ccc5b956c577d103d0f3c23ff4c27cefee25166",
    "portrait": "e6d2e157ba5cc5e8df12bbb1d9326952d48f32922adbc64625964077ea9c8422",
    "english": "37880612a29827f9979239e8259a46baf1e038863bd7878a9e41ef60c9b239e7",
    "badge": "4c3684f9bbd6086a8179adc06b5162ef85af8f040eadc2133751fa0410cc599e",
}


@pytest.fixture
def archived(make_facts):
    """Archive a certificate with the named changes, and return the bytes."""

    def made(template=LANDSCAPE, attachment=None, **changes):
        facts = make_facts(**changes)
        return archive(draw_certificate(facts, template), facts, attachment=attachment)

    return made


def opened(file):
    return pikepdf.open(io.BytesIO(file))


@pytest.mark.parametrize(
    ("case", "arguments"),
    [
        ("landscape", {}),
        ("portrait", {"template": PORTRAIT}),
        ("english", {"language": "en", "holder": "Łukasz Ọ\u0301yọ\u0301"}),
        ("badge", {"attachment": BADGE}),
    ],
)
def test_the_file_before_sealing_has_its_golden_hash(archived, case, arguments):
    assert hashlib.sha256(archived(**arguments)).hexdigest() == GOLDEN[case]


def test_the_same_facts_give_the_same_file_in_another_process_and_another_year(archived, make_facts):
    program = (
        "import json, sys; from certificates.archiving import archive;"
        "from certificates.drawing import draw_certificate; from certificates.facts import read_snapshot;"
        "facts = read_snapshot(json.load(sys.stdin));"
        f"sys.stdout.buffer.write(archive(draw_certificate(facts), facts, attachment={BADGE!r}))"
    )
    environment = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "4102444800", "TZ": "Asia/Tokyo"}
    other = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(write_snapshot(make_facts())).encode(),
        env=environment | {"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=True,
    )
    assert other.stdout == archived(attachment=BADGE)


@pytest.mark.parametrize("template", [LANDSCAPE, PORTRAIT])
@pytest.mark.parametrize("attachment", [None, ATTACHED])
@pytest.mark.parametrize("name", ["Jan van der Berg", "Łukasz Ọ\u0301yọ\u0301 & <Zoë>"])
def test_the_twin_without_field_is_pdf_a_3b(make_facts, template, attachment, name):
    twin = archive_twin(draw_certificate(make_facts(holder=name), template), attachment=attachment)
    report = pdfa.validate_written(io.BytesIO(twin), "3b")
    assert report.passed, report.findings


def test_the_file_differs_from_its_twin_only_by_its_field_and_its_promise(archived):
    report = pdfa.validate_written(io.BytesIO(archived(attachment=BADGE)), "3b")
    rules = {finding.rule for finding in report.findings}
    # Without the promise it can read, the validator does not know that embedded files are allowed.
    assert rules == {"pikepdf:schema-Catalog", "pikepdf:embedded-file", "ISO_19005_3:6.6.2.3.1-1"}


@pytest.mark.parametrize("template", [LANDSCAPE, PORTRAIT])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_breaks_no_rule_of_pdf_ua(archived, tmp_path, template, language):
    file = tmp_path / "certificate.pdf"
    file.write_bytes(archived(template, attachment=BADGE, language=language))
    assert pdfua.validate(file).findings == ()


def test_qpdf_finds_nothing_wrong(archived, tmp_path):
    file = tmp_path / "certificate.pdf"
    file.write_bytes(archived(attachment=BADGE))
    checked = subprocess.run([needs("qpdf"), "--check", file], capture_output=True, check=True)
    assert b"No syntax or stream encoding errors found" in checked.stdout
    assert checked.stderr == b""


def test_the_badge_is_attached_to_the_whole_document(archived):
    pdf = opened(archived(attachment=BADGE))
    assert pdf.attachments[BADGE_FILE].get_file().read_bytes() == BADGE
    (file,) = pdf.Root.AF
    assert file.AFRelationship == "/Data"
    assert file.EF.F.Subtype == "/application/ld+json"
    assert str(file.Desc) == "Dit certificaat als Open Badge, voor computers"


def test_without_a_badge_nothing_is_attached(archived):
    pdf = opened(archived())
    assert list(pdf.attachments) == []
    assert "/AF" not in pdf.Root


@pytest.mark.parametrize("content", [b"%PDF-1.7 endstream endobj", b"\x00" * 100, b"stream\r\nendstream"])
def test_any_bytes_can_be_attached_and_come_back(archived, content):
    pdf = opened(archived(attachment=content))
    assert pdf.attachments[BADGE_FILE].get_file().read_bytes() == content


def test_other_pages_can_be_archived_too(make_facts):
    pdf = opened(archive_file(draw_certificate(make_facts()), attachment=ATTACHED, seal_words="Zegel van de uitgever"))
    assert str(pdf.Root.AcroForm.Fields[0].TU) == "Zegel van de uitgever"


def test_the_file_says_what_the_drawing_said(archived):
    pdf = opened(archived(holder="Łukasz Berg"))
    assert pdf.docinfo["/Title"] == "Certificaat Klantgericht werken: Łukasz Berg"
    assert pdf.docinfo["/CreationDate"] == "D:20261121120000Z"


def test_the_file_is_small_and_no_newer_than_pdf_1_7(archived):
    file = archived(attachment=BADGE)
    assert len(file) < 30_000
    assert opened(file).pdf_version <= "1.7"
    assert "/Extensions" not in opened(file).Root
