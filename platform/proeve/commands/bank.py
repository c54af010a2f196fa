"""`proeve bank`: check the content, draw a form from it, and bring files and database together."""

import asyncio
import json
import sys
import textwrap
from collections.abc import Awaitable, Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy.ext.asyncio import AsyncSession

from proeve.core.dutch import count
from proeve.core.errors import Invalid
from proeve.core.settings import settings_from_environment
from proeve.installation import opened_database
from proeve.workshop.comparing import BankChanges, compare_bank, count_waiting_items, read_bank
from proeve.workshop.importing import import_bank
from question_bank import bank as question_bank
from question_bank.bank import Bank
from question_bank.blueprint_differences import ChangedField
from question_bank.check import as_text
from question_bank.differences import Difference
from question_bank.drawing import draw_form
from question_bank.exchange.yaml_files import bank_files, write_files
from question_bank.quality.page import quality_page
from question_bank.quality.relabelling import all_labels, blind_sheet
from question_bank.shortage import InfeasibleBlueprint

T = TypeVar("T")
Folder = click.Path(path_type=Path, exists=True, file_okay=False)
NO_BANK = "In {} staan geen vragen. Geef een map die 'proeve bank export' heeft gemaakt."
AROUND_FOUR_EYES = (
    "Let op: dit ging buiten de vier ogen om. Alles geldt meteen en niemand heeft het in de werkplaats goedgekeurd. "
    "Bij elke vraag staat dat hij zo is ingelezen."
)
WIDTH = 100
NOT_TAKEN_IN = "Zo worden deze bestanden niet ingelezen: er staat tekst in die is uitgelekt. Haal die weg."
articles_option = click.option(
    "--articles",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="A source article, of which no sentence may return; may be repeated.",
)


@click.group()
def bank() -> None:
    """Check the question bank, draw a form from it, and bring files and database together."""


@bank.command()
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@articles_option
def check(articles: tuple[Path, ...], *, as_json: bool) -> None:
    """Validate every item and report the counts; ends with status 1 when there are problems."""
    report = question_bank.check(articles=articles)
    click.echo(_json(report.as_json()) if as_json else as_text(report))
    sys.exit(1 if report.problems else 0)


@bank.command()
@click.argument("exam")
@click.option("--seed", required=True, help="The same seed draws the same form.")
@click.option("--seen", multiple=True, help="An item the candidate saw before; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print the form as JSON.")
def draw(exam: str, seed: str, seen: tuple[str, ...], *, as_json: bool) -> None:
    """Draw the form of one candidate."""
    contents = question_bank.load_bank()
    try:
        form = draw_form(contents.find_blueprint(exam), contents.all_items(exam), seed, frozenset(seen))
    except (question_bank.UnknownExam, InfeasibleBlueprint) as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(_json(form.as_json()))
        return
    for number, slot in enumerate(form.slots, 1):
        item = contents.find_item(slot.item)
        click.echo(f"{number:3}  {slot.item:40} {item.kind:20} {item.domain:12} {item.channel}")


@bank.command()
@articles_option
def quality(articles: tuple[Path, ...]) -> None:
    """Print the figures on the bank's quality: docs/bank-quality.md."""
    texts = [article.read_text(encoding="utf-8") for article in articles]
    click.echo(quality_page(question_bank.load_bank(), texts), nl=False)


@bank.command(name="blind-sheet")
@click.argument("exam")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--unread", is_flag=True, help="Only replies that nobody labelled as they stand.")
def blind_sheet_command(exam: str, seed: int, *, unread: bool) -> None:
    """Print the items of an exam for a blind reader: one JSON line each, without key or categories."""
    items = question_bank.load_bank().all_items(exam)
    for line in blind_sheet(items, seed=seed, read=all_labels(items) if unread else ()):
        click.echo(json.dumps(line, ensure_ascii=False))


@bank.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export(folder: Path) -> None:
    """Write the live items and the blueprints of the database to FOLDER: one YAML file for each family.

    Files and database are two views of what is live, and of nothing else: questions that are paused or still tried out,
    and drafts, stay in the database only. A file of a family without any live item is removed, so that FOLDER can stand
    under version control.
    """
    contents, waiting = asyncio.run(_read(_live_and_waiting))
    files = bank_files(contents.items.values(), contents.blueprints.values())
    removed = write_files(folder, files)
    gone = f", {count(len(removed), 'bestand', 'bestanden')} weggehaald" if removed else ""
    click.echo(f"{count(len(contents.items), 'vraag', 'vragen')} in {len(files)} bestanden gezet{gone}.")
    if waiting:
        click.echo(f"{count(waiting, 'vraag staat', 'vragen staan')} alleen in de database, gepauzeerd of op proef.")


