"""`proeve register`: check that nothing in the register was changed afterwards, and prove so of one certificate."""

import asyncio
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from proeve.core.dutch import count, day, moment
from proeve.core.errors import ProeveError
from proeve.core.settings import settings_from_environment
from proeve.installation import opened_database
from proeve.register.checking import PublishedRoots, Report, check_register, stand_still
from proeve.register.proving import RegisterProof, problem_of, prove_number

NO_LIST = "In {} staat geen lijst van wortels. Bewaar /register/wortels.json en geef dat bestand."
NO_PROOF = "In {} staat geen bewijs. Maak er een met: proeve register prove NUMMER"
PROVES = "Bewezen: dit gebeurde met {number}, en het staat onder de gepubliceerde wortels."
PROVES_NO_MORE = (
    "Uit een bewijs kan iets zijn weggelaten, en later kan er iets zijn gebeurd."
    " Of het certificaat nu geldt, ziet u op de pagina Certificaat controleren."
)
PROVES_NOTHING = "Dit bewijst niets."
KINDS = {
    "issued": "uitgegeven",
    "revoked": "ingetrokken",
    "suspended": "geschorst",
    "resumed": "schorsing opgeheven",
    "superseded": "vervangen",
    "renewed": "verlengd",
    "moved": "meegenomen door de houder",
    "erased": "gegevens van de houder verwijderd",
    "reminded": "herinnering gestuurd",
}
SHOWN = 20


@click.group()
def register() -> None:
    """Check the register of certificates, and prove what stands in it."""


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


@register.command()
@click.argument("number")
def prove(number: str) -> None:
    """Print the proof that what happened to a certificate (NUMBER) is under the published roots; holds no name."""
    try:
        proof = asyncio.run(_prove(number))
    except ProeveError as error:
        raise click.ClickException(error.message) from error
    click.echo(msgspec.json.format(msgspec.json.encode(proof), indent=2))


@register.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--roots",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    required=True,
    help="A copy of /register/wortels.json, best one that was kept for long.",
)
@click.option(
    "--certificate",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The certificate that the proof should be about, as it was issued.",
)
def proof(file: Path, roots: Path, certificate: Path | None) -> None:
    """Check the proof in FILE against published roots, offline; ends with status 1 when it proves nothing."""
    try:
        read = msgspec.json.decode(file.read_bytes(), type=RegisterProof)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise click.ClickException(NO_PROOF.format(file)) from error
    digest = hashlib.sha256(certificate.read_bytes()).hexdigest() if certificate else ""
    published = _read(roots)
    problems = [problem for each in read.events if (problem := problem_of(each, read.number, published, digest))]
    if problems or not read.events:
        click.echo("\n".join([PROVES_NOTHING, *(f"- {problem}" for problem in problems)]))
        sys.exit(1)
    click.echo(PROVES.format(number=read.number))
    for each in read.events:
        click.echo(f"- {moment(each.at)}: {KINDS.get(each.event.kind, each.event.kind)} (wortel van {day(each.day)})")
    click.echo(PROVES_NO_MORE)


async def _prove(number: str) -> RegisterProof:
    async with opened_database(settings_from_environment()) as database, database.reading() as session:
        return await prove_number(session, number)


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
