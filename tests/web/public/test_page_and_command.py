"""The page and `proeve certificate verify` give one verdict, but for what only the register can know.

The command has what anybody can fetch from the site: the root and the keys of badges.
"""

import asyncio
import re
from io import BytesIO
from random import Random

import pikepdf
import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import update

from certificates.archiving import BADGE_FILE, archive
from certificates.authority import Identity, draw_key, make_root
from certificates.badge.keys import BadgeKeys
from certificates.badge.signing import sign_badge, sign_badge_jwt
from certificates.drawing import draw_certificate
from certificates.facts import read_snapshot
from certificates.numbering import draw_number
from certificates.proof_of_check import ProofOfCheck, draw_proof_of_check
from certificates.sealing.key_file import KeyFileSeal
from proeve.cli import main
from proeve.core import clock
from proeve.register.certificates import Certificate, CertificateFile
from proeve.register.keys import badge_keys, seal_provider

VALID, CHANGED, FOREIGN, UNDECIDED = "Echt en geldig", "Gewijzigd na uitgifte", "Niet van ons", "Niet te beoordelen"

SAME = {
    "original": VALID,
    "badge as JSON": VALID,
    "badge as JWT": VALID,
    "proof of a check": "Echt",
    "something added": CHANGED,
    "a byte changed": CHANGED,
    "saved again without its seal": CHANGED,
    "changed badge": CHANGED,
    "sealed by somebody else": FOREIGN,
    "drawn by somebody else": FOREIGN,
    "cut off early": UNDECIDED,
    "no document": UNDECIDED,
}
ONLY_THE_REGISTER_KNOWS = {
    "a byte changed of what holds the file together": (CHANGED, UNDECIDED),
    "number without a seal": (CHANGED, FOREIGN),
    "number in a badge of somebody else": (CHANGED, FOREIGN),
    "sealed, never registered": (UNDECIDED, VALID),
}
"""What the page says, and what the command; beside these, who was revoked or suspended since."""


@pytest.fixture
async def files(certificate, web_database, web_settings):
    """One file for each line of the two tables."""
    async with web_database.reading() as session:
        pdf = (await session.get_one(CertificateFile, certificate.id)).pdf
    facts = read_snapshot(certificate.snapshot)
    with pikepdf.open(BytesIO(pdf)) as opened:
        badge = opened.attachments[BADGE_FILE].get_file().read_bytes()
        out = BytesIO()
        opened.save(out)
    root = make_root("Proeve", starts=clock.now())
    mallory = KeyFileSeal(Identity(root.certificate, root.key), now=clock.now)
    other_keys = BadgeKeys(web_settings.public_url, Ed25519PrivateKey.generate(), draw_key())
    bare = archive(draw_certificate(facts), facts)
    nowhere = {"verify_url": f"{web_settings.public_url}/v/{'b' * 24}"}
    unknown = read_snapshot(certificate.snapshot | nowhere | {"number": draw_number(2026, Random(5))})
    with_number_alone = read_snapshot(certificate.snapshot | nowhere)
    ours = badge_keys(web_settings)
    sealed = archive(draw_certificate(unknown), unknown, attachment=sign_badge(unknown, ours, status_index=3))
    return {
        "original": pdf,
        "badge as JSON": badge,
        "badge as JWT": sign_badge_jwt(facts, ours, status_index=certificate.status_index).encode(),
        "proof of a check": seal_provider(web_settings).seal(draw_proof_of_check(A_PROOF)),
        "something added": pdf + b"\n",
        "a byte changed": with_other_byte(pdf, pdf.index(b"endstream", len(pdf) // 2) - 20),
        "saved again without its seal": out.getvalue(),
        "changed badge": badge.replace("Ayşe".encode(), b"Eve"),
        "sealed by somebody else": mallory.seal(bare),
        "drawn by somebody else": _drawn_elsewhere(),
        "cut off early": pdf[:400],
        "no document": b"hallo",
        "number without a seal": archive(draw_certificate(with_number_alone), with_number_alone),
        "number in a badge of somebody else": sign_badge(facts, other_keys, status_index=1),
        "a byte changed of what holds the file together": with_other_byte(pdf, pdf.index(b"stream") + 40),
        "sealed, never registered": seal_provider(web_settings).seal(sealed),
    }


A_PROOF = ProofOfCheck(
    headline=VALID,
    explanation="",
    rows=[],
    checks=[],
    checked="Gecontroleerd op 22 november 2026.",
    checked_at=clock.now(),
    issuer="Proeve",
    verify_url="https://proeve.example/verifieer",
    verify_page="proeve.example/verifieer",
)


def with_other_byte(content, place):
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def _drawn_elsewhere():
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page()
    pdf.save(out)
    return out.getvalue()


@pytest.fixture
async def by_page(client):
    """Hand a file over on the page, and read the verdict."""

    async def check(content):
        answer = await client.post("/verifieer/bestand", files={"bestand": ("c", content, "application/pdf")})
        return re.search(r'<p class="verdict-headline">(.*?)</p>', answer.text)[1]

    return check


@pytest.fixture
async def by_command(client, tmp_path):
    """Check a file with what the site publishes, and read the verdict."""
    options = []
    for name, path in (("root", "/verifieer/stamcertificaat.pem"), ("keys", "/.well-known/did.json")):
        published = tmp_path / name
        published.write_bytes((await client.get(path)).content)
        options += [f"--{name}", str(published)]

    async def check(content):
        file = tmp_path / "file"
        file.write_bytes(content)
        done = await asyncio.to_thread(
            CliRunner().invoke, main, ["certificate", "verify", str(file), *options], catch_exceptions=False
        )
        return done.output.partition("\n")[0]

    return check


async def test_both_say_the_same_of_every_file(files, by_page, by_command):
    said = {name: (await by_page(content), await by_command(content)) for name, content in files.items()}
    assert said == {name: (verdict, verdict) for name, verdict in SAME.items()} | ONLY_THE_REGISTER_KNOWS


@pytest.mark.parametrize(
    ("state", "on_page"),
    [
        (("revoked_at", "revocation_reason"), "Ingetrokken op "),
        (("suspended_at", "suspension_reason"), "Echt, maar geschorst"),
    ],
)
async def test_what_happened_since_is_for_the_page_to_tell(files, by_page, by_command, web_database, state, on_page):
    async with web_database.unit_of_work() as session:
        await session.execute(update(Certificate).values(dict(zip(state, (clock.now(), "fraud"), strict=True))))
    for name in ("original", "badge as JSON", "badge as JWT"):
        assert (await by_page(files[name])).startswith(on_page)
        assert await by_command(files[name]) == VALID