@bank.command()
@click.argument("folder", type=Folder)
def diff(folder: Path) -> None:
    """Show what importing FOLDER would add, change and take out; nothing is written."""
    contents = _checked(folder)
    changes = asyncio.run(_read(lambda session: compare_bank(session, contents)))
    click.echo("\n".join(_lines(changes)))


@bank.command(name="import")
@click.argument("folder", type=Folder)
def import_command(folder: Path) -> None:
    """Make the live bank read as FOLDER does, as new versions; nothing is written when there are problems.

    For operators only: this goes around four eyes. What differs is live at once, and nobody in the workshop approves
    it. Let somebody else read what `diff` shows first. The life of each item says that it came from files.
    """
    contents = _checked(folder)

    async def take_in() -> BankChanges:
        async with opened_database(settings_from_environment()) as database, database.unit_of_work() as session:
            return await import_bank(session, None, contents)

    try:
        changes = asyncio.run(take_in())
    except Invalid as error:
        raise click.ClickException(error.message) from error
    click.echo("\n".join(_lines(changes)))
    if not changes.is_empty:
        click.echo(AROUND_FOUR_EYES)


async def _live_and_waiting(session: AsyncSession) -> tuple[Bank, int]:
    return await read_bank(session), await count_waiting_items(session)


async def _read(reader: Callable[[AsyncSession], Awaitable[T]]) -> T:
    async with opened_database(settings_from_environment()) as database, database.reading() as session:
        return await reader(session)


def _checked(folder: Path) -> Bank:
    """Return the bank in a folder, or end with its problems: a bank with problems is not taken in at all."""
    report = question_bank.check(folder)
    if report.problems:
        for problem in report.problems:
            click.echo(f"PROBLEEM  {problem}", err=True)
        raise click.ClickException(f"{count(len(report.problems), 'probleem', 'problemen')}. Er is niets ingelezen.")
    contents = question_bank.load_bank(folder)
    if not contents.items:
        raise click.ClickException(NO_BANK.format(folder))
    return contents


def _lines(changes: BankChanges) -> Iterator[str]:
    for item in changes.added:
        yield f"nieuw      {item.id} (versie {item.version})"
    for word, group in (("gewijzigd", changes.changed), ("terug", changes.returned)):
        for changed in group:
            same = "" if changed.differences else ": dezelfde tekst"
            yield f"{word:10} {changed.item.id} (wordt versie {changed.version}){same}"
            yield from _fields(changed.differences)
    for item in changes.taken_out:
        yield f"weg        {item.id} (versie {item.version})"
    for item in changes.kept_out:
        yield f"blijft uit {item.id}: hier gepauzeerd, uit gebruik of nog op proef"
    for planned in changes.blueprints:
        yield f"toets      {planned.blueprint.exam}: {'een nieuwe toets' if planned.is_new else 'een nieuwe opzet'}"
        yield from _fields(planned.differences)
    for item_id, sentence in changes.leaked.items():
        yield f"uitgelekt  {item_id}: {sentence}"
    if changes.is_empty:
        yield f"Geen verschil: {count(changes.same, 'vraag is', 'vragen zijn')} gelijk."
        return
    yield (
        f"{len(changes.added)} nieuw, {len(changes.changed)} gewijzigd, {len(changes.returned)} terug, "
        f"{len(changes.taken_out)} weg, {changes.same} gelijk."
    )
    if changes.leaked:
        yield NOT_TAKEN_IN


def _fields(differences: Iterable[Difference | ChangedField]) -> Iterator[str]:
    """Show each field that differs as it was and as it becomes."""
    for difference in differences:
        yield f"    {difference.name}"
        for sign, text in (("-", difference.before), ("+", difference.after)):
            if text is not None:
                yield textwrap.fill(text, WIDTH, initial_indent=f"      {sign} ", subsequent_indent=" " * 8)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
