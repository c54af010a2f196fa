"""Anyone hands over a file and reads what it is; shown is what the register says, and nothing of the file."""

from datetime import date
from io import BytesIO
from random import Random

import pikepdf
import pytest

from certificates.archiving import archive
from certificates.authority import Identity, make_root
from certificates.checks.submission import MOST_BYTES
from certificates.drawing import draw_certificate
from certificates.facts import read_snapshot, write_snapshot
from certificates.numbering import draw_number
from certificates.sealing.key_file import KeyFileSeal
from proeve.core import clock
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.keys import seal_provider


@pytest.fixture
async def pdf(web_database, certificate):
    """The file of the certificate as its holder has it."""
    async with web_database.reading() as session:
        return (await session.get_one(CertificateFile, certificate.id)).pdf


@pytest.fixture
def check(client):
    async def check(content, name="certificaat.pdf"):
        return await client.post("/verifieer/bestand", files={"bestand": (name, content, "application/pdf")})

    return check


@pytest.fixture
def change(web_database, certificate):
    """Change the row of the certificate."""

    async def change(**values):
        async with web_database.unit_of_work() as session:
            row = await session.get_one(Certificate, certificate.id)
            for name, value in values.items():
                setattr(row, name, value)

    return change


def _is_private(answer):
    headers = answer.headers
    names = ("x-robots-tag", "cache-control", "referrer-policy")
    return [headers[name] for name in names] == ["noindex", "no-store", "no-referrer"]


async def test_the_original_is_genuine_and_valid_with_everything_that_is_printed(check, pdf, certificate):
    answer = await check(pdf)
    assert answer.status_code == 200
    assert "Echt en geldig" in answer.text
    for printed in ("Ayşe Çelik", "Woonstichting Lindehof", certificate.number, certificate.snapshot["shown"]):
        assert printed in answer.text
    assert "Het bestand is precies hetzelfde als het bestand dat wij uitgaven." in answer.text
    assert "Niet in orde" not in answer.text
    assert _is_private(answer)


async def test_an_expired_original_says_when(check, pdf, change):
    await change(valid_from=date(2020, 1, 1), valid_until=date(2023, 1, 5))
    answer = await check(pdf)
    assert "Echt, maar verlopen op 5 januari 2023" in answer.text


async def test_a_revoked_original_says_when(check, pdf, change):
    await change(revoked_at=clock.now(), revocation_reason="fraud")
    assert "Ingetrokken op " in (await check(pdf)).text


async def test_a_superseded_original_leads_to_the_next_one(check, pdf, change, make, lindehof):
    newer = await make.issued(await make.staff_member(lindehof, "Ayşe||Yılmaz"))
    await change(revoked_at=clock.now(), revocation_reason="superseded", superseded_by_id=newer.id)
    answer = await check(pdf)
    assert f'href="/verifieer?nummer={newer.number}"' in answer.text


async def test_an_erased_original_says_so_and_tells_no_name(check, pdf, change, certificate):
    gone = dict.fromkeys(("holder", "corporation", "shown", "verify_url"), "")
    await change(snapshot=certificate.snapshot | gone, erased_at=clock.now())
    answer = await check(pdf)
    assert "De gegevens van de houder zijn verwijderd" in answer.text
    assert "Çelik" not in answer.text


@pytest.mark.parametrize("more", [b"\n", b"%%EOF\n", b"x" * 500])
async def test_an_addition_is_a_change_and_shows_what_was_issued(check, pdf, more):
    answer = await check(pdf + more)
    assert "Gewijzigd na uitgifte" in answer.text
    assert "Dit stond er" in answer.text
    assert "Ayşe Çelik" in answer.text


