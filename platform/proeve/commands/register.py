"""`proeve register`: check that nothing in the register was changed afterwards."""

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from proeve.core.dutch import count
from proeve.core.settings import settings_from_environment
from proeve.installation import opened_database
from proeve.register.checking import PublishedRoots, Report, check_register, stand_still

NO_LIST = "In {} staat geen lijst van wortels. Bewaar /register/wortels.json en geef dat bestand."
SHOWN = 20


@click.group()
def register() -> None:
    """Check the register of certificates."""


@register.command()
@click.option(
    "--roots",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A copy of /register/wortels.json from before, to hold the register against.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def check(roots: Path | None, *, as_json: bool) -> None:
    """Compute the chain of events and its roots again; ends with status 1 and says where when something differs."""
    published = _read(roots) if roots else None
    report = asyncio.run(_check(published))
    click.echo(
        json.dumps(report.as_json(), ensure_ascii=False, indent=2) if as_json else "\n".join(_lines(report, roots))
    )
    sys.exit(0 if report.ok else 1)


async def _check(published: PublishedRoots | None) -> Report:
    async with opened_database(settings_from_environment()) as database, database.reading() as session:
        await stand_still(session)
        return await check_register(session, published)


def _read(path: Path) -> PublishedRoots:
    try:
        return msgspec.json.decode(path.read_bytes(), type=PublishedRoots)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise click.ClickException(NO_LIST.format(path)) from error


def _lines(report: Report, roots: Path | None) -> Iterator[str]:
    events = count(report.events, "gebeurtenis", "gebeurtenissen")
    certificates = count(report.certificates, "certificaat", "certificaten")
    yield f"Nagerekend: {events} over {certificates}, en {count(report.roots, 'wortel', 'wortels')}."
    if report.ok:
        beside = f" De wortels zijn dezelfde als in {roots}." if roots else ""
        yield f"Alles klopt: de keten is heel, en de certificaten passen erbij.{beside}"
        return
    yield f"Er klopt iets niet ({count(len(report.findings), 'bevinding', 'bevindingen')}):"
    for finding in report.findings[:SHOWN]:
        yield f"- {finding.sentence}"
    if len(report.findings) > SHOWN:
        yield f"- en nog {len(report.findings) - SHOWN}. Met --json ziet u ze allemaal."
