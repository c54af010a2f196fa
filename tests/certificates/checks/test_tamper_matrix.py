"""Whoever changes a certificate, or makes one, is found out; and no file ends in an exception."""

import hashlib
import json
from datetime import UTC, datetime
from io import BytesIO

import msgspec
import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import AttachedFileSpec
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from certificates.archiving import BADGE_FILE, archive
from certificates.authority import make_sealing
from certificates.badge.signing import sign_badge
from certificates.checks import submission
from certificates.checks.trust import Known, Trust
from certificates.drawing import draw_certificate
from certificates.sealing.key_file import KeyFileSeal
from certificates.sealing.time_stamps import WebTimeStamper
from certificates.verifying import CHECKS, FileVerdict, verify_file
from tests.certificates.time_stamping import draw_stamping, serve_time_stamps

SEALED_AT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
OTHER_HOLDER = b"BT /F1 40 Tf 100 300 Td (Mallory) Tj ET"


@pytest.fixture(scope="session")
def incremental(sealed):
    """Change a sealed file as an honest editor does: by adding a new version behind the old one."""

    def change(edit):
        writer = IncrementalPdfFileWriter(BytesIO(sealed))
        edit(writer)
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    return change


def swap_content(writer):
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=OTHER_HOLDER))
    writer.update_container(page)


def change_language(writer):
    writer.root[generic.pdf_name("/Lang")] = generic.pdf_string("en")
    writer.update_root()


