"""The outcome of a check can be taken along as a sealed document, which says what the page said and nothing else."""

import re
import subprocess
from io import BytesIO
from random import Random

import pdfua
import pikepdf

from certificates.numbering import draw_number
from certificates.sealing.provider import CannotSeal
from proeve.register.certificates import CertificateFile
from proeve.register.verifying_lists import MOST_NUMBERS
from proeve.web.public import proof_downloads
from proeve.web.public.proofs import BY_NUMBER, Proof, read_claim, write_claim
from proeve.web.public.verdict_words import Words
from tests.programs import needs


def claim_in(page):
    return re.search(r'name="bewijs" value="([^"]+)"', page.text)[1]


async def take(client, claim):
    return await client.post("/verifieer/bewijs", data={"bewijs": claim})


def text_of(pdf):
    done = subprocess.run([needs("pdftotext"), "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


async def test_a_check_by_number_gives_a_sealed_page_without_the_name(client, certificate):
    page = await client.get("/verifieer", params={"nummer": certificate.number})
    answer = await take(client, claim_in(page))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["x-robots-tag"] == "noindex"
    text = text_of(answer.content)
    for said in ("Verificatiebewijs", "Echt en geldig", certificate.number, "met het nummer"):
        assert said in text
    assert "Çelik" not in text


async def test_while_the_seal_cannot_be_used_the_proof_is_for_later(client, certificate, monkeypatch):
    claim = claim_in(await client.get("/verifieer", params={"nummer": certificate.number}))

    def expired(_settings):
        raise CannotSeal("Het zegel is verlopen.")

    monkeypatch.setattr("proeve.web.public.proof_downloads.seal_provider", expired)
    answer = await take(client, claim)
    assert answer.status_code == 503
    assert "Dit lukt nu even niet" in answer.text


async def test_a_check_by_file_says_what_was_checked_and_of_which_file(client, certificate, web_database):
    async with web_database.reading() as session:
        pdf = (await session.get_one(CertificateFile, certificate.id)).pdf
    page = await client.post("/verifieer/bestand", files={"bestand": ("c.pdf", pdf, "application/pdf")})
    text = text_of((await take(client, claim_in(page))).content)
    for said in ("Ayşe Çelik", "Het zegel is van ons", certificate.pdf_sha256.hex()[:4], "In orde"):
        assert said in text


async def test_a_proof_is_accessible_and_is_itself_recognised_as_ours(client, certificate, tmp_path):
    page = await client.get("/verifieer", params={"nummer": certificate.number})
    proof = (await take(client, claim_in(page))).content
    file = tmp_path / "proof.pdf"
    file.write_bytes(proof)
    with pikepdf.open(BytesIO(proof)) as opened:
        assert opened.docinfo["/Subject"] == "Verificatiebewijs van een certificaat"
    assert pdfua.validate(file).findings == ()
    answer = await client.post("/verifieer/bestand", files={"bestand": ("p.pdf", proof, "application/pdf")})
    assert "Het is geen certificaat, maar: Verificatiebewijs" in answer.text
    changed = await client.post("/verifieer/bestand", files={"bestand": ("p.pdf", proof + b"x", "application/pdf")})
    assert "Gewijzigd na uitgifte" in changed.text


async def test_nobody_writes_a_claim_but_us(client, certificate, web_settings):
    page = await client.get("/verifieer", params={"nummer": certificate.number})
    claim = claim_in(page)
    for forged in ("", "x", claim[:-1], "a" + claim, claim.partition(".")[0] + "."):
        assert (await take(client, forged)).status_code == 422


async def test_a_claim_is_good_for_an_hour(set_clock, client, web_settings):
    proof = Proof.of(BY_NUMBER, Words("good", "Echt", ""), [])
    claim = write_claim(web_settings, proof)
    assert read_claim(web_settings, claim) == proof
    set_clock.advance(hours=1, seconds=1)
    assert (await take(client, claim)).status_code == 422


async def check_list(client, lines):
    page = await client.get("/verifieer/lijst")
    token = re.search(r'name="_csrf_token" value="([^"]+)"', page.text)[1]
    return await client.post("/verifieer/lijst", data={"nummers": "\n".join(lines), "_csrf_token": token})


async def test_a_list_with_a_line_of_any_length_gives_a_proof(client, certificate):
    page = await check_list(client, [certificate.number, "x" * 100])
    answer = await take(client, claim_in(page))
    assert answer.status_code == 200
    text = text_of(answer.content)
    assert certificate.number in text
    assert re.search(r"x{20,39}… Geen certificaatnummer", text)


async def test_a_list_under_the_heading_of_its_column_leads_to_the_page_of_checks(client, certificate, monkeypatch):
    drawn, draw = [], proof_downloads.draw_proof_of_check
    monkeypatch.setattr(proof_downloads, "draw_proof_of_check", lambda page: drawn.append(page) or draw(page))
    await take(client, claim_in(await check_list(client, ["Nummer", certificate.number])))
    assert dict(drawn[0].rows)["Nummer"] == "Geen certificaatnummer"
    assert drawn[0].verify_url.endswith("/verifieer")


async def test_a_list_in_which_all_is_well_gives_a_proof(client, certificate):
    answer = await take(client, claim_in(await check_list(client, [certificate.number])))
    assert answer.status_code == 200
    assert "1 van 1 echt en geldig" in text_of(answer.content)


async def test_the_longest_list_gives_a_proof_whatever_is_in_it(client, certificate):
    lines = [f"{number}{chr(0x1D54F) * 70}" for number in range(MOST_NUMBERS - 1)]
    page = await check_list(client, [*lines, certificate.number])
    answer = await take(client, claim_in(page))
    assert answer.status_code == 200
    assert certificate.number in text_of(answer.content)


async def test_a_list_of_200_is_one_sealed_document_with_every_number(client, certificate, tmp_path):
    numbers = [draw_number(2026, Random(seed)) for seed in range(MOST_NUMBERS)]
    proof = (await take(client, claim_in(await check_list(client, numbers)))).content
    file = tmp_path / "proof.pdf"
    file.write_bytes(proof)
    text = text_of(proof)
    assert [number for number in numbers if number not in text] == []
    assert pdfua.validate(file).findings == ()
    answer = await client.post("/verifieer/bestand", files={"bestand": ("p.pdf", proof, "application/pdf")})
    assert "Het is geen certificaat, maar: Verificatiebewijs" in answer.text
