"""The description of the format is enough to check a receipt by: what it says is run here."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DESCRIPTION = (Path(__file__).parents[3] / "docs" / "receipts.md").read_text(encoding="utf-8")


def described(language: str) -> str:
    return re.search(rf"```{language}\n(.*?)```", DESCRIPTION, re.DOTALL)[1]


@pytest.fixture
def file(make_export, tmp_path: Path) -> tuple[Path, str]:
    document, code = make_export()
    path = tmp_path / "verloop-12.json"
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return path, code


def test_python_alone_gives_the_code(file) -> None:
    path, code = file
    script = ["-W", "ignore::ResourceWarning", "-c", described("python"), path]
    printed = subprocess.run([sys.executable, *script], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == code.replace("-", "")[:26]


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not on this machine")
def test_jq_and_sha256sum_give_the_digest(file) -> None:
    path, _ = file
    printed = subprocess.run(["sh"], input=described("sh"), capture_output=True, text=True, check=True, cwd=path.parent)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert printed.stdout[:8] == document["receipt"]["marks"][-1]
