"""The exam page is light on first load: it also opens on a slow connection."""

import gzip
import re
from pathlib import Path

import pytest

from proeve.web.assets import STATIC_FOLDER
from proeve.web.templating import make_environment

LIMIT = 100_000
"""Bytes as they travel, compressed."""

QUESTIONS = 10_000
"""What twenty questions come to; they are not in the page, but follow at once."""

FURTHER_LETTERS = STATIC_FOLDER / "vendor/fonts/atkinson-latin-ext.woff2"
FURTHER_LETTERS_LIMIT = 120_000


def linked(page: str) -> set[Path]:
    return {STATIC_FOLDER / name for name in re.findall(r'"/static/([^"?]+)', page)}


def fetched_by(file: Path) -> set[Path]:
    """The modules that a module imports, the fonts that a style sheet names."""
    text = file.read_text(encoding="utf-8") if file.suffix in {".js", ".css"} else ""
    names = re.findall(r"""(?:\b(?:from|import)\s*\(?\s*|url\()["'](?!data:)([^"']+)["']""", text)
    return {(file.parent / name).resolve() for name in names}


@pytest.fixture(scope="module")
def page() -> str:
    context = {"attempt_id": 12, "exam_name": "Klantgericht werken", "csrf_token": lambda: "a token"}
    return make_environment().get_template("candidate/exam.html").render(context)


@pytest.fixture(scope="module")
def files(page) -> set[Path]:
    """All files of the page, with the font for names from abroad."""
    found: set[Path] = set()
    waiting = linked(page)
    while waiting:
        file = waiting.pop()
        found.add(file)
        waiting |= fetched_by(file) - found
    return found


def weight(page: str, files: set[Path]) -> int:
    contents = [page.encode(), *(file.read_bytes() for file in files)]
    return QUESTIONS + sum(len(gzip.compress(content)) for content in contents)


def test_the_first_load_stays_light(page, files):
    assert weight(page, files - {FURTHER_LETTERS}) < LIMIT


def test_a_first_question_with_letters_from_abroad_stays_light_too(page, files):
    assert FURTHER_LETTERS in files
    assert weight(page, files) < FURTHER_LETTERS_LIMIT


def test_every_file_of_the_page_is_named_in_it_so_that_none_waits_for_another(page, files):
    assert files - {FURTHER_LETTERS} == linked(page)
