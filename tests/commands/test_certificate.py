"""`proeve certificate verify` gives the verdict of the page, offline."""

import json
import runpy
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from certificates.archiving import archive
from certificates.badge.did_document import write_did_document
from certificates.badge.signing import sign_badge
from certificates.drawing import draw_certificate
from certificates.facts import CertificateFacts
from proeve.cli import main
from proeve.core import clock
from proeve.core.settings import Settings
from proeve.register.keys import badge_keys, ensure_keys, seal_provider

USUAL_FACTS = runpy.run_path(str(Path(__file__).parents[1] / "certificates/conftest.py"))["USUAL_FACTS"]
STARTS = datetime(2026, 1, 1, tzinfo=UTC)
TODAY = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    (folder / "secret.key").write_bytes(b"secret")
    settings = Settings("", folder, b"secret", issuer="Stichting Proeve")
    ensure_keys(settings, starts=STARTS)
    return settings


@pytest.fixture(scope="module")
def make_file(settings, tmp_path_factory):
    """Make a sealed certificate with its badge, and return where it is."""

    def make(**changes):
        facts = CertificateFacts(**(USUAL_FACTS | changes))
        badge = sign_badge(facts, badge_keys(settings), status_index=7)
        with clock.running_from(lambda: TODAY):
            sealed = seal_provider(settings).seal(archive(draw_certificate(facts), facts, attachment=badge))
        path = tmp_path_factory.mktemp("files") / "certificaat.pdf"
        path.write_bytes(sealed)
        return path

    return make


@pytest.fixture
def verify(settings, monkeypatch):
    """Run the command with the keys of the installation, on the day of the tests."""
    monkeypatch.setenv("PROEVE_DATA_DIR", str(settings.data_dir))
    for name in ("PROEVE_KEY_PASSPHRASE", "PROEVE_KEYS_DIR", "PROEVE_SECRET_KEY", "PROEVE_PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments):
        with clock.running_from(lambda: TODAY):
            return CliRunner().invoke(main, ["certificate", "verify", *map(str, arguments)])

    return run


def test_a_certificate_is_genuine_and_valid_and_ends_well(make_file, verify):
    done = verify(make_file())
    assert done.exit_code == 0
    assert done.output.startswith("Echt en geldig\n")
    assert "nummer PR-2026-4FTR-ARPC-6" in done.output
    assert "http://127.0.0.1:8000/verifieer" in done.output


def test_a_program_reads_the_verdict_and_every_check(make_file, verify):
    told = json.loads(verify(make_file(), "--json").output)
    assert (told["verdict"], told["status"], told["valid_until"]) == ("genuine", "valid", "2029-11-21")
    assert told["revocation"] == "not_checked"
    assert {each["check"]: each["result"] for each in told["checks"]} == {
        "size": "success",
        "readable": "success",
        "hash": "skipped",
        "seal": "success",
        "badge": "success",
        "facts": "success",
    }


def test_an_expired_certificate_is_genuine_but_does_not_end_well(make_file, verify):
    last_year = {"passed_on": date(2024, 1, 5), "valid_from": date(2024, 1, 5), "valid_until": date(2025, 1, 5)}
    done = verify(make_file(**last_year))
    assert done.exit_code == 1
    assert done.output.startswith("Echt, maar verlopen op 5 januari 2025\n")


@pytest.fixture
def roots(settings, tmp_path):
    """What `proeve keys root` gives to whoever checks elsewhere."""
    path = tmp_path / "root.pem"
    path.write_text(CliRunner().invoke(main, ["keys", "root"], env={"PROEVE_DATA_DIR": str(settings.data_dir)}).output)
    return path


def test_the_root_alone_is_enough_to_check_a_seal(make_file, verify, roots, tmp_path, monkeypatch):
    monkeypatch.setenv("PROEVE_DATA_DIR", str(tmp_path / "elsewhere"))
    told = json.loads(verify(make_file(), "--root", roots, "--json").output)
    assert (told["verdict"], told["status"], told["number"]) == ("genuine", "valid", "PR-2026-4FTR-ARPC-6")
    assert told["mentions_number"]


@pytest.fixture
def keys(settings, tmp_path):
    """A copy of /.well-known/did.json."""
    path = tmp_path / "did.json"
    path.write_text(json.dumps(write_did_document(badge_keys(settings).published)))
    return path


def test_with_the_keys_of_badges_a_badge_can_be_checked_elsewhere(verify, roots, keys, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("PROEVE_DATA_DIR", str(tmp_path / "elsewhere"))
    file = tmp_path / "badge.json"
    file.write_bytes(sign_badge(CertificateFacts(**USUAL_FACTS), badge_keys(settings), status_index=7))
    assert verify(file, "--root", roots, "--keys", keys).output.startswith("Echt en geldig\n")
    assert verify(file, "--root", roots).output.startswith("Niet te beoordelen\n")


def test_the_keys_of_badges_alone_are_not_enough(make_file, verify, keys):
    done = verify(make_file(), "--keys", keys)
    assert (done.exit_code, "--root" in done.output) == (1, True)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"\xff", b"{}", b"[]", b'{"id": "did:web:x", "verificationMethod": [{"id": "#1"}]}'),
        b'{"id": "did:web:x", "verificationMethod": [{"id": 1}]}',
    ],
)
def test_a_file_without_keys_is_refused_with_what_to_do(make_file, verify, roots, tmp_path, content):
    other = tmp_path / "did.json"
    other.write_bytes(content)
    done = verify(make_file(), "--root", roots, "--keys", other)
    assert done.exit_code == 1
    assert "Bewaar /.well-known/did.json en geef dat bestand." in done.output


