"""`proeve bank export`, `diff` and `import`: files and database are two views of one bank."""

import asyncio
import re

import pytest
from click.testing import CliRunner

from proeve.cli import main
from proeve.commands.bank import AROUND_FOUR_EYES
from proeve.core.database import Database
from proeve.exams.bank import load_bank
from proeve.exams.item_steps import ItemStep, StepKind
from proeve.exams.item_versions import Standing, hold_versions, set_standing
from proeve.workshop.comparing import read_bank

FAMILY = "klantgericht_werken/kw-basketbalring-aan-de-muur.yaml"


@pytest.fixture
def in_database(sqlite_database_url):
    """Call a function in a unit of work, from a test that is not asynchronous."""

    def call(function, *arguments):
        async def work():
            database = Database(sqlite_database_url)
            try:
                async with database.unit_of_work() as session:
                    return await function(session, *arguments)
            finally:
                await database.close()

        return asyncio.run(work())

    return call


@pytest.fixture
def run(in_database, bank, sqlite_database_url, tmp_path, monkeypatch):
    monkeypatch.setenv("PROEVE_DATABASE_URL", sqlite_database_url)
    monkeypatch.setenv("PROEVE_SECRET_KEY", "a key for tests only, long enough to be taken")
    monkeypatch.setenv("PROEVE_DATA_DIR", str(tmp_path))
    in_database(load_bank, bank)
    return lambda *arguments: CliRunner().invoke(main, ["bank", *map(str, arguments)])


@pytest.fixture
def folder(run, tmp_path):
    folder = tmp_path / "bank"
    assert run("export", folder).exit_code == 0
    return folder


def change(folder, pattern: str, text: str) -> None:
    file = folder / FAMILY
    file.write_text(re.sub(pattern, text, file.read_text(encoding="utf-8"), count=1), encoding="utf-8")


def test_what_was_exported_differs_in_nothing(run, folder, bank):
    answer = run("diff", folder)
    assert answer.exit_code == 0
    assert answer.output == f"Geen verschil: {len(bank.items)} vragen zijn gelijk.\n"
    assert run("import", folder).output == answer.output


def test_exporting_again_gives_the_same_bytes(run, folder, tmp_path):
    run("export", tmp_path / "again")
    first, second = (
        {file.relative_to(each).as_posix(): file.read_bytes() for file in each.rglob("*.yaml")}
        for each in (folder, tmp_path / "again")
    )
    assert first == second


def test_diff_says_what_import_will_do_and_writes_nothing(run, folder, in_database, bank):
    change(folder, r"question: .*", "question: Hoe goed is elke reactie?")
    gone = next(file for file in (folder / "lastige_boodschappen").iterdir())
    gone.unlink()
    told = run("diff", folder).output
    before = bank.find_item("kw-basketbalring-aan-de-muur-1").question
    assert (
        "gewijzigd  kw-basketbalring-aan-de-muur-1 (wordt versie 2)\n"
        f"    Vraag\n      - {before}\n      + Hoe goed is elke reactie?\n"
    ) in told
    assert f"weg        {gone.stem}-1 (versie 1)" in told
    assert in_database(read_bank) == bank
    assert run("import", folder).output == f"{told}{AROUND_FOUR_EYES}\n"
    imported = in_database(read_bank).items
    assert imported["kw-basketbalring-aan-de-muur-1"].question == "Hoe goed is elke reactie?"
    assert f"{gone.stem}-1" not in imported
    assert "Geen verschil" in run("diff", folder).output


def test_diff_shows_what_differs_in_a_blueprint(run, folder):
    file = folder / "blueprints" / "klantgericht-werken.yaml"
    text = file.read_text(encoding="utf-8")
    minutes = re.search(r"duration_minutes: (\d+)", text)[1]
    least, most = re.search(r"best_answer]}, min: (\d+), max: (\d+)", text).groups()
    text = text.replace(f"duration_minutes: {minutes}", "duration_minutes: 95")
    text = text.replace(f"best_answer]}}, min: {least}, max: {most}", f"best_answer]}}, min: 1, max: {most}")
    file.write_text(text, encoding="utf-8")
    assert (
        "toets      klantgericht-werken: een nieuwe opzet\n"
        f"    Tijd in minuten\n      - {minutes}\n      + 95\n"
        f"    Cel beste antwoord\n      - {least} tot {most}\n      + 1 tot {most}\n"
    ) in run("diff", folder).output


