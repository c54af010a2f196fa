"""`proeve receipt check` tells people in Dutch and programs by its status whether a receipt fits."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proeve.cli import main


@pytest.fixture
def check(tmp_path: Path):
    def check(document, *arguments: str) -> Result:
        path = tmp_path / "verloop-12.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        return CliRunner().invoke(main, ["receipt", "check", str(path), *arguments])

    return check


def test_a_receipt_that_fits_ends_with_status_0(check, make_export) -> None:
    document, code = make_export()
    done = check(document, code)
    assert (done.exit_code, done.output.startswith("De code klopt.")) == (0, True)


def test_a_changed_answer_ends_with_status_1_and_says_which(check, make_export) -> None:
    document, code = make_export()
    document["chained"]["entries"][2]["received_ms"] += 1
    done = check(document, code)
    assert done.exit_code == 1
    assert "Het eerste verschil zit bij bewaard antwoord 3 van 4: vraag 1" in done.output


def test_programs_get_json(check, make_export) -> None:
    document, code = make_export()
    verdict = json.loads(check(document, code, "--json").output)
    assert (verdict["ok"], verdict["problem"], verdict["entries"]) == (True, None, 4)
    document["chained"]["facts"]["seed"] = "other"
    done = check(document, code, "--json")
    assert (done.exit_code, json.loads(done.output)["differs_at"]) == (1, 0)


def test_a_mistyped_code_ends_with_status_1(check, make_export) -> None:
    done = check(make_export()[0], "ABC")
    assert (done.exit_code, "27 letters en cijfers" in done.output) == (1, True)
