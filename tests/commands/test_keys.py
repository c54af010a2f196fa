"""`proeve keys` makes, shows and renews, in words for people and in JSON for programs."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from cryptography import x509

from certificates.authority import make_issuing, make_root, make_sealing
from certificates.sealing.key_file import read_key_file, write_key_file
from proeve.cli import main
from proeve.core import clock
from proeve.core.settings import Settings
from proeve.register.keys import ensure_keys


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The data folder of an installation that made its keys, which takes a second."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "secret.key").write_bytes(b"secret")
    ensure_keys(Settings("", folder, b"secret", issuer="Stichting Proeve"))
    return folder


@pytest.fixture
def run(made, tmp_path, monkeypatch):
    """Run `proeve keys ...` for an installation of its own."""
    shutil.copytree(made, tmp_path / "data")
    monkeypatch.setenv("PROEVE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PROEVE_ISSUER", "Stichting Proeve")
    for name in ("PROEVE_KEY_PASSPHRASE", "PROEVE_KEYS_DIR", "PROEVE_SECRET_KEY", "PROEVE_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return lambda *arguments, **options: CliRunner().invoke(main, ["keys", *arguments], **options)


def facts_of(run):
    return json.loads(run("show", "--json").output)


def test_keys_are_shown_and_renewed(run):
    shown = run("show")
    assert shown.exit_code == 0
    assert "Zegel 1 (in gebruik)" in shown.output
    assert "Zegel van Stichting Proeve" in shown.output
    before = facts_of(run)
    renewed = run("rotate")
    assert "Zegel 2 (in gebruik)" in renewed.output
    assert "Zegel 1 (oud, blijft controleerbaar)" in renewed.output
    after = facts_of(run)
    assert after["seals"][1] == before["seals"][0] | {"in_use": False}
    assert {badge["name"] for badge in before["badges"]} < {badge["name"] for badge in after["badges"]}


def test_one_of_the_two_can_be_renewed_alone(run):
    before = facts_of(run)
    run("rotate", "--no-seal")
    after = facts_of(run)
    assert after["seals"] == before["seals"]
    assert len(after["badges"]) == 4


def test_the_root_is_renewed_when_asked_and_both_are_given_out(run):
    (before,) = facts_of(run)["seals"]
    assert run("rotate", "--root").exit_code == 0
    new, old = facts_of(run)["seals"]
    assert old == before | {"in_use": False}
    assert (new["own"], new["root"] != old["root"]) == (True, True)
    assert len(x509.load_pem_x509_certificates(run("root").output.encode())) == 2


def test_the_root_is_not_renewed_without_its_seal(run):
    before = facts_of(run)
    assert run("rotate", "--root", "--no-seal").exit_code == 2
    assert facts_of(run) == before


@pytest.fixture
def import_theirs(run, tmp_path):
    """Import a seal of somebody else, of which the certificate holds for some time."""

    def import_theirs(*, starts=None, passphrase="wachtzin"):
        starts = starts or datetime.now(UTC)
        issuing = make_issuing(make_root("Een ander", starts=starts), "Een ander", starts=starts)
        path = tmp_path / "zegel.p12"
        path.write_bytes(write_key_file(make_sealing(issuing, "Een ander", starts=starts), b"wachtzin"))
        return run("import", str(path), input=f"{passphrase}\n")

    return import_theirs


def test_a_seal_of_somebody_else_is_not_given_up_unasked(run, import_theirs):
    assert import_theirs().exit_code == 0
    before = facts_of(run)
    refused = run("rotate")
    assert refused.exit_code == 1
    assert "proeve keys rotate --own" in refused.output
    assert "proeve keys rotate --no-seal" in refused.output
    assert facts_of(run) == before
    assert run("rotate", "--own").exit_code == 0
    assert facts_of(run)["seals"][0]["own"]


def test_the_passphrase_of_a_file_is_another_than_that_of_the_keys(import_theirs):
    refused = import_theirs(passphrase="een andere")
    assert refused.exit_code == 1
    assert "de wachtzin van dit bestand" in refused.output


@pytest.mark.parametrize(("years", "warns"), [(10, False), (12, True)])
def test_a_seal_that_ends_before_certificates_do_is_warned_of(run, import_theirs, years, warns):
    assert import_theirs(starts=datetime.now(UTC) - timedelta(days=366 * years)).exit_code == 0
    assert ("eindigt eerder dan certificaten van drie jaar" in run("show").output) is warns


def test_an_expired_seal_is_refused_and_one_in_use_is_warned_of(run, import_theirs):
    refused = import_theirs(starts=datetime.now(UTC) - timedelta(days=366 * 16))
    assert refused.exit_code == 1
    assert "verlopen" in refused.output
    with clock.running_from(lambda: datetime(2060, 1, 1, tzinfo=UTC)):
        assert "Let op: dit zegel is verlopen." in run("show").output


@pytest.fixture
def lost_device(run, tmp_path):
    """The device that seals is gone."""
    seals = tmp_path / "data/keys/seals"
    (seals / "0002").mkdir()
    shutil.copy(seals / "0001/chain.pem", seals / "0002")
    device = {"module": "/no/such/library.so", "token": "zegels", "label": "een"}
    (seals / "0002/device.json").write_text(json.dumps(device))


@pytest.mark.usefixtures("lost_device")
@pytest.mark.parametrize("command", ["show", "root", "rotate --own", "rotate --no-seal"])
def test_a_lost_device_can_be_replaced(run, command):
    assert run("make").exit_code == 1
    assert run(*command.split()).exit_code == 0
    assert run("make").exit_code == (0 if command == "rotate --own" else 1)


@pytest.mark.usefixtures("lost_device")
def test_a_seal_of_somebody_else_can_replace_a_lost_device(run, import_theirs):
    assert import_theirs().exit_code == 0
    assert run("make").exit_code == 0


def test_the_root_can_be_given_to_whoever_checks_elsewhere(run):
    (root,) = x509.load_pem_x509_certificates(run("root").output.encode())
    assert root.issuer == root.subject


def test_without_a_passphrase_there_is_a_warning(run):
    assert "PROEVE_KEY_PASSPHRASE is niet ingesteld" in run("make").output


def test_the_passphrase_protects_the_keys(run, monkeypatch, tmp_path):
    shutil.rmtree(tmp_path / "data/keys")
    monkeypatch.setenv("PROEVE_KEY_PASSPHRASE", "een lange wachtzin")
    assert "niet ingesteld" not in run("make").output
    monkeypatch.setenv("PROEVE_KEY_PASSPHRASE", "een andere wachtzin")
    refused = run("show")
    assert refused.exit_code == 1
    assert "PROEVE_KEY_PASSPHRASE" in refused.output


def test_a_passphrase_that_comes_later_locks_all_keys_of_now_and_of_before(run, monkeypatch, tmp_path):
    run("rotate")
    before = facts_of(run)
    assert run("lock").exit_code == 1
    monkeypatch.setenv("PROEVE_KEY_PASSPHRASE", "een lange wachtzin")
    assert "proeve keys lock" in run("show").output
    done = run("lock")
    assert (done.exit_code, done.output) == (0, "8 sleutels zijn nu beveiligd met de wachtzin.\n")
    assert facts_of(run) == before | {"passphrase": True}
    assert run("lock").output == "Alle sleutels waren al zo beveiligd.\n"
    files = [path for path in (tmp_path / "data/keys").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert not [path for path in files if path.name.startswith(".")]
    for path in (tmp_path / "data/keys").rglob("*.p12"):
        assert read_key_file(path.read_bytes(), b"een lange wachtzin")


def test_a_lock_that_was_broken_off_is_finished_the_next_time(run, monkeypatch, tmp_path):
    seal = tmp_path / "data/keys/seals/0001/seal.p12"
    open_to_all = seal.read_bytes()
    monkeypatch.setenv("PROEVE_KEY_PASSPHRASE", "een lange wachtzin")
    run("lock")
    seal.write_bytes(open_to_all)
    assert run("lock").output == "1 sleutel is nu beveiligd met de wachtzin.\n"
    assert run("show").exit_code == 0


def test_nothing_is_locked_unless_all_of_it_opens(run, monkeypatch, tmp_path):
    folder = tmp_path / "data/keys"
    (folder / "badges/0001/token.pem").write_bytes(b"niets")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    monkeypatch.setenv("PROEVE_KEY_PASSPHRASE", "een lange wachtzin")
    refused = run("lock")
    assert refused.exit_code == 1
    assert "token.pem gaat niet open" in refused.output
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_folder_without_keys_is_not_said_to_be_locked(run, monkeypatch, tmp_path):
    monkeypatch.setenv("PROEVE_KEYS_DIR", str(tmp_path / "elders"))
    monkeypatch.setenv("PROEVE_KEY_PASSPHRASE", "een lange wachtzin")
    refused = run("lock")
    assert refused.exit_code == 1
    assert f"In {tmp_path / 'elders'} staan geen sleutels. Kijk of PROEVE_KEYS_DIR klopt." in refused.output


def test_a_file_that_is_no_seal_is_refused_in_words(run, tmp_path):
    path = tmp_path / "zegel.p12"
    path.write_bytes(b"niets")
    refused = run("import", str(path), input="wachtzin\n")
    assert refused.exit_code == 1
    assert "Error: " in refused.output


def test_keys_can_be_kept_in_a_folder_of_their_own(run, monkeypatch, tmp_path):
    shutil.move(tmp_path / "data/keys", tmp_path / "elders")
    monkeypatch.setenv("PROEVE_KEYS_DIR", str(tmp_path / "elders"))
    assert facts_of(run)["folder"] == str(tmp_path / "elders")
    assert (tmp_path / "elders/seals/0001/seal.p12").exists()