def test_with_a_root_nothing_is_made_and_the_page_is_that_of_the_environment(
    make_file, verify, roots, tmp_path, monkeypatch
):
    monkeypatch.setenv("PROEVE_DATA_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("PROEVE_PUBLIC_URL", "https://proeve.example/")
    done = verify(make_file(), "--root", roots)
    assert "kijk op https://proeve.example/verifieer." in done.output
    assert not (tmp_path / "elsewhere").exists()


def test_a_changed_file_is_called_so(make_file, verify, tmp_path):
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(make_file().read_bytes() + b"\n")
    done = verify(changed)
    assert done.exit_code == 1
    assert done.output.startswith("Gewijzigd na uitgifte\n")
    assert "FOUT  Zegel: Na het verzegelen is er iets aan het bestand toegevoegd." in done.output


def test_a_file_with_a_number_and_no_seal_is_for_the_register_to_judge(verify, tmp_path):
    facts = CertificateFacts(**USUAL_FACTS)
    unsealed = tmp_path / "unsealed.pdf"
    unsealed.write_bytes(archive(draw_certificate(facts), facts))
    done = verify(unsealed)
    assert done.exit_code == 1
    assert done.output.startswith("Niet van ons\n")
    assert "Of wij dat uitgaven, weet alleen het register: kijk op http://127.0.0.1:8000/verifieer." in done.output
    assert facts.number not in done.output
    told = json.loads(verify(unsealed, "--json").output)
    assert (told["number"], told["mentions_number"]) == (None, True)


@pytest.mark.parametrize("content", [b"", b"x", b"%PDF-1.7\n%%EOF\n", b"{}", b"\x00" * 3_000_000])
def test_what_cannot_be_read_is_said_to_be_so(content, verify, tmp_path):
    file = tmp_path / "file"
    file.write_bytes(content)
    done = verify(file)
    assert done.exit_code == 1
    assert done.output.startswith("Niet te beoordelen\n")


def test_without_keys_the_command_asks_for_a_root(make_file, verify, tmp_path, monkeypatch):
    monkeypatch.setenv("PROEVE_DATA_DIR", str(tmp_path / "elsewhere"))
    done = verify(make_file())
    assert done.exit_code == 1
    assert "--root" in done.output