def save_again(pdf_bytes, edit=lambda _pdf: None):
    """Write a document anew, as most programs do on saving."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf_bytes)) as pdf:
        edit(pdf)
        pdf.save(out)
    return out.getvalue()


def problem_of(examination, check="seal"):
    return examination.outcome(check).problem


def changed_or_in_pieces(examination):
    """Tell whether the verdict is the only right one for a sealed file in which something was damaged.

    As long as its seal or its badge can be read, those show that it was changed; of mere pieces nothing can be said.
    """
    is_seal_readable = examination.outcome("readable").succeeded and problem_of(examination) != "unreadable"
    is_told = is_seal_readable or examination.outcome("badge").succeeded
    return examination.verdict is (FileVerdict.CHANGED if is_told else FileVerdict.UNDECIDED)


def test_what_was_sealed_passes_every_check(sealed, examine, known):
    examination = examine(sealed, known=known)
    assert examination.verdict is FileVerdict.GENUINE
    assert [each.check for each in examination.outcomes] == list(CHECKS)
    assert all(each.succeeded for each in examination.outcomes)
    assert (examination.promise.number, examination.promise.holder) == (known.facts.number, known.facts.holder)


def test_the_name_of_the_badge_is_the_one_under_which_it_is_attached():
    assert submission.BADGE_FILE == BADGE_FILE


@pytest.fixture
def stamped(archived, authority, time_stamping):
    """The same certificate with a time-stamp in its seal."""
    return KeyFileSeal(authority[2], now=lambda: SEALED_AT, time_stamper=WebTimeStamper(time_stamping.url)).seal(
        archived
    )


@pytest.fixture
def believing(trust):
    """The trust of who believes the time-stamps under some certificates."""

    def believing(*roots):
        return msgspec.structs.replace(trust, time_stamp_roots=tuple(each.public_bytes(Encoding.DER) for each in roots))

    return believing


def test_a_seal_with_a_time_stamp_passes_every_check_and_stays_small(stamped, believing, time_stamping, facts):
    known = Known(sha256=hashlib.sha256(stamped).digest(), facts=facts)
    for trust in (believing(time_stamping.certificate), believing()):
        examination = verify_file(stamped, trust, known=known)
        assert examination.verdict is FileVerdict.GENUINE
        assert all(each.succeeded for each in examination.outcomes)
    assert b"Tijdstempels".hex().upper().encode() in stamped
    assert len(stamped) < 50_000


def test_a_time_stamp_of_an_authority_that_is_not_believed_is_none_of_ours(stamped, believing, authority):
    examination = verify_file(stamped, believing(authority[0].certificate))
    assert (examination.verdict, problem_of(examination)) == (FileVerdict.CHANGED, "other_time_stamp")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_in_a_time_stamp_is_noticed(place, bit, stamped, believing, time_stamping):
    stamp = stamped.rindex(b"Tijdstempels".hex().upper().encode())
    changed = bytearray(stamped)
    changed[stamp + int(place * 1000)] ^= 1 << bit
    assert verify_file(bytes(changed), believing(time_stamping.certificate)).verdict is FileVerdict.CHANGED


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_anywhere_is_never_genuine_and_never_somebody_elses(place, bit, sealed, examine):
    changed = bytearray(sealed)
    changed[int(place * len(sealed))] ^= 1 << bit
    examination = examine(bytes(changed))
    assert changed_or_in_pieces(examination)
    assert examination.promise is None


@pytest.mark.parametrize("bit", range(8))
@pytest.mark.parametrize(
    ("place", "verdict", "problem"),
    [
        (lambda _file: 1, FileVerdict.UNDECIDED, "unknown_kind"),
        (lambda file: file.index(b"1 0 obj"), FileVerdict.UNDECIDED, "unreadable"),
        (lambda _file: 5, FileVerdict.CHANGED, ""),
        (lambda file: file.index(b"endstream", len(file) // 2) - 20, FileVerdict.CHANGED, ""),
        (lambda file: file.index(b"xpacket"), FileVerdict.CHANGED, ""),
        (lambda file: file.index(b"/ByteRange") + 14, FileVerdict.CHANGED, ""),
        (lambda file: file.index(b"/Contents <") + 11, FileVerdict.CHANGED, ""),
        (lambda file: file.index(b"/Contents <") + 1000, FileVerdict.CHANGED, ""),
        (lambda file: file.rindex(b"startxref"), FileVerdict.CHANGED, ""),
        (lambda file: len(file) - 1, FileVerdict.CHANGED, ""),
    ],
)
def test_a_flipped_bit_in_each_part_of_the_file_has_its_verdict(sealed, examine, place, bit, verdict, problem):
    changed = bytearray(sealed)
    changed[place(sealed)] ^= 1 << bit
    examination = examine(bytes(changed))
    assert (examination.verdict, problem_of(examination, "readable")) == (verdict, problem)


@settings(max_examples=40, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_in_the_place_of_the_signature_is_noticed_too(place, bit, sealed, examine):
    start, end = sealed.index(b"/Contents <") + len(b"/Contents "), sealed.index(b">", sealed.index(b"/Contents <"))
    changed = bytearray(sealed)
    changed[start + int(place * (end - start))] ^= 1 << bit
    assert examine(bytes(changed)).verdict is FileVerdict.CHANGED


@pytest.mark.parametrize("edit", [swap_content, change_language])
def test_a_newer_version_behind_the_sealed_one_is_an_addition(edit, incremental, examine, known):
    examination = examine(incremental(edit))
    assert (examination.verdict, problem_of(examination)) == (FileVerdict.CHANGED, "added_to")
    assert known.sha256 in examination.traces.earlier


@pytest.mark.parametrize(
    ("more", "problem"),
    [(b"\n", "added_to"), (b"garbage", "added_to"), (b"\0" * 1000, "added_to"), (b"%%EOF\n", "unreadable")],
)
def test_anything_behind_the_end_is_an_addition(more, problem, sealed, examine, known):
    examination = examine(sealed + more)
    assert (examination.verdict, problem_of(examination)) == (FileVerdict.CHANGED, problem)
    assert known.sha256 in examination.traces.earlier


@pytest.mark.parametrize(
    ("before", "verdict"),
    [
        (b"\n", FileVerdict.CHANGED),
        (b"MZ\x90\x00", FileVerdict.CHANGED),
        (b"%PDF-1.4\n", FileVerdict.UNDECIDED),
    ],
)
def test_anything_before_the_beginning_is_a_change(before, verdict, sealed, examine):
    examination = examine(before + sealed)
    assert examination.verdict is verdict
    assert changed_or_in_pieces(examination)


def test_a_file_that_was_saved_again_has_lost_its_seal(sealed, examine, known):
    examination = examine(save_again(sealed))
    assert examination.verdict is FileVerdict.CHANGED
    assert examination.traces.codes == [known.facts.verify_url.rpartition("/")[2]]


def test_a_seal_of_somebody_with_our_name_is_not_ours(archived, chain, examine):
    mallory = KeyFileSeal(chain()[2], now=lambda: SEALED_AT)
    examination = examine(mallory.seal(archived))
    assert (examination.verdict, problem_of(examination)) == (FileVerdict.FOREIGN, "other_issuer")


def test_another_seal_under_the_same_root_is_not_ours_unless_it_is_known(archived, authority, trust):
    sibling = make_sealing(authority[1], "Stichting Proeve", starts=authority[2].certificate.not_valid_before_utc)
    file = KeyFileSeal(sibling, now=lambda: SEALED_AT).seal(archived)
    assert verify_file(file, trust).verdict is FileVerdict.FOREIGN
    assert verify_file(file, Trust(roots=trust.roots, at=trust.at)).verdict is FileVerdict.GENUINE


def test_a_document_without_a_seal_but_with_our_badge_was_taken_apart(archived, examine):
    examination = examine(archived)
    assert (examination.verdict, problem_of(examination)) == (FileVerdict.CHANGED, "no_seal")


def test_a_document_without_anything_of_ours_is_not_ours(make_facts, examine):
    drawn = draw_certificate(make_facts())
    assert examine(drawn).verdict is FileVerdict.FOREIGN


def test_swapping_the_attachment_breaks_the_seal_and_shows(sealed, examine, make_facts, other_badge_keys):
    theirs = sign_badge(make_facts(holder="Mallory"), other_badge_keys, status_index=1)

    def swap(pdf):
        del pdf.attachments[BADGE_FILE]
        pdf.attachments[BADGE_FILE] = AttachedFileSpec(pdf, theirs, filename=BADGE_FILE)

    examination = examine(save_again(sealed, swap))
    assert examination.verdict is FileVerdict.CHANGED
    assert problem_of(examination, "badge") == "other_issuer"
    assert examination.traces.proven is None


def test_a_badge_of_another_certificate_of_ours_does_not_fit(make_facts, badge_keys, provider, examine, facts):
    badge = sign_badge(make_facts(holder="Mallory", verify_url=facts.verify_url), badge_keys, status_index=2)
    file = provider.seal(archive(draw_certificate(facts), facts, attachment=badge))
    known = Known(sha256=b"", facts=facts)
    assert problem_of(examine(file, known=known), "facts") == "other_facts"


def test_a_badge_by_itself_is_genuine_until_it_is_changed(badge, examine):
    assert examine(badge).verdict is FileVerdict.GENUINE
    document = json.loads(badge)
    document["credentialSubject"]["identifier"][0]["identityHash"] = "Mallory"
    assert examine(json.dumps(document).encode()).verdict is FileVerdict.CHANGED
    assert examine(badge.replace(b'"name"', b'"corporatie":"EVIL","name"', 1)).verdict is FileVerdict.CHANGED


def test_a_badge_signed_with_other_keys_in_our_name_is_not_ours(facts, other_badge_keys, examine):
    assert examine(sign_badge(facts, other_badge_keys, status_index=1)).verdict is FileVerdict.FOREIGN


@pytest.mark.parametrize(
    ("left", "verdict"),
    [
        (lambda _file: 0, FileVerdict.UNDECIDED),
        (lambda _file: 20, FileVerdict.UNDECIDED),
        (lambda file: len(file) // 10, FileVerdict.UNDECIDED),
        (lambda file: len(file) // 2, FileVerdict.UNDECIDED),
        (lambda file: file.index(b"/Contents <") + 3000, FileVerdict.CHANGED),
        (lambda file: file.rindex(b"startxref"), FileVerdict.CHANGED),
        (lambda file: len(file) - 7, FileVerdict.CHANGED),
        (lambda file: len(file) - 1, FileVerdict.CHANGED),
    ],
)
def test_a_truncated_file_is_never_genuine(left, verdict, sealed, examine):
    examination = examine(sealed[: left(sealed)])
    assert examination.verdict is verdict
    assert changed_or_in_pieces(examination)


@settings(max_examples=60, deadline=None)
@given(content=st.binary(max_size=2000), is_pdf=st.booleans())
def test_any_bytes_at_all_get_a_verdict(content, is_pdf, examine):
    examination = examine(b"%PDF-1.7\n" + content if is_pdf else content)
    assert examination.verdict in {FileVerdict.UNDECIDED, FileVerdict.FOREIGN}


def test_a_file_of_more_than_two_megabytes_is_not_opened(sealed, examine):
    examination = examine(sealed + b"\0" * submission.MOST_BYTES)
    assert (examination.verdict, problem_of(examination, "size")) == (FileVerdict.UNDECIDED, "too_large")
    assert examination.traces.numbers == []


def test_a_file_of_many_pages_is_no_certificate(examine):
    pdf = pikepdf.new()
    for _ in range(submission.MOST_PAGES + 1):
        pdf.add_blank_page()
    out = BytesIO()
    pdf.save(out)
    assert problem_of(examine(out.getvalue()), "readable") == "too_many_pages"


def test_an_expired_time_stamp_leaves_a_file_undecided(archived, authority, believing):
    gone = draw_stamping(authority[0], until=datetime(2026, 11, 22, tzinfo=UTC))
    with serve_time_stamps(gone) as stamping:
        seal = KeyFileSeal(authority[2], now=lambda: SEALED_AT, time_stamper=WebTimeStamper(stamping.url))
        examination = verify_file(seal.seal(archived), believing(authority[0].certificate))
    assert (examination.verdict, problem_of(examination)) == (FileVerdict.UNDECIDED, "expired_time_stamp")


def test_an_expired_seal_leaves_a_file_undecided(sealed, trust):
    later = msgspec.structs.replace(trust, at=trust.at.replace(year=trust.at.year + 20))
    examination = verify_file(sealed, later)
    assert (examination.verdict, problem_of(examination)) == (FileVerdict.UNDECIDED, "expired_seal")
