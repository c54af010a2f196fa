"""The command line: serve, show the demo, prepare the database, check a receipt; groups stand in `commands`."""

import asyncio
import json
import sys
from pathlib import Path

import click
import msgspec

from certificates.sealing.provider import CannotSeal
from proeve.commands.bank import bank
from proeve.commands.certificate import certificate
from proeve.commands.keys import keys
from proeve.commands.register import register
from proeve.core.database import Database
from proeve.core.schema import upgrade_schema
from proeve.core.scope import Role
from proeve.core.settings import Settings, settings_from_environment
from proeve.demo.command import HOST, run_demo
from proeve.exams.bank import load_bank
from proeve.exams.receipts.checking import check_receipt
from proeve.people.persons import add_person
from proeve.people.roles import grant_role
from proeve.people.sign_in_links import draw_link
from proeve.register.keys import ensure_keys
from proeve.server import is_port_taken, serve
from question_bank import bank as question_bank


@click.group()
def main() -> None:
    """Proeve: toetsen en certificaten voor woningcorporaties."""


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON line with the address and the sign-in links.")
@click.option("--port", type=int, default=8000, show_default=True)
@click.option(
    "--data-dir", type=click.Path(path_type=Path, file_okay=False), default=Path("data/demo"), show_default=True
)
def demo(*, as_json: bool, port: int, data_dir: Path) -> None:
    """Fill a database with a lively example, print one sign-in link per role, and serve."""
    _refuse_taken_port(HOST, port)
    run_demo(data_dir=data_dir, port=port, as_json=as_json)


@main.command(name="serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes; 1 on SQLite.")
def serve_command(host: str, port: int, workers: int) -> None:
    """Bring the database up to date and serve; configured by PROEVE_ variables."""
    _refuse_taken_port(host, port)
    settings = settings_from_environment()
    if workers > 1 and settings.database_url.startswith("sqlite"):
        raise click.ClickException("SQLite has one writer, so use one process; or set PROEVE_DATABASE_URL.")
    asyncio.run(_prepare(settings))
    serve(settings, host=host, port=port, workers=workers)


@main.command()
def migrate() -> None:
    """Create or upgrade the tables, add new versions of the question bank, and make the keys that are missing."""
    asyncio.run(_prepare(settings_from_environment()))


@main.command()
@click.argument("email")
@click.argument("given_name")
@click.argument("family_name")
def operator(email: str, given_name: str, family_name: str) -> None:
    """Make somebody operator and print a link to sign in with, valid for fifteen minutes."""
    settings = settings_from_environment()

    async def add() -> str:
        database = Database(settings.database_url)
        try:
            async with database.unit_of_work() as session:
                person = await add_person(session, email=email, given_name=given_name, family_name=family_name)
                await grant_role(session, person.id, Role.OPERATOR, granted_by=None)
                return await draw_link(session, person.id)
        finally:
            await database.close()

    click.echo(f"{settings.public_url}/aanmelden/{asyncio.run(add())}")


@main.group()
def receipt() -> None:
    """Check the receipt of a finished exam."""


@receipt.command(name="check")
@click.argument("export", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
def check_receipt_command(export: Path, code: str, *, as_json: bool) -> None:
    """Check offline that nothing in the EXPORT of an attempt was changed since its CODE was given out.

    Ends with status 0 when the code fits and 1 when it does not.
    """
    verdict = check_receipt(export.read_bytes(), code)
    click.echo(_json(msgspec.to_builtins(verdict)) if as_json else verdict.message)
    sys.exit(0 if verdict.ok else 1)


main.add_command(bank)
main.add_command(keys)
main.add_command(register)
main.add_command(certificate)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _refuse_taken_port(host: str, port: int) -> None:
    if is_port_taken(host, port):
        raise click.ClickException(
            f"Poort {port} is al in gebruik. Stop wat daar draait, of kies een andere poort: --port {port + 1}, "
            f"of met make: PORT={port + 1}."
        )


async def _prepare(settings: Settings) -> None:
    keys_made = asyncio.create_task(asyncio.to_thread(ensure_keys, settings))
    database = Database(settings.database_url)
    await upgrade_schema(database)
    async with database.unit_of_work() as session:
        await load_bank(session, question_bank.load_bank())
    await database.close()
    try:
        await keys_made
    except CannotSeal as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
