"""`proeve register` says that all is well with status 0, and where it is not with status 1."""

import json
import sqlite3
from contextlib import closing

import msgspec
import pytest
from click.testing import CliRunner

from certificates.chain import BEFORE_THE_FIRST, ChainedEvent, chain_event
from certificates.merkle import merkle_root
from proeve.cli import main

EVENT = (
    "INSERT INTO register_event (sequence, certificate_id, at, kind, number, file_sha256, facts, previous, digest) "
    "VALUES (1, 1, '2026-03-10 09:00:00', 'issued', 'PR-1', x'00', '{}', x'00', x'00')"
)


@pytest.fixture
def run(sqlite_database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("PROEVE_DATABASE_URL", sqlite_database_url)
    monkeypatch.setenv("PROEVE_SECRET_KEY", "a key for tests only, long enough to be taken")
    monkeypatch.setenv("PROEVE_DATA_DIR", str(tmp_path))
    return lambda *arguments: CliRunner().invoke(main, ["register", "check", *arguments])


@pytest.fixture
def forged(sqlite_database_url, tmp_path):
    """An event that somebody wrote straight into the database."""
    with closing(sqlite3.connect(tmp_path / "proeve.db")) as connection, connection:
        connection.execute(EVENT)


def test_an_empty_register_is_fine(run):
    answer = run()
    assert answer.exit_code == 0
    assert "Alles klopt" in answer.output


@pytest.mark.usefixtures("forged")
def test_a_forged_event_ends_with_status_1_and_its_place(run):
    answer = run()
    assert answer.exit_code == 1
    assert "Gebeurtenis 1 sluit niet aan op de gebeurtenis ervoor." in answer.output


@pytest.mark.usefixtures("forged")
def test_the_report_can_be_read_by_a_program(run):
    report = json.loads(run("--json").output)
    assert (report["ok"], report["events"]) == (False, 1)
    assert {finding["code"] for finding in report["findings"]} >= {"previous", "changed", "head"}


def test_roots_that_are_not_ours_are_told(run, tmp_path):
    kept = tmp_path / "wortels.json"
    root = {"day": "2026-03-10", "first": 1, "last": 2, "root": "00", "head": "00"}
    kept.write_text(json.dumps({"roots": [root]}))
    answer = run("--roots", str(kept))
    assert answer.exit_code == 1
    assert "De wortel van 2026-03-10 is een andere dan toen die werd gepubliceerd." in answer.output


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"roots": [1]}'])
def test_another_file_is_refused_with_what_to_do(run, tmp_path, content):
    kept = tmp_path / "wortels.json"
    kept.write_bytes(content)
    answer = run("--roots", str(kept))
    assert answer.exit_code == 1
    assert "geen lijst van wortels" in answer.output


LEAF = ChainedEvent(1, 1_773_133_200_000_000, "issued", "PR-2026-4FTR-ARPC-6", "ab" * 32, {})


@pytest.fixture
def kept(tmp_path):
    """A proof and the list of roots that it is held against, each in a file of its own."""
    digest = chain_event(LEAF, BEFORE_THE_FIRST)
    root = {"day": "2026-03-10", "first": 1, "last": 1, "root": merkle_root([digest]).hex(), "head": digest.hex()}
    proven = {"event": msgspec.to_builtins(LEAF), "previous": BEFORE_THE_FIRST.hex(), "day": "2026-03-10", "path": []}
    proof = tmp_path / "bewijs.json"
    proof.write_text(json.dumps({"number": LEAF.number, "events": [proven]}))
    roots = tmp_path / "wortels.json"
    roots.write_text(json.dumps({"roots": [root]}))
    return proof, roots


def prove(*arguments):
    return CliRunner().invoke(main, ["register", "proof", *map(str, arguments)])


def test_a_proof_is_checked_without_a_database_or_a_key(kept):
    answer = prove(kept[0], "--roots", kept[1])
    assert answer.exit_code == 0
    assert "Bewezen: dit gebeurde met PR-2026-4FTR-ARPC-6" in answer.output
    assert "10 maart 2026 om 10:00: uitgegeven (wortel van 10 maart 2026)" in answer.output
    assert "Uit een bewijs kan iets zijn weggelaten" in answer.output


def test_a_proof_of_another_file_and_an_empty_one_prove_nothing(kept, tmp_path):
    other = tmp_path / "certificaat.pdf"
    other.write_bytes(b"%PDF")
    answer = prove(kept[0], "--roots", kept[1], "--certificate", other)
    assert (answer.exit_code, "gaat over een ander bestand" in answer.output) == (1, True)
    kept[0].write_text('{"number": "PR-2026-4FTR-ARPC-6", "events": []}')
    assert prove(kept[0], "--roots", kept[1]).exit_code == 1


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"number": "x", "events": [1]}'])
def test_what_is_no_proof_is_refused(kept, content):
    kept[0].write_bytes(content)
    answer = prove(kept[0], "--roots", kept[1])
    assert (answer.exit_code, "staat geen bewijs" in answer.output) == (1, True)


def test_who_asks_for_the_proof_of_an_unknown_number_is_told_so(run):
    for number, said in (("PR-2026-4FTR-ARPC-6", "niet in het register"), ("x", "ziet eruit als")):
        answer = CliRunner().invoke(main, ["register", "prove", number])
        assert (answer.exit_code, said in answer.output) == (1, True)
