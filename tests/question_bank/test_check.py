"""The check as authors run it."""

import json

import pytest

from question_bank.check import main


@pytest.fixture
def folder(content):
    return content(kw_hek="family: 3\n")


def test_problems_are_printed_with_their_place_and_the_exit_code_is_one(folder, capsys):
    assert main(["--content", str(folder)]) == 1
    printed = capsys.readouterr().out
    assert "PROBLEEM  klantgericht_werken/kw-hek.yaml:1:" in printed
    assert "1 problemen" in printed


def test_the_report_is_printed_as_json_on_request(folder, capsys):
    assert main(["--content", str(folder), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False


def test_only_findings_of_the_named_files_are_shown(folder):
    assert main(["--content", str(folder), "kw-dak"]) == 0
    assert main(["--content", str(folder), "kw-hek"]) == 1


def test_the_shipped_content_is_counted(capsys):
    main([])
    printed = capsys.readouterr().out
    assert "klantgericht-werken: " in printed
    assert "  kind: best_answer " in printed