def test_diff_shows_texts_that_leaked_and_import_takes_nothing_in(run, folder, in_database, bank):
    leaked = bank.find_item("kw-basketbalring-aan-de-muur-1")

    async def leak(session):
        (row,) = await hold_versions(session, leaked.id)
        set_standing(row, Standing.RETIRED)
        session.add(ItemStep(item=row.item, version=row.version, kind=StepKind.LEAKED))

    in_database(leak)
    text = (folder / FAMILY).read_text(encoding="utf-8").replace("basketbalring-aan-de-muur", "hoepel")
    (folder / FAMILY).with_name("kw-hoepel.yaml").write_text(text, encoding="utf-8")
    (folder / FAMILY).unlink()
    told = run("diff", folder).output
    assert re.search(rf"^uitgelekt  kw-hoepel-1: .*{leaked.id} \(uitgelekt\)", told, re.MULTILINE)
    assert "Zo worden deze bestanden niet ingelezen" in told
    before = in_database(read_bank)
    answer = run("import", folder)
    assert (answer.exit_code, "bij: kw-hoepel-1" in answer.output) == (1, True)
    assert in_database(read_bank) == before


def test_the_help_says_that_an_import_goes_around_four_eyes(run):
    assert "goes around four eyes" in run("import", "--help").output


def test_nothing_is_imported_when_there_is_a_problem(run, folder, in_database, bank):
    change(folder, r"question: .*", "question: Wat zegt u over {de datum}?")
    change(folder, r"domain: .*", "domain: tuinieren")
    answer = run("import", folder)
    assert answer.exit_code == 1
    assert f"{FAMILY}:" in answer.output
    assert "Er is niets ingelezen." in answer.output
    assert in_database(read_bank) == bank


def test_a_folder_without_a_bank_is_not_an_empty_bank(run, tmp_path, in_database, bank):
    empty = tmp_path / "leeg"
    empty.mkdir()
    answer = run("import", empty)
    assert answer.exit_code == 1
    assert "staan geen vragen" in answer.output
    assert in_database(read_bank) == bank


def test_a_family_that_is_no_longer_live_loses_its_file(run, folder):
    (folder / "klantgericht_werken" / "kw-oud.yaml").write_text("family: kw-oud\n")
    assert "1 bestand weggehaald" in run("export", folder).output
    assert not (folder / "klantgericht_werken" / "kw-oud.yaml").exists()


def test_export_says_how_many_questions_are_in_the_database_only(run, folder, in_database, bank):
    paused = bank.find_item("kw-basketbalring-aan-de-muur-1")

    async def pause(session):
        set_standing((await hold_versions(session, paused.id))[0], Standing.PAUSED)

    in_database(pause)
    told = run("export", folder).output
    assert "1 bestand weggehaald" in told
    assert "1 vraag staat alleen in de database, gepauzeerd of op proef." in told


def test_what_was_taken_from_an_article_is_named(run, bank, tmp_path):
    item = next(iter(bank.items.values()))
    article = tmp_path / "article.txt"
    article.write_text(item.scenario.text, encoding="utf-8")
    answer = run("check", "--articles", article)
    assert answer.exit_code == 1
    assert "met een artikel" in answer.output


def test_the_shipped_content_is_checked_and_drawn_from(run):
    assert run("check").exit_code == 0
    drawn = run("draw", "klantgericht-werken", "--seed", "1")
    assert drawn.exit_code == 0
    assert len(drawn.output.splitlines()) >= 20
    assert run("draw", "tuinieren", "--seed", "1").exit_code == 1