DAMAGE = {
    "the first letters": lambda pdf: b"X" + pdf[1:],
    "the version": lambda pdf: flipped(pdf, 5),
    "the first object": lambda pdf: flipped(pdf, pdf.index(b"1 0 obj")),
    "halfway": lambda pdf: flipped(pdf, pdf.index(b"endstream", len(pdf) // 2) - 20),
    "the seal": lambda pdf: flipped(pdf, pdf.index(b"/Contents <") + 1000),
    "the last byte": lambda pdf: flipped(pdf, len(pdf) - 1),
    "half of it cut off": lambda pdf: pdf[: len(pdf) // 2],
    "cut off in the seal": lambda pdf: pdf[: pdf.index(b"/Contents <") + 3000],
    "the last byte cut off": lambda pdf: pdf[:-1],
    "nothing left to know it by": lambda pdf: pdf[:400],
}


def flipped(pdf, place):
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


@pytest.mark.parametrize("damage", DAMAGE)
async def test_damage_has_its_verdict_on_the_page(check, pdf, damage):
    answer = await check(DAMAGE[damage](pdf))
    # The number that is still in it leads to the register, also when it cannot be opened any more.
    verdict = "Niet te beoordelen" if damage == "nothing left to know it by" else "Gewijzigd na uitgifte"
    assert f'<p class="verdict-headline">{verdict}</p>' in answer.text


async def test_another_name_on_the_sheet_is_a_change_and_is_not_repeated(check, certificate):
    forged = read_snapshot(write_snapshot(read_snapshot(certificate.snapshot)) | {"holder": "Mallory <b>Vals</b>"})
    answer = await check(archive(draw_certificate(forged), forged))
    assert "Gewijzigd na uitgifte" in answer.text
    assert "Ayşe Çelik" in answer.text
    assert "Mallory" not in answer.text


async def test_a_file_with_a_number_alone_learns_no_more_than_a_number_gives(check, certificate):
    made_up = {"holder": "Mallory", "verify_url": "https://proeve.example/v/" + "a" * 24}
    bait = read_snapshot(certificate.snapshot | made_up)
    answer = await check(archive(draw_certificate(bait), bait))
    assert "Gewijzigd na uitgifte" in answer.text
    assert "A. Ç." in answer.text
    for secret in ("Ayşe", "Çelik", "Lindehof"):
        assert secret not in answer.text


async def test_a_file_that_we_sealed_but_never_registered_is_not_called_genuine(check, certificate, web_settings):
    facts = read_snapshot(certificate.snapshot | {"number": draw_number(2026, Random(5))})
    unknown = read_snapshot(write_snapshot(facts) | {"verify_url": "https://proeve.example/v/" + "b" * 24})
    answer = await check(seal_provider(web_settings).seal(archive(draw_certificate(unknown), unknown)))
    assert "Niet te beoordelen" in answer.text
    assert "Dit bestand staat niet in ons register." in answer.text


@pytest.mark.parametrize("content", [b"hallo", b"%PDF-1.7\nx", b"{}", b"\x89PNG", b"<script>alert(1)</script>"])
async def test_any_file_gets_a_verdict(check, content, certificate):
    answer = await check(content, name="<script>.pdf")
    assert answer.status_code == 200
    assert "Niet te beoordelen" in answer.text
    assert "<script>alert" not in answer.text
    assert "<script>.pdf" not in answer.text


async def test_no_file_and_an_empty_one_are_asked_for_again(client, check):
    for answer in (await check(b""), await client.post("/verifieer/bestand", data={"x": "y"})):
        assert answer.status_code == 422
        assert "Kies eerst een bestand." in answer.text


async def test_too_large_a_file_is_refused_before_it_is_read(check):
    assert (await check(b"x" * (MOST_BYTES + 1))).status_code == 200
    answer = await check(b"x" * (MOST_BYTES + 100_000))
    assert answer.status_code == 413
    assert "Dit bestand is groter dan 2 MB. Een certificaat is veel kleiner." in answer.text
    assert "6 MB" not in answer.text


async def test_a_badge_is_checked_as_well(client, check, certificate, web_database, pdf):
    with pikepdf.open(BytesIO(pdf)) as opened:
        badge = opened.attachments["badge.json"].get_file().read_bytes()
    answer = await check(badge, "badge.json")
    assert "Echt en geldig" in answer.text
    assert "Ayşe Çelik" in answer.text
    changed = await check(badge.replace("Ayşe".encode(), b"Eve"), "badge.json")
    assert "Gewijzigd na uitgifte" in changed.text
    assert "Eve" not in changed.text


async def test_a_seal_of_somebody_else_with_our_name_is_not_ours(check, certificate):
    facts = read_snapshot(certificate.snapshot)
    mallory = make_root("Proeve", starts=clock.now())
    seal = KeyFileSeal(Identity(mallory.certificate, mallory.key), now=clock.now)
    answer = await check(seal.seal(archive(draw_certificate(facts), facts)))
    assert "Niet van ons" in answer.text
    assert "Het zegel op het bestand is niet van ons." in answer.text
    assert "Echt en geldig</p>" not in answer.text
