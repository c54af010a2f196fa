"""`proeve register check` says that all is well with status 0, and where it is not with status 1."""

import json
import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

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
