"""`proeve operator`: let the first person in."""

import asyncio

import click

from proeve.core.scope import Role
from proeve.core.settings import settings_from_environment
from proeve.installation import opened_database
from proeve.people.persons import add_person
from proeve.people.roles import grant_role
from proeve.people.sign_in_links import draw_link


@click.command()
@click.argument("email")
@click.argument("given_name")
@click.argument("family_name")
def operator(email: str, given_name: str, family_name: str) -> None:
    """Make somebody operator and print a link to sign in with, valid for fifteen minutes."""
    settings = settings_from_environment()

    async def add() -> str:
        async with opened_database(settings) as database, database.unit_of_work() as session:
            person = await add_person(session, email=email, given_name=given_name, family_name=family_name)
            await grant_role(session, person.id, Role.OPERATOR, granted_by=None)
            return await draw_link(session, person.id)

    click.echo(f"{settings.public_url}/aanmelden/{asyncio.run(add())}")
