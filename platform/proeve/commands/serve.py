"""`proeve serve`: the application for real, in one process or several."""

import asyncio

import click

from proeve.commands.migrate import prepare
from proeve.core.settings import settings_from_environment
from proeve.server.serving import is_port_taken
from proeve.server.serving import serve as run_server


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, help="Processes; 1 on SQLite.")
def serve(host: str, port: int, workers: int) -> None:
    """Bring the database up to date and serve; configured by PROEVE_ variables."""
    refuse_taken_port(host, port)
    settings = settings_from_environment()
    if workers > 1 and settings.database_url.startswith("sqlite"):
        raise click.ClickException("SQLite has one writer, so use one process; or set PROEVE_DATABASE_URL.")
    asyncio.run(prepare(settings))
    run_server(settings, host=host, port=port, workers=workers)


def refuse_taken_port(host: str, port: int) -> None:
    """Raise ClickException when something else serves there."""
    if is_port_taken(host, port):
        raise click.ClickException(
            f"Poort {port} is al in gebruik. Stop wat daar draait, of kies een andere poort: --port {port + 1}, "
            f"of met make: PORT={port + 1}."
        )
