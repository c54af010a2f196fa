"""`proeve migrate`: bring database and keys up to date, as serving does first."""

import asyncio

import click

from certificates.sealing.provider import CannotSeal
from proeve.core.schema import upgrade_schema
from proeve.core.settings import Settings, settings_from_environment
from proeve.exams.bank import load_bank
from proeve.installation import opened_database
from proeve.register.keys import ensure_keys
from question_bank import bank as question_bank


@click.command()
def migrate() -> None:
    """Create or upgrade the tables, add new questions, and make the keys that are missing."""
    asyncio.run(prepare(settings_from_environment()))


async def prepare(settings: Settings) -> None:
    """Do so; safe to repeat. Raises ClickException when the keys cannot be used."""
    keys_made = asyncio.create_task(asyncio.to_thread(ensure_keys, settings))
    async with opened_database(settings) as database:
        await upgrade_schema(database)
        async with database.unit_of_work() as session:
            await load_bank(session, question_bank.load_bank())
    try:
        await keys_made
    except CannotSeal as error:
        raise click.ClickException(str(error)) from error
