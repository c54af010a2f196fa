"""The command line lists every command by its own words, and loads only what is called."""

import pkgutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from proeve import commands
from proeve.cli import COMMANDS, main

HEAVY = ("litestar", "sqlalchemy", "scipy", "reportlab", "pyhanko")


def test_every_command_is_listed():
    assert list(COMMANDS) == sorted(module.name for module in pkgutil.iter_modules(commands.__path__))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_of_itself_what_the_list_says(name):
    command = main.get_command(None, name)
    assert command.name == name
    assert command.help.partition("\n\n")[0].replace("\n", " ") == COMMANDS[name]


def test_the_list_shows_all_of_them():
    answer = CliRunner().invoke(main, ["--help"])
    assert answer.exit_code == 0
    assert all(name in answer.output for name in COMMANDS)


def test_an_unknown_command_is_refused():
    answer = CliRunner().invoke(main, ["bestaat-niet"])
    assert answer.exit_code == 2
    assert "bestaat-niet" in answer.output


def test_the_list_loads_nothing_heavy():
    script = f"import sys, proeve.cli; print([name for name in {HEAVY} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
