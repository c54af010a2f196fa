"""The command line as a table of contents; what a command needs is imported when it is called."""

from importlib import import_module

import click

COMMANDS = {
    "bank": "Check the question bank, draw a form from it, and bring files and database together.",
    "certificate": "Check certificates.",
    "demo": "Fill a database with a lively example, print one sign-in link per role, and serve.",
    "keys": "Make, show and renew the keys of seals and badges.",
    "migrate": "Create or upgrade the tables, add new questions, and make the keys that are missing.",
    "operator": "Make somebody operator and print a link to sign in with, valid for fifteen minutes.",
    "receipt": "Check the receipt of a finished exam.",
    "register": "Check the register of certificates, and prove what stands in it.",
    "serve": "Bring the database up to date and serve; configured by PROEVE_ variables.",
}
"""The first words of each command, which stands under its own name in `proeve.commands`."""


class TableOfContents(click.Group):
    """Knows every command by name, and loads the one that is called: together they take seconds."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Return a command, or None for a name that does not exist."""
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"proeve.commands.{name}"), name)
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=TableOfContents)
def main() -> None:
    """Proeve: toetsen en certificaten voor woningcorporaties."""


if __name__ == "__main__":
    main()
