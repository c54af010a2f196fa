"""`proeve bank check --json` and `draw --json`: what scripts read, and the status that tells whether all is well."""

import json
import shutil

import pytest
from click.testing import CliRunner

from proeve.cli import main
from question_bank.bank import CONTENT, check


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, ["bank", *arguments])


def test_the_shipped_bank_has_no_problems_and_every_item_is_counted(run, bank):
    answer = run("check", "--json")
    report = json.loads(answer.stdout)
    assert (answer.exit_code, report["ok"], report["problems"]) == (0, True, [])
    assert sum(tallies["items"] for tallies in report["counts"].values()) == len(bank.items)


def test_a_problem_is_told_and_ends_with_another_status(run, tmp_path, monkeypatch):
    content = shutil.copytree(CONTENT, tmp_path / "content")
    broken = next((content / "klantgericht_werken").glob("*.yaml"))
    broken.write_text("items: [", encoding="utf-8")
    monkeypatch.setattr("question_bank.bank.check", lambda **options: check(content, **options))
    answer = run("check", "--json")
    report = json.loads(answer.stdout)
    assert (answer.exit_code, report["ok"]) == (1, False)
    assert any(problem["file"].endswith(broken.name) for problem in report["problems"])


def test_the_same_seed_draws_the_same_form_with_as_many_questions_as_the_blueprint_asks(run, bank):
    answers = [run("draw", "klantgericht-werken", "--seed", seed, "--json") for seed in ("a", "a", "b")]
    assert [answer.exit_code for answer in answers] == [0, 0, 0]
    assert answers[0].stdout == answers[1].stdout != answers[2].stdout
    form = json.loads(answers[0].stdout)
    slots = form["slots"]
    assert len({slot["item"] for slot in slots}) == len(slots) == bank.blueprints["klantgericht-werken"].length
    for slot in slots:
        item = bank.find_item(slot["item"])
        assert (item.exam, item.version) == ("klantgericht-werken", slot["version"])


def test_an_exam_that_is_not_there_is_told_on_the_other_stream(run):
    answer = run("draw", "zwemmen", "--seed", "a", "--json")
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert "zwemmen" in answer.stderr
